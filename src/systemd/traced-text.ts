import { decodeUtf8 } from '../text/decode.ts';
import { LineIndex } from '../text/lines.ts';
import { type Location, locate } from '../text/position.ts';

/** A text file of the image, decoded. */
export interface SourceFile {
  /** Absolute, symlinks resolved. */
  readonly path: string;
  readonly text: string;
  /** Whether the bytes are valid UTF-8. Where they are not, each wrong byte is U+FFFD in `text`. */
  readonly validUtf8: boolean;
  readonly lines: LineIndex;
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
  const { text, invalidAt } = decodeUtf8(bytes);
  return { path, text, validUtf8: invalidAt === null, lines: new LineIndex(text) };
}

/** The location of the code units from `start` up to, not including, `end`. */
export function locateRange(file: SourceFile, start: number, end: number): Location {
  return locate(file.path, file.lines.span(start, end));
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
