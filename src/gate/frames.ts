import { describeOrigin } from '../image/describe-origin.ts';
import type { Location } from '../text/position.ts';
import type { Frame, Mark } from '../verdict/report.ts';
import type { Draft } from '../verdict/rule.ts';
import type { FileText, FileTexts } from './file-texts.ts';

const CONTEXT_BEFORE = 2;
const CONTEXT_AFTER = 1;
const LONGEST_LINE = 400;

/** Cuts the excerpts for a finding: its own place first, then the others, those of one file together. */
export async function cutFrames(draft: Draft, texts: FileTexts): Promise<readonly Frame[]> {
  const marks: { location: Location; role: Mark['role']; label: string }[] = [];
  if (draft.location !== null) marks.push({ location: draft.location, role: 'primary', label: draft.label });
  for (const { location, role } of draft.related) marks.push({ location, role: 'related', label: role });
  const frames: Frame[] = [];
  for (const path of new Set(marks.map(({ location }) => location.path))) {
    const text = await texts.get(path);
    const own = marks.filter(({ location }) => location.path === path);
    if (text !== null) frames.push(cutFrame(path, text, own));
  }
  return frames;
}

function cutFrame(
  path: string,
  text: FileText,
  marks: readonly { location: Location; role: Mark['role']; label: string }[],
): Frame {
  const shown = new Set<number>();
  for (const { location, role } of marks) {
    const [before, after] = role === 'primary' ? [CONTEXT_BEFORE, CONTEXT_AFTER] : [0, 0];
    for (let line = location.startLine - before; line <= location.startLine + after; line++) shown.add(line);
    if (role === 'primary') shown.add(headerAbove(text.lines, location.startLine));
  }
  const lines = [...shown]
    .filter((number) => number >= 1 && number <= lastLine(text.lines))
    .toSorted((a, b) => a - b)
    .map((number) => ({ number, text: (text.lines[number - 1] ?? '').slice(0, LONGEST_LINE) }));
  return {
    path,
    origin: describeOrigin(text.provenance),
    lines,
    marks: marks.map(({ location, role, label }) => {
      const { startLine, startColumn, endLine, endColumn } = location;
      return { role, startLine, startColumn, endLine, endColumn, label };
    }),
  };
}

/** The number of the last line; what follows a final line break is none. */
function lastLine(lines: readonly string[]): number {
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

/** The `[table]` or `[Section]` line that a line belongs to; 0 where there is none. */
function headerAbove(lines: readonly string[], line: number): number {
  for (let number = line; number >= 1; number--) {
    if (/^\s*\[/.test(lines[number - 1] ?? '')) return number;
  }
  return 0;
}
