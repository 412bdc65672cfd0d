import type { Finding, Fix, Frame } from '../verdict/report.ts';

export interface PatchLine {
  readonly kind: 'same' | 'removed' | 'added';
  /** The line's number, in the file as it was for `same` and `removed`, as it becomes for `added`. */
  readonly number: number;
  readonly text: string;
  /** Where the text differs from the line that it replaces or is replaced by: UTF-16 code units, from 0, end exclusive. */
  readonly change: { readonly start: number; readonly end: number } | null;
}

/** A patch with more lines than this is not shown line by line. */
const MOST = 60;

/**
 * The fix as changed lines, with an unchanged first or last line of the replaced stretch kept as context. Lines that no
 * frame holds are not known, and are left out. Null where the patch would be too long to read.
 */
export function patchLines(finding: Finding): readonly PatchLine[] | null {
  const fix = finding.fix;
  if (fix === null) return null;
  const added = fix.replacement.split('\n').map((line) => line.replace(/\r$/, ''));
  if (fix.endLine - fix.startLine >= MOST || added.length > MOST) return null;
  const old = oldLines(fix, finding.frames);
  let head = 0;
  while (head < old.length && head < added.length && same(old[head], added[head])) head++;
  let tail = 0;
  while (
    tail < Math.min(old.length, added.length) - head &&
    same(old[old.length - 1 - tail], added[added.length - 1 - tail])
  ) {
    tail++;
  }
  const lines: PatchLine[] = [];
  const isPaired = old.length === added.length;
  const changeOf = (text: string, other: string | undefined) =>
    isPaired && other !== undefined ? difference(text, other) : null;
  if (head > 0) lines.push({ kind: 'same', number: fix.startLine + head - 1, text: added[head - 1]!, change: null });
  for (let i = head; i < old.length - tail; i++) {
    const text = old[i];
    if (text !== undefined)
      lines.push({ kind: 'removed', number: fix.startLine + i, text, change: changeOf(text, added[i]) });
  }
  for (let i = head; i < added.length - tail; i++) {
    lines.push({ kind: 'added', number: fix.startLine + i, text: added[i]!, change: changeOf(added[i]!, old[i]) });
  }
  if (tail > 0) {
    const text = added[added.length - tail]!;
    lines.push({ kind: 'same', number: fix.endLine - tail + 1, text, change: null });
  }
  return lines;
}

/** The stretch of a text that another one does not share with it. */
function difference(text: string, other: string): { start: number; end: number } {
  const shorter = Math.min(text.length, other.length);
  let start = 0;
  while (start < shorter && text[start] === other[start]) start++;
  let shared = 0;
  while (shared < shorter - start && text.at(-1 - shared) === other.at(-1 - shared)) shared++;
  return { start, end: text.length - shared };
}

function oldLines(fix: Fix, frames: readonly Frame[]): (string | undefined)[] {
  const known = new Map<number, string>();
  for (const frame of frames) {
    if (frame.path === fix.path) for (const line of frame.lines) known.set(line.number, line.text);
  }
  const count = Math.max(0, fix.endLine - fix.startLine + 1);
  return Array.from({ length: count }, (_, index) => known.get(fix.startLine + index)?.replace(/\r$/, ''));
}

function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}
