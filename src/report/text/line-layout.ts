import { breakCommands } from '../escape/terminal.ts';
import { spelling } from '../escape/visible.ts';
import { characterWidth, displayWidth } from './width.ts';

const TAB = 4;

/** A stretch of cells, from 0, `to` exclusive. */
export interface Cells {
  readonly from: number;
  readonly to: number;
}

/** A line of a file as a terminal shows it, and where its characters went. */
export interface LineLayout {
  readonly width: number;
  /** The cells of the columns `startColumn` to `endColumn` (from 1, UTF-16 code units, exclusive); at least one cell. */
  cells(startColumn: number, endColumn: number): Cells;
  /** The part that fits into `width` cells around `focus`, with `…` where something is cut; `shift` is added to cells. */
  window(width: number, focus: Cells | null): { readonly text: string; readonly shift: number };
}

interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Lays out one line: tabs become blanks, what cannot be seen is spelled out, a runner's commands lose their force. */
export function layOut(raw: string): LineLayout {
  const pieces: Piece[] = [];
  const cellOfUnit: number[] = [];
  let cell = 0;
  let unit = 0;
  for (const character of raw) {
    const text = show(character, cell, raw, unit);
    const width = text === character ? characterWidth(character) : displayWidth(text);
    for (let i = 0; i < character.length; i++) cellOfUnit.push(cell);
    pieces.push({ text, from: cell, to: cell + width });
    cell += width;
    unit += character.length;
  }
  const total = cell;
  const at = (column: number) => cellOfUnit[column - 1] ?? total;
  return {
    width: total,
    cells(startColumn, endColumn) {
      const from = at(Math.max(1, startColumn));
      return { from, to: Math.max(from + 1, at(Math.max(1, endColumn))) };
    },
    window: (width, focus) => cut(pieces, total, width, focus),
  };
}

function show(character: string, cell: number, raw: string, unit: number): string {
  if (character === '\t') return ' '.repeat(TAB - (cell % TAB));
  if (character === '#' && raw[unit - 1] === '#' && breakCommands(raw.slice(unit - 1, unit + 32)).startsWith('#\\#')) {
    return '\\#';
  }
  return spelling(character) ?? character;
}

function cut(pieces: readonly Piece[], total: number, width: number, focus: Cells | null) {
  if (total <= width) return { text: pieces.map((piece) => piece.text).join(''), shift: 0 };
  const room = Math.max(8, width - 2);
  let from = 0;
  if (focus !== null && focus.to > room) {
    const lead = Math.max(0, Math.floor((room - (focus.to - focus.from)) / 2));
    from = Math.max(0, Math.min(focus.from - lead, total - room));
  }
  const shown = pieces.filter((piece) => piece.from >= from && piece.to <= from + room);
  const first = shown[0]?.from ?? from;
  const last = shown.at(-1)?.to ?? first;
  const head = first > 0 ? '…' : '';
  const text = head + shown.map((piece) => piece.text).join('') + (last < total ? '…' : '');
  return { text, shift: head.length - first };
}
