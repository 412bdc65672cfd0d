import { type Cursor, mayGoOn } from './token.ts';

/** `'…'`, from the quote on: what stands between the quotes is taken as it is. */
export function readSingleQuoted(cursor: Cursor): string {
  const { text, at } = cursor;
  const stop = text.indexOf("'", at + 1);
  const end = stop < 0 ? text.length : stop;
  if (stop < 0) leaveOpen(cursor);
  cursor.at = stop < 0 ? end : end + 1;
  mayGoOn(cursor, end - at);
  return text.slice(at + 1, end);
}

const NAMED: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const NUMBERED = /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|c([\s\S]))/y;

/** `$'…'` of bash (bash(1), "QUOTING"), from the dollar on. */
export function readAnsiQuoted(cursor: Cursor): string {
  const { text } = cursor;
  let value = '';
  cursor.at += 2;
  while (cursor.at < text.length && text[cursor.at] !== "'" && mayGoOn(cursor)) {
    const symbol = text[cursor.at]!;
    const next = text[cursor.at + 1] ?? '';
    NUMBERED.lastIndex = cursor.at;
    const numbered = symbol === '\\' ? NUMBERED.exec(text) : null;
    if (symbol !== '\\') {
      value += symbol;
      cursor.at += 1;
    } else if (numbered !== null) {
      value += numberedCharacter(numbered);
      cursor.at = NUMBERED.lastIndex;
    } else {
      // An escape that is none keeps its backslash.
      value += NAMED[next] ?? ('\\\'"?'.includes(next) ? next : `\\${next}`);
      cursor.at += 2;
    }
  }
  if (cursor.at >= text.length) leaveOpen(cursor);
  cursor.at = Math.min(cursor.at + 1, text.length);
  return value;
}

function numberedCharacter([, hex, short, long, octal, control]: RegExpExecArray): string {
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) ^ 64);
  const code = octal === undefined ? Number.parseInt(hex ?? short ?? long ?? '0', 16) : Number.parseInt(octal, 8) & 255;
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/**
 * `"…"`, from the quote on.
 * @param expansion reads the one that the cursor stands on
 */
export function readDoubleQuoted(cursor: Cursor, expansion: () => string): string {
  const { text } = cursor;
  let value = '';
  cursor.at += 1;
  while (cursor.at < text.length && text[cursor.at] !== '"' && mayGoOn(cursor)) {
    const symbol = text[cursor.at]!;
    const next = text[cursor.at + 1];
    if (symbol === '\\' && next !== undefined && '$`"\\\n'.includes(next)) {
      if (next !== '\n') value += next;
      cursor.at += 2;
    } else if (symbol === '$' || symbol === '`') value += expansion();
    else {
      value += symbol;
      cursor.at += 1;
    }
  }
  if (cursor.at >= text.length) leaveOpen(cursor);
  cursor.at = Math.min(cursor.at + 1, text.length);
  return value;
}

function leaveOpen(cursor: Cursor): void {
  cursor.openQuote = true;
  cursor.open = true;
}
