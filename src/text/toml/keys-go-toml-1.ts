import { type Cursor, END } from './cursor.ts';
import type { Key, KeyPart } from './nodes.ts';
import { readBasic, readLiteral } from './strings.ts';

/** A key's text and, for each of its UTF-16 units, the offset in the document that it comes from. */
interface KeyText {
  text: string;
  readonly from: number[];
}

/**
 * Reads the key before `=` as pelletier/go-toml v1 does (lexKey in lexer.go, v1.9.5; v1.8.1 is the same): quoted parts are
 * decoded and quoted again, and the result is split. After a space, the `=` may follow on a later line.
 */
export function readGoToml1Key(cursor: Cursor): Key {
  const start = cursor.offset;
  const read: KeyText = { text: '', from: [] };
  for (;;) {
    const code = cursor.peek();
    if (code === END || cursor.follows('=')) break;
    const char = cursor.next();
    if (char === '"' || char === "'") {
      readQuotedInKey(cursor, char, read);
    } else if (char === ' ' || char === '\t') {
      const spaces = cursor.offset;
      cursor.skipSpaces();
      if (!cursor.skip('.')) break;
      cursor.skipSpaces();
      const written = cursor.text.slice(spaces, cursor.offset);
      append(read, ` ${written.slice(1).replace(/^[ \t]*/, '')}`, spaces);
    } else if (/[A-Za-z0-9_.-]/.test(char)) {
      append(read, char, cursor.offset);
      cursor.offset += 1;
    } else {
      cursor.fail(`expected a key and \`=\`, ${cursor.found()}`);
    }
  }
  const end = (read.from.at(-1) ?? start) + 1;
  cursor.skipBlank();
  if (!cursor.follows('=')) cursor.fail(`expected \`=\` after the key, ${cursor.found()}`);
  return split(cursor, read, start, end);
}

/** Reads a header's key as pelletier/go-toml v1 does: all up to the first `]`, in which escapes stay as they are. */
export function readGoToml1Header(cursor: Cursor): Key {
  const start = cursor.offset;
  const text = cursor.take(/[^[\]]*/y) ?? '';
  if (cursor.peek() === END) cursor.fail('a header without its closing bracket', start - 1);
  const read: KeyText = { text, from: Array.from({ length: text.length }, (_, at) => start + at) };
  return split(cursor, read, start, cursor.offset);
}

function readQuotedInKey(cursor: Cursor, quote: '"' | "'", read: KeyText): void {
  const opening = cursor.offset;
  cursor.offset += 1;
  const value = quote === '"' ? readBasic(cursor, '"', true) : readLiteral(cursor, "'");
  append(read, quote + value, opening);
  append(read, quote, cursor.offset - 1);
}

function append(read: KeyText, text: string, from: number): void {
  read.text += text;
  for (let unit = 0; unit < text.length; unit += 1) read.from.push(from);
}

const BARE = /[A-Za-z0-9_-]+/y;

/** Splits a key at its dots (parseKey in keysparsing.go); a quoted part ends at the next quote, whatever follows. */
function split(cursor: Cursor, read: KeyText, start: number, end: number): Key {
  const { text } = read;
  const parts: KeyPart[] = [];
  const fail = (at: number): never => cursor.fail('not a key', read.from[at] ?? end);
  const push = (key: string, from: number, to: number): void => {
    const first = read.from[from] ?? start;
    const last = read.from[to - 1] ?? first;
    parts.push({ key, span: cursor.lines.span(first, last + 1) });
  };
  const skipSpaces = (from: number): number => {
    let at = from;
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    return at;
  };
  let at = skipSpaces(0);
  while (at < text.length) {
    const char = text[at] ?? '';
    BARE.lastIndex = at;
    const bare = BARE.exec(text)?.[0];
    if (bare !== undefined) {
      push(bare, at, at + bare.length);
      at += bare.length;
      const next = skipSpaces(at);
      if (next < text.length && text[next] !== '.') fail(next);
      at = next;
    } else if (char === '"' || char === "'") {
      const closing = text.indexOf(char, at + 1);
      if (closing < 0) fail(at);
      push(text.slice(at + 1, closing), at, closing + 1);
      at = closing + 1;
    } else if (char === '.') {
      at += 1;
      if (!/^[A-Za-z0-9_'" -]/.test(text.slice(at, at + 1))) fail(at);
    } else {
      fail(at);
    }
    at = skipSpaces(at);
  }
  if (parts.length === 0) cursor.fail('an empty key', start);
  return { parts, raw: cursor.text.slice(start, end), span: cursor.lines.span(start, end) };
}
