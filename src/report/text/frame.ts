import type { Frame, Mark } from '../../verdict/report.ts';
import { terminal } from '../escape/terminal.ts';
import { clip } from '../escape/visible.ts';
import { shownLines } from '../frame-lines.ts';
import { type Cells, type LineLayout, layOut } from './line-layout.ts';
import type { Paint, Tone } from './paint.ts';
import { displayWidth } from './width.ts';
import { wrap, wrapAfter } from './wrap.ts';

/** What the frames of one finding share. */
export interface FrameStyle {
  readonly paint: Paint;
  readonly width: number;
  /** How many characters the largest line number takes. */
  readonly gutter: number;
  /** The tone of the primary mark. */
  readonly tone: Tone;
}

/** An excerpt in the manner of rustc: the place, then lines with their numbers and the marks below them. */
export function renderFrame(frame: Frame, style: FrameStyle): string[] {
  const bar = emptyGutter(style);
  const out = [arrow(place(frame), style)];
  if (frame.origin !== null) {
    out.push(...wrapAfter(`${' '.repeat(style.gutter)}    `, clip(terminal(frame.origin), 200), style.width));
  }
  out.push(bar);
  let previous: number | null = null;
  for (const line of shownLines(frame)) {
    if (previous !== null && line.number > previous + 1) out.push(style.paint('frame', '...'));
    previous = line.number;
    out.push(...renderLine(line, frame.marks, style));
  }
  out.push(bar);
  return out;
}

/** `  --> path:24:21`, alone on its line so that a terminal can open it. */
export function arrow(target: string, style: FrameStyle): string {
  return `${' '.repeat(style.gutter)}${style.paint('frame', '-->')} ${target}`;
}

/** The gutter of a line that shows nothing of the file. */
export function emptyGutter(style: FrameStyle): string {
  return `${' '.repeat(style.gutter)} ${style.paint('frame', '|')}`;
}

/** The gutter of line `number`, with the bar or a patch's sign behind it. */
export function gutter(number: number, sign: string, style: FrameStyle): string {
  return `${style.paint('frame', String(number).padStart(style.gutter))} ${sign}`;
}

function place(frame: Frame): string {
  const first = frame.marks.find((mark) => mark.role === 'primary') ?? frame.marks[0];
  const position = first === undefined ? '' : `:${first.startLine}:${first.startColumn}`;
  return `${clip(terminal(frame.path), 1000)}${position}`;
}

function renderLine(line: { number: number; text: string }, marks: readonly Mark[], style: FrameStyle): string[] {
  const layout = layOut(line.text);
  const placed = marks.flatMap((mark) => placeMark(mark, line, layout)).sort((a, b) => a.cells.from - b.cells.from);
  const room = Math.max(20, style.width - style.gutter - 3);
  const focus = (placed.find((mark) => mark.role === 'primary') ?? placed[0])?.cells ?? null;
  const view = layout.window(room, focus);
  const source = `${gutter(line.number, style.paint('frame', '|'), style)} ${view.text}`.trimEnd();
  if (placed.length === 0) return [source];
  const inView = placed.map((mark) => ({ ...mark, cells: within(mark.cells, view.shift, room) }));
  return [source, ...renderMarks(inView, room, style)];
}

interface PlacedMark {
  readonly role: Mark['role'];
  readonly cells: Cells;
  readonly label: string;
}

function placeMark(mark: Mark, line: { number: number; text: string }, layout: LineLayout): PlacedMark[] {
  const last = mark.endLine > mark.startLine && mark.endColumn <= 1 ? mark.endLine - 1 : mark.endLine;
  if (line.number < mark.startLine || line.number > last) return [];
  const start = line.number === mark.startLine ? mark.startColumn : line.text.search(/\S|$/) + 1;
  const end = line.number === mark.endLine ? mark.endColumn : line.text.trimEnd().length + 1;
  const label = line.number === last ? clip(terminal(mark.label), 200) : '';
  return [{ role: mark.role, cells: layout.cells(start, end), label }];
}

function within(cells: Cells, shift: number, room: number): Cells {
  const from = Math.min(Math.max(0, cells.from + shift), room - 1);
  return { from, to: Math.max(from + 1, Math.min(cells.to + shift, room)) };
}

/** One line with all marks and the last one's label; the other labels hang below, the last first. */
function renderMarks(marks: readonly PlacedMark[], room: number, style: FrameStyle): string[] {
  const bar = emptyGutter(style);
  const tone = (mark: PlacedMark): Tone => (mark.role === 'primary' ? style.tone : 'frame');
  const strokes = new Map<number, PlacedMark>();
  for (const mark of [...marks].sort((a, b) => Number(a.role === 'primary') - Number(b.role === 'primary'))) {
    for (let cell = mark.cells.from; cell < mark.cells.to; cell++) {
      strokes.set(cell, mark);
    }
  }
  const end = Math.max(...strokes.keys()) + 1;
  let underline = '';
  // One run of equal strokes is painted at once.
  for (let cell = 0; cell < end; ) {
    const mark = strokes.get(cell);
    const from = cell;
    do cell++;
    while (cell < end && strokes.get(cell) === mark);
    const stroke = mark === undefined ? ' ' : mark.role === 'primary' ? '^' : '-';
    const run = stroke.repeat(cell - from);
    underline += mark === undefined ? run : style.paint(tone(mark), run);
  }

  const last = marks.at(-1)!;
  const beside = last.cells.to === end && end + 1 + displayWidth(last.label) <= room;
  const out = [`${bar} ${underline}${beside && last.label !== '' ? ` ${style.paint(tone(last), last.label)}` : ''}`];
  const hanging = marks.filter((mark) => mark.label !== '' && !(beside && mark === last)).reverse();
  for (const mark of hanging) {
    const indent = Math.min(mark.cells.from, Math.max(0, room - Math.min(40, displayWidth(mark.label))));
    for (const text of wrap(mark.label, room - indent)) {
      out.push(`${bar} ${' '.repeat(indent)}${style.paint(tone(mark), text)}`);
    }
  }
  return out;
}
