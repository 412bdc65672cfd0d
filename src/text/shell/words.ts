import { isProcessSubstitution, readExpansion, readSubstitution } from './expansions.ts';
import { readAnsiQuoted, readDoubleQuoted, readSingleQuoted } from './quoting.ts';
import { type Cursor, DEEPEST, type Inner, mayGoOn, type WordToken } from './token.ts';
import { readTokens } from './tokens.ts';

/** What means nothing within a word but itself. */
const ORDINARY = /[\w./:=@%+,*?~![\]}^-]+/y;
/** The name of an array whose elements follow. */
const ARRAY = /^[A-Za-z_]\w*\+?=$/;
const LONGEST_NAME = 200;

/**
 * Reads a word (POSIX.1-2017, Shell Command Language 2.2 and 2.3), the arrays and process substitutions of bash included.
 * @param bracket hears of every bracket that opens within an embedded word
 * @returns null where no word begins
 */
export function readWord(cursor: Cursor, depth: number, bracket: () => void): WordToken | null {
  const { text, at: start, options } = cursor;
  const inner: Inner[] = [];
  let value = '';
  let plain = true;
  let any = false;
  while (cursor.at < text.length && mayGoOn(cursor)) {
    const symbol = text[cursor.at]!;
    const next = text[cursor.at + 1];
    const from = cursor.at;
    if (symbol === '\\') {
      cursor.at = Math.min(from + 2, text.length);
      if (next === '\n') {
        if (options.embedded) skipCommentLines(cursor);
        continue;
      }
      value += next ?? '';
      plain = false;
    } else if (symbol === "'") {
      value += readSingleQuoted(cursor);
      plain = false;
    } else if (symbol === '"') {
      value += readDoubleQuoted(cursor, () => readExpansion(cursor, inner, depth, true));
      plain = false;
    } else if (symbol === '$' && next === "'") {
      value += readAnsiQuoted(cursor);
      plain = false;
    } else if (symbol === '$' && next === '"') {
      // bash's text to be translated.
      cursor.at += 1;
    } else if (symbol === '$' || symbol === '`') {
      value += readExpansion(cursor, inner, depth, false);
      plain = false;
    } else if (isProcessSubstitution(cursor, depth)) {
      value += readSubstitution(cursor, inner, depth);
      plain = false;
    } else if (symbol === '(' && plain && value.length <= LONGEST_NAME && ARRAY.test(value) && depth < DEEPEST) {
      value += readArray(cursor, inner, depth);
      plain = false;
    } else if (symbol === '(' && options.embedded && any) {
      value += symbol;
      cursor.at += 1;
      bracket();
    } else if (symbol === '{' && next === '{' && options.embedded) {
      const stop = text.indexOf('}}', from);
      cursor.at = stop < 0 ? from + 2 : stop + 2;
      mayGoOn(cursor, cursor.at - from);
      value += text.slice(from, cursor.at);
    } else if (' \t\r\n;&|<>()'.includes(symbol)) break;
    else {
      ORDINARY.lastIndex = from + 1;
      cursor.at = ORDINARY.test(text) ? ORDINARY.lastIndex : from + 1;
      value += text.slice(from, cursor.at);
    }
    any = true;
  }
  if (!any) return null;
  return { kind: 'word', text: value, at: cursor.place(start), end: cursor.place(cursor.at), plain, inner };
}

/** The elements of an array, a blank between each. */
function readArray(cursor: Cursor, inner: Inner[], depth: number): string {
  cursor.at += 1;
  const tokens = [...readTokens(cursor, ')', depth + 1)];
  inner.push({ kind: 'array', tokens });
  return tokens.flatMap((token) => (token.kind === 'word' ? [token.text] : [])).join(' ');
}

/** A Dockerfile's lines of comments within a continued line are no part of it. */
export function skipCommentLines(cursor: Cursor): void {
  const comment = /[ \t]*#[^\n]*\n/y;
  comment.lastIndex = cursor.at;
  while (comment.test(cursor.text)) {
    if (!mayGoOn(cursor, comment.lastIndex - cursor.at)) return;
    cursor.at = comment.lastIndex;
  }
}
