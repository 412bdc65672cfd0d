import { type Cursor, END } from './cursor.ts';
import { unfoldBurntSushi } from './strings-burntsushi.ts';

/** Reads a string in quotes, single or triple, and gives its value. Stands at the opening quote. */
export function readString(cursor: Cursor): string {
  if (cursor.skip('"""')) {
    if (cursor.rules.keys === 'burntsushi') return unfoldBurntSushi(cursor, rawMultiline(cursor));
    skipFirstLineEnd(cursor);
    return readBasic(cursor, '"""', true);
  }
  if (cursor.skip("'''")) {
    if (cursor.rules.keys === 'burntsushi') return readLiteral(cursor, "'''").replace(/^\n/, '');
    skipFirstLineEnd(cursor);
    return readLiteral(cursor, "'''");
  }
  return cursor.skip('"') ? readBasic(cursor, '"', false) : readSingleLiteral(cursor);
}

/** Reads a quoted key part, which is always on one line and in single quotes of either kind. Stands at the quote. */
export function readQuotedKey(cursor: Cursor): string {
  return cursor.skip('"') ? readBasic(cursor, '"', false) : readSingleLiteral(cursor);
}

function skipFirstLineEnd(cursor: Cursor): void {
  if (!cursor.skip('\n')) cursor.skip('\r\n');
}

function readSingleLiteral(cursor: Cursor): string {
  cursor.skip("'");
  return readLiteral(cursor, "'");
}

/**
 * Reads the content of a string with escapes, and its closing quotes.
 * @param close `"` or `"""`
 */
export function readBasic(cursor: Cursor, close: '"' | '"""', lineEnds: boolean): string {
  const { rules } = cursor;
  const start = cursor.offset - close.length;
  const pieces: string[] = [];
  for (;;) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are dealt with one by one below
    const plain = cursor.take(/[^"\\\x00-\x1f\x7f]+/y);
    if (plain !== null) pieces.push(plain);
    const code = cursor.peek();
    if (code === END) cursor.fail('a string without its closing quotes', start);
    if (code === QUOTE) {
      const kept = closeQuotes(cursor, '"', close);
      if (kept.closed) return pieces.concat(kept.quotes).join('');
      pieces.push(kept.quotes);
    } else if (code === BACKSLASH) {
      pieces.push(readEscape(cursor, lineEnds));
    } else {
      if (code === LF || code === CR) {
        if (!lineEnds) cursor.fail('a string in single quotes may not go on in the next line');
        checkCarriageReturn(cursor);
      } else if (code !== TAB && rules.controlsInBasicStrings !== 'allowed') {
        if (code !== DEL || rules.controlsInBasicStrings !== 'DEL allowed') failControl(cursor);
      }
      pieces.push(cursor.next());
      cursor.offset += 1;
    }
  }
}

/** Reads the content of a string without escapes, and its closing quotes. */
export function readLiteral(cursor: Cursor, close: "'" | "'''"): string {
  const { rules } = cursor;
  const start = cursor.offset - close.length;
  const lineEnds = close.length === 3 || rules.lineEndsInLiteralStrings;
  const pieces: string[] = [];
  for (;;) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are dealt with one by one below
    const plain = cursor.take(/[^'\x00-\x1f\x7f]+/y);
    if (plain !== null) pieces.push(plain);
    const code = cursor.peek();
    if (code === END) cursor.fail('a string without its closing quotes', start);
    if (code === APOSTROPHE) {
      const kept = closeQuotes(cursor, "'", close);
      if (kept.closed) return pieces.concat(kept.quotes).join('');
      pieces.push(kept.quotes);
      continue;
    }
    if (code === LF || code === CR) {
      if (!lineEnds) cursor.fail('a string in single quotes may not go on in the next line');
      checkCarriageReturn(cursor);
    } else if (code !== TAB && rules.controlsInLiteralStrings === 'refused') {
      failControl(cursor);
    }
    pieces.push(cursor.next());
    cursor.offset += 1;
  }
}

/** Moves over the quotes here: the closing ones, or fewer, which belong to the string. */
function closeQuotes(cursor: Cursor, quote: '"' | "'", close: string): { closed: boolean; quotes: string } {
  if (!cursor.skip(close)) {
    cursor.offset += 1;
    return { closed: false, quotes: quote };
  }
  let quotes = '';
  if (close.length === 3 && cursor.rules.quotesBeforeClosingQuotes) {
    while (cursor.skip(quote)) quotes += quote;
    if (quotes.length > 2) cursor.fail('too many quotes at the end of a string', cursor.offset - 1);
  }
  return { closed: true, quotes };
}

function checkCarriageReturn(cursor: Cursor): void {
  if (cursor.rules.loneCarriageReturn === 'refused' && cursor.follows('\r') && !cursor.follows('\r\n')) {
    cursor.fail('a carriage return without a line feed');
  }
}

function failControl(cursor: Cursor): never {
  cursor.fail(`a string may not hold control characters, ${cursor.found()}`);
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
  '/': '/',
  e: '\x1b',
};

/** Reads an escape. Stands at the backslash. */
function readEscape(cursor: Cursor, multiline: boolean): string {
  const { rules } = cursor;
  const start = cursor.offset;
  cursor.offset += 1;
  if (rules.backslashBeforeSpace === 'anywhere') {
    if (cursor.take(/[ \t\r\n]+/y) !== null) return '';
  } else if (multiline && cursor.take(/[ \t]*\r?\n/y) !== null) {
    while (cursor.take(/[ \t\n]+/y) !== null || cursor.skip('\r\n'));
    return '';
  }
  const letter = cursor.next();
  const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : letter === 'x' && rules.moreEscapes.includes('x') ? 2 : 0;
  if (digits > 0) {
    cursor.offset += 1;
    return readCodePoint(cursor, digits, start);
  }
  const value = 'btnfr"\\'.includes(letter) || rules.moreEscapes.includes(letter) ? ESCAPES[letter] : undefined;
  if (letter === '' || value === undefined) return cursor.fail(`an unknown escape \`\\${letter}\``, start);
  cursor.offset += 1;
  return value;
}

function readCodePoint(cursor: Cursor, digits: number, start: number): string {
  const hex = cursor.text.slice(cursor.offset, Math.min(cursor.offset + digits, cursor.end));
  if (hex.length < digits || !/^[0-9A-Fa-f]+$/.test(hex))
    cursor.fail(`an escape needs ${digits} hexadecimal digits`, start);
  cursor.offset += digits;
  const code = Number.parseInt(hex, 16);
  if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
  if (cursor.rules.invalidCodePointEscapes === 'replaced') return '\uFFFD';
  return cursor.fail('an escape names no Unicode character', start);
}

/** Finds the end of a `"""` string as BurntSushi/toml v0.3.1 does (lex.go), and gives what is written between the quotes. */
function rawMultiline(cursor: Cursor): string {
  const start = cursor.offset;
  for (;;) {
    cursor.take(/[^"\\\0]+/y);
    if (cursor.peek() === END) cursor.fail('a string without its closing quotes', start - 3);
    if (cursor.skip('"""')) return cursor.text.slice(start, cursor.offset - 3);
    if (cursor.peek() !== BACKSLASH) cursor.offset += 1;
    else if (cursor.peek(1) === LF || cursor.peek(1) === CR) cursor.offset += 2;
    else readEscape(cursor, false);
  }
}

const TAB = 9;
const LF = 10;
const CR = 13;
const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;
const DEL = 127;
