import type { Location } from '../text/position.ts';

/** A text file of the image, decoded. */
export interface SourceFile {
  /** Absolute, symlinks resolved. */
  readonly path: string;
  readonly text: string;
  /** Whether the bytes are valid UTF-8. Where they are not, each wrong sequence is U+FFFD in `text`. */
  readonly validUtf8: boolean;
  /** The offsets at which lines begin, the first being 0. */
  readonly lineStarts: readonly number[];
}

/** Where one UTF-16 code unit of a value was written. */
export interface Mark {
  readonly file: SourceFile;
  readonly offset: number;
}

/** A text that remembers where each of its UTF-16 code units was written; `marks` is as long as `text`. */
export interface TracedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

export const emptyText: TracedText = { text: '', marks: [] };

export function sourceFile(path: string, bytes: Uint8Array): SourceFile {
  let text: string;
  let validUtf8 = true;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    validUtf8 = false;
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { path, text, validUtf8, lineStarts };
}

/** The location of the code units from `start` up to, not including, `end`. */
export function locateRange(file: SourceFile, start: number, end: number): Location {
  const from = lineAndColumn(file, start);
  const to = lineAndColumn(file, end);
  return { path: file.path, startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/** A whole text's place, from its first code unit to its last, or null where it is empty. Only its first file counts. */
export function locateText(traced: TracedText): Location | null {
  const first = traced.marks[0];
  if (first === undefined) return null;
  let start = first.offset;
  let end = first.offset;
  for (const mark of traced.marks) {
    if (mark.file !== first.file) continue;
    start = Math.min(start, mark.offset);
    end = Math.max(end, mark.offset);
  }
  return locateRange(first.file, start, end + 1);
}

/** The start of a file, where there is no better place in it. */
export function startOf(path: string): Location {
  return { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
}

export function slice(traced: TracedText, start: number, end?: number): TracedText {
  return { text: traced.text.slice(start, end), marks: traced.marks.slice(start, end) };
}

export function concat(...parts: readonly TracedText[]): TracedText {
  return { text: parts.map((part) => part.text).join(''), marks: parts.flatMap((part) => part.marks) };
}

/** `text` as if all of it had been written at `mark`. */
export function at(mark: Mark, text: string): TracedText {
  return { text, marks: Array.from({ length: text.length }, () => mark) };
}

function lineAndColumn(file: SourceFile, offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (file.lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - file.lineStarts[low]! + 1 };
}
