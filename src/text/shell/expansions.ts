import { readDoubleQuoted, readSingleQuoted } from './quoting.ts';
import { type Cursor, cursorOn, DEEPEST, type Inner, mayGoOn } from './token.ts';
import { readTokens } from './tokens.ts';

/** Of a substitution, what a word keeps: its commands are read by themselves. */
const LONGEST_WRITTEN = 4096;
const PROCESS = /^[<>]\($/;

/**
 * A variable or a substitution, from its `$` or backquote on (POSIX.1-2017, Shell Command Language 2.6), as it is written.
 * Of what nothing closes only the first character is taken.
 * @param inner takes the commands in it
 * @param depth how many expansions it stands in
 * @param quoted it stands between double quotes
 */
export function readExpansion(cursor: Cursor, inner: Inner[], depth: number, quoted: boolean): string {
  const { text, at: start, options } = cursor;
  const opened = text.slice(start, start + 2);
  const before = inner.length;
  let written: string | null = null;
  if (opened.startsWith('`')) written = readBackquoted(cursor, inner, depth);
  else if (opened === '$(' && depth < DEEPEST) {
    if (skipArithmetic(cursor, start + 1)) return text.slice(start, cursor.at);
    written = readSubstitution(cursor, inner, depth);
  } else if (opened === '${' && depth < DEEPEST && skipBraces(cursor, inner, depth, quoted)) {
    written = text.slice(start, cursor.at);
  }
  if (written !== null) return options.expand(written);
  inner.length = before;
  if (mayGoOn(cursor, 0)) cursor.at = start + 1;
  return text.slice(start, start + 1);
}

/** `$(…)`, `<(…)` or `>(…)`, with its commands. */
export function readSubstitution(cursor: Cursor, inner: Inner[], depth: number): string {
  const { text, at: start } = cursor;
  const kind = text.slice(start, start + 2) as '$(' | '<(' | '>(';
  cursor.at += 2;
  inner.push({ kind, tokens: [...readTokens(cursor, ')', depth + 1)] });
  return text.slice(start, Math.min(cursor.at, start + LONGEST_WRITTEN));
}

/** Whether a process substitution of bash's begins here, and is not too deep. */
export function isProcessSubstitution({ text, at }: Cursor, depth: number): boolean {
  return depth < DEEPEST && PROCESS.test(text.slice(at, at + 2));
}

/** Null where nothing closes it. */
function readBackquoted(cursor: Cursor, inner: Inner[], depth: number): string | null {
  const { text, at: start } = cursor;
  let end = start + 1;
  while (end < text.length && text[end] !== '`') end += text[end] === '\\' ? 2 : 1;
  if (!mayGoOn(cursor, end - start)) return null;
  const written = text.slice(start + 1, end);
  // In an embedded text it may as well be one that ends what began before the text.
  if (end >= text.length || (cursor.options.embedded && written.includes('\n'))) {
    cursor.open = true;
    return null;
  }
  cursor.at = end + 1;
  if (depth < DEEPEST) inner.push({ kind: '`', tokens: backquotedTokens(cursor, written, start + 1, depth) });
  return `\`${written.slice(0, LONGEST_WRITTEN)}\``;
}

/** A backslash before a `$`, a backquote or another backslash belongs to the backquotes. */
function backquotedTokens(cursor: Cursor, written: string, from: number, depth: number): Inner['tokens'] {
  const kept: number[] = [];
  let plain = written;
  if (written.includes('\\')) {
    for (let at = 0; at < written.length; at += 1) {
      if (written[at] === '\\' && '$`\\'.includes(written[at + 1] ?? ' ')) at += 1;
      kept.push(at);
    }
    plain = kept.map((at) => written[at]).join('');
  }
  const place = (at: number): number => cursor.place(from + (plain === written ? at : (kept[at] ?? written.length)));
  const own = cursorOn(plain, cursor.options, place);
  const tokens = [...readTokens(own, null, depth + 1)];
  mayGoOn(cursor, written.length);
  cursor.open ||= own.open;
  return tokens;
}

/**
 * Passes over `((…))`, of an expansion or of bash's command: false where it ends otherwise, and is a subshell in another one
 * or in a substitution.
 */
export function skipArithmetic(cursor: Cursor, from: number): boolean {
  const { text } = cursor;
  if (!text.startsWith('((', from)) return false;
  let level = 0;
  for (let at = from; at < text.length; at += 1) {
    if (!mayGoOn(cursor)) return false;
    const symbol = text[at];
    if (symbol === '\\') at += 1;
    else if (symbol === '(') level += 1;
    else if (symbol === ')' && --level === 0) {
      if (text[at - 1] !== ')') return false;
      cursor.at = at + 1;
      return true;
    }
  }
  return false;
}

/** `${…}`: false where nothing closes it. */
function skipBraces(cursor: Cursor, inner: Inner[], depth: number, quoted: boolean): boolean {
  const { text } = cursor;
  cursor.at += 2;
  while (cursor.at < text.length && mayGoOn(cursor)) {
    const symbol = text[cursor.at]!;
    if (symbol === '}') {
      cursor.at += 1;
      return true;
    }
    if (symbol === '\\') cursor.at += 2;
    else if (symbol === '"') readDoubleQuoted(cursor, () => readExpansion(cursor, inner, depth + 1, true));
    else if (symbol === "'" && !quoted) readSingleQuoted(cursor);
    else if (symbol === '$' || symbol === '`') readExpansion(cursor, inner, depth + 1, quoted);
    else cursor.at += 1;
  }
  cursor.open = true;
  return false;
}
