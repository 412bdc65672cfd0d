import type { Location } from '../text/position.ts';
import { locateRange, type SourceFile, type TracedText } from './traced-text.ts';

/**
 * One logical line of a unit file, continuation lines joined:
 * - `assignment`: `section` is null before the first section and in one that services do not have; `known` tells the
 *   two apart
 * - `malformed`: neither a section nor an assignment; systemd goes on after it
 * - `fatal`: systemd reads the file no further (a broken section header, bytes that are not UTF-8)
 */
export type UnitLine =
  | {
      readonly type: 'assignment';
      readonly section: 'Unit' | 'Service' | 'Install' | null;
      /** Whether some section header came before. */
      readonly insideSection: boolean;
      readonly sectionName: string | null;
      readonly key: string;
      readonly value: TracedText;
      readonly location: Location;
    }
  | { readonly type: 'malformed'; readonly location: Location }
  | { readonly type: 'fatal'; readonly problem: 'section-header' | 'invalid-utf8'; readonly location: Location };

const whitespace = ' \t\n\r';
const sections: readonly string[] = ['Unit', 'Service', 'Install'];

/**
 * Reads a unit file or drop-in as systemd 252 does (src/shared/conf-parser.c `config_parse`): LF, CR and NUL end lines,
 * a line that ends in an unescaped backslash goes on in the next one that is no comment, and comment lines in between
 * are dropped.
 */
export function parseUnitFile(file: SourceFile): readonly UnitLine[] {
  const lines: UnitLine[] = [];
  let section: string | null = null;
  let insideSection = false;
  for (const logical of logicalLines(file)) {
    const { start, end } = stripped(logical.text);
    if (start === end) continue;
    const text = logical.text.slice(start, end);
    const place = (from: number, to: number): Location =>
      locateRange(file, logical.offsets[start + from]!, logical.offsets[start + to - 1]! + 1);
    const location = place(0, text.length);

    if (!file.validUtf8 && text.includes('\uFFFD')) {
      lines.push({ type: 'fatal', problem: 'invalid-utf8', location });
      return lines;
    }
    if (text.startsWith('[')) {
      if (!text.endsWith(']')) {
        lines.push({ type: 'fatal', problem: 'section-header', location });
        return lines;
      }
      section = text.slice(1, -1);
      insideSection = true;
      continue;
    }
    const equals = text.indexOf('=');
    if (equals <= 0) {
      if (insideSection && section !== null && sections.includes(section)) lines.push({ type: 'malformed', location });
      continue;
    }
    const value = stripped(text.slice(equals + 1));
    const from = start + equals + 1 + value.start;
    const to = start + equals + 1 + value.end;
    lines.push({
      type: 'assignment',
      section: isKnown(section) ? section : null,
      insideSection,
      sectionName: section,
      key: text.slice(0, stripped(text.slice(0, equals)).end),
      value: {
        text: logical.text.slice(from, to),
        marks: logical.offsets.slice(from, to).map((offset) => ({ file, offset })),
      },
      location,
    });
  }
  return lines;
}

function isKnown(section: string | null): section is 'Unit' | 'Service' | 'Install' {
  return section !== null && sections.includes(section);
}

interface LogicalLine {
  readonly text: string;
  /** The file's offset of each code unit of `text`. */
  readonly offsets: readonly number[];
}

function* logicalLines(file: SourceFile): Generator<LogicalLine> {
  let pieces: string[] = [];
  let offsets: number[] = [];
  let byteOrderMarkSeen = false;
  for (const [lineStart, end] of physicalLines(file.text)) {
    if (isComment(file.text, lineStart, end)) continue;
    let start = lineStart;
    if (!byteOrderMarkSeen && file.text.startsWith('\uFEFF', start) && start < end) {
      byteOrderMarkSeen = true;
      start += 1;
    }
    const piece = file.text.slice(start, end);
    for (let offset = start; offset < end; offset += 1) offsets.push(offset);
    if (endsInBackslash(piece)) {
      pieces.push(`${piece.slice(0, -1)} `);
      continue;
    }
    yield { text: [...pieces, piece].join(''), offsets };
    pieces = [];
    offsets = [];
  }
  if (pieces.length > 0) yield { text: pieces.join(''), offsets };
}

/** Start and end of each line, without what ends it. CR LF and LF CR count as one end, a lone CR or NUL does too. */
function* physicalLines(text: string): Generator<readonly [number, number]> {
  let start = 0;
  while (start < text.length) {
    let end = start;
    while (end < text.length && !isLineEnd(text[end]!)) end += 1;
    yield [start, end];
    let next = end;
    const seen = new Set<string>();
    while (next < text.length && isLineEnd(text[next]!) && !seen.has(text[next]!) && !seen.has('\0')) {
      seen.add(text[next]!);
      next += 1;
    }
    start = next;
  }
}

function isComment(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && whitespace.includes(text[at]!)) at += 1;
  return at < end && (text[at] === '#' || text[at] === ';');
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r' || character === '\0';
}

function endsInBackslash(text: string): boolean {
  let backslashes = 0;
  while (text[text.length - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function stripped(text: string): { readonly start: number; readonly end: number } {
  let start = 0;
  let end = text.length;
  while (start < end && whitespace.includes(text[start]!)) start += 1;
  while (end > start && whitespace.includes(text[end - 1]!)) end -= 1;
  return { start, end };
}
