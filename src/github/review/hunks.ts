/** A line of the new version of a file that its diff shows. */
export interface DiffLine {
  readonly text: string;
  /** Which hunk shows it, counted from 0. */
  readonly hunk: number;
}

const HEADER = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/;

/**
 * The lines of the new version that a unified diff shows, by number: only on these does GitHub take a comment. A diff that
 * is not well formed ends where it stops being so.
 */
export function diffLines(patch: string): ReadonlyMap<number, DiffLine> {
  const lines = new Map<number, DiffLine>();
  let next: number | null = null;
  let hunk = -1;
  for (const line of patch.split('\n')) {
    const header = HEADER.exec(line);
    if (header !== null) {
      next = Number(header[1]);
      hunk++;
      continue;
    }
    if (next === null || line === '') break;
    const sign = line[0];
    if (sign === ' ' || sign === '+') lines.set(next++, { text: line.slice(1), hunk });
    else if (sign !== '-' && sign !== '\\') break;
  }
  return lines;
}
