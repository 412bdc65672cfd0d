import type { Cursor } from './cursor.ts';

/** What Go's unicode.IsSpace holds for space (Unicode 10 and later). */
const LEADING_SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

const ESCAPES = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['"', '"'],
  ['\\', '\\'],
]);

/**
 * The value of a `"""` string in BurntSushi/toml v0.3.1 (parse.go): the text is first split at each backslash that a line
 * feed follows, be the backslash itself escaped or not, then a first line feed is dropped, and only then are escapes
 * decoded. A backslash before a carriage return, or one that lost its partner in the split, may stop the reader.
 */
export function unfoldBurntSushi(cursor: Cursor, raw: string): string {
  const [first = '', ...rest] = raw.split('\\\n');
  const joined = [first, ...rest.map((part) => part.replace(LEADING_SPACE, ''))].join('').replace(/^\n/, '');
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const backslash = joined.indexOf('\\', at);
    if (backslash < 0) {
      pieces.push(joined.slice(at));
      return pieces.join('');
    }
    pieces.push(joined.slice(at, backslash));
    const letter = joined[backslash + 1] ?? '';
    const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
    at = backslash + 2 + digits;
    const plain = ESCAPES.get(letter);
    if (plain !== undefined) {
      pieces.push(plain);
      continue;
    }
    const hex = joined.slice(backslash + 2, at);
    const code = Number.parseInt(hex, 16);
    if (
      digits === 0 ||
      hex.length < digits ||
      !/^[0-9A-Fa-f]+$/.test(hex) ||
      code > 0x10ffff ||
      (code & ~0x7ff) === 0xd800
    ) {
      cursor.fail(`an unknown escape \`\\${letter}\` in a string of several lines`);
    }
    pieces.push(String.fromCodePoint(code));
  }
}
