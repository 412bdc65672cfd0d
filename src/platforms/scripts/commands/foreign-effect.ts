import { filesNamedIn, partsNamedIn, type Side } from '../decisive-files/decisive-files.ts';

/** Words of these languages by which files are written or programs started. */
const WRITES_FILES =
  /['"](?:[wa]\+?b?t?|r\+b?t?|rb\+|\+[<>]+)['"]|\sw\]|write|dump\(|truncate|unlink|\.remove\(|rename|\.replace\(\s*['"]\/|os\.replace\(|\b(?:copy|move)\w*\(|symlink|subprocess|\bsh[\s(]+['"]|popen|spawn|\bexec\w*[\s(]+['"]|inplace|(?<!platform\.)\bsystem\s*[('"]|['"]\s*>{1,2}\s*['"/$]/i;

/** What a text of another language does to the files that decide a driver. */
export interface ForeignEffect {
  readonly writes: readonly Side[];
  /** It names such a file and writes some file, and whether it is that one is not known. */
  readonly names: readonly Side[];
  /** The first that writes; counts from 1. */
  readonly line: number;
}

/**
 * What a text of another language does. Its commands are not read: a line that names a file and has a word for writing in
 * it writes it; where the two stand apart it may.
 */
export function effectOfForeign(text: string): ForeignEffect {
  const code = text.replace(/^[ \t]*#.*$/gm, '');
  if (!WRITES_FILES.test(code)) return { writes: [], names: [], line: 1 };
  const sides = code.split('\n').map((line) => (WRITES_FILES.test(line) ? filesNamedIn(line) : []));
  const writes = new Set(sides.flat());
  const names = partsNamedIn(code).filter((side) => !writes.has(side));
  return {
    writes: [...writes],
    names,
    line:
      Math.max(
        0,
        sides.findIndex((ofLine) => ofLine.length > 0),
      ) + 1,
  };
}
