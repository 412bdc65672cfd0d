/** Ports of Go's `path/filepath` for Unix (as of Go 1.25): paths as strings, and patterns as `Match` and `Glob` read them. */

export function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

/** The shortest equal path without looking at any disk; `.` for an empty one. */
export function cleanPath(path: string): string {
  const rooted = isAbsolute(path);
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push(part);
  }
  return (rooted ? '/' : '') + kept.join('/') || '.';
}

export function joinPath(...parts: readonly string[]): string {
  const present = parts.filter((part) => part !== '');
  return present.length === 0 ? '' : cleanPath(present.join('/'));
}

/** Everything but the last part, cleaned. */
export function directoryOf(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1));
}

/** A pattern that cannot be read: an unclosed class, a lone backslash. */
export class BadPattern {
  readonly pattern: string;
  constructor(pattern: string) {
    this.pattern = pattern;
  }
}

interface Chunk {
  readonly star: boolean;
  readonly text: readonly string[];
}

/** Whether the whole of `name` matches. `*` and `?` do not cross `/`. */
export function matchesPattern(pattern: string, name: string): boolean | BadPattern {
  const chunks = splitAtStars(Array.from(pattern));
  let rest = Array.from(name);
  for (const [index, chunk] of chunks.entries()) {
    const last = index === chunks.length - 1;
    if (chunk.star && chunk.text.length === 0) return !rest.includes('/');
    const next = matchChunk(chunk, rest, last);
    if (next === 'bad') return new BadPattern(pattern);
    if (next === null) {
      const remainder = chunks.slice(index + 1).some((later) => matchAt(later.text, []) === 'bad');
      return remainder ? new BadPattern(pattern) : false;
    }
    rest = next;
  }
  return rest.length === 0;
}

function splitAtStars(pattern: readonly string[]): Chunk[] {
  const chunks: Chunk[] = [];
  let at = 0;
  while (at < pattern.length) {
    const start = at;
    while (pattern[at] === '*') at += 1;
    const star = at > start;
    const begin = at;
    let inClass = false;
    while (at < pattern.length && (pattern[at] !== '*' || inClass)) {
      if (pattern[at] === '\\' && at + 1 < pattern.length) at += 1;
      else if (pattern[at] === '[') inClass = true;
      else if (pattern[at] === ']') inClass = false;
      at += 1;
    }
    chunks.push({ star, text: pattern.slice(begin, at) });
  }
  return chunks;
}

/** What is left of the name, at the first place where the chunk fits; the last chunk has to reach the name's end. */
function matchChunk(chunk: Chunk, name: readonly string[], last: boolean): string[] | null | 'bad' {
  for (let skip = 0; skip <= name.length; skip += 1) {
    const rest = matchAt(chunk.text, name.slice(skip));
    if (rest === 'bad') return 'bad';
    if (rest !== null && (!last || rest.length === 0)) return rest;
    if (!chunk.star || name[skip] === '/') return null;
  }
  return null;
}

/** Goes on after a mismatch, as Go does, to find out whether the chunk can be read at all. */
function matchAt(chunk: readonly string[], name: readonly string[]): string[] | null | 'bad' {
  let failed = false;
  let at = 0;
  let index = 0;
  while (index < chunk.length) {
    if (at >= name.length) failed = true;
    const symbol = chunk[index]!;
    if (symbol === '[') {
      const read = readClass(chunk, index + 1, failed ? null : name[at]!);
      if (read === null) return 'bad';
      if (!read.matches) failed = true;
      index = read.end;
    } else if (symbol === '?') {
      if (!failed && name[at] === '/') failed = true;
      index += 1;
    } else {
      if (symbol === '\\') index += 1;
      if (index >= chunk.length) return 'bad';
      if (!failed && chunk[index] !== name[at]) failed = true;
      index += 1;
    }
    at += 1;
  }
  return failed ? null : name.slice(at);
}

function readClass(
  chunk: readonly string[],
  start: number,
  symbol: string | null,
): { readonly matches: boolean; readonly end: number } | null {
  let index = start;
  const negated = chunk[index] === '^';
  if (negated) index += 1;
  const code = symbol === null ? -1 : symbol.codePointAt(0)!;
  let matches = false;
  for (let ranges = 0; ; ranges += 1) {
    if (chunk[index] === ']' && ranges > 0) return { matches: matches !== negated, end: index + 1 };
    const low = readClassSymbol(chunk, index);
    if (low === null) return null;
    index = low.end;
    let high = low;
    if (chunk[index] === '-') {
      const upper = readClassSymbol(chunk, index + 1);
      if (upper === null) return null;
      high = upper;
      index = upper.end;
    }
    if (low.code <= code && code <= high.code) matches = true;
  }
}

/** One symbol of a class, which has to be followed by another. */
function readClassSymbol(chunk: readonly string[], start: number): { code: number; end: number } | null {
  let index = start;
  if (chunk[index] === undefined || chunk[index] === '-' || chunk[index] === ']') return null;
  if (chunk[index] === '\\') index += 1;
  if (index + 1 >= chunk.length) return null;
  return { code: chunk[index]!.codePointAt(0)!, end: index + 1 };
}

export function hasWildcard(path: string): boolean {
  return /[*?[\\]/.test(path);
}
