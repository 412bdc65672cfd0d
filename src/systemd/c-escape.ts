const single: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  s: ' ',
};

/**
 * Decodes the escape sequence that follows a backslash at `position`: what it stands for, and how many code units it
 * takes; null where it is none. NUL cannot be written. Source: systemd 252 src/basic/escape.c `cunescape_one`.
 */
export function decodeEscape(
  text: string,
  position: number,
): { readonly decoded: string; readonly length: number } | null {
  const first = text[position];
  if (first === undefined) return null;
  const plain = single[first];
  if (plain !== undefined) return { decoded: plain, length: 1 };
  if (first === 'x') return numbered(text, position + 1, /^[0-9a-fA-F]{2}/, 16, 1);
  if (first === 'u') return numbered(text, position + 1, /^[0-9a-fA-F]{4}/, 16, 1);
  if (first === 'U') return numbered(text, position + 1, /^[0-9a-fA-F]{8}/, 16, 1);
  const octal = numbered(text, position, /^[0-7]{3}/, 8, 0);
  return octal !== null && octal.decoded.charCodeAt(0) <= 0xff ? octal : null;
}

function numbered(
  text: string,
  position: number,
  digits: RegExp,
  base: number,
  before: number,
): { readonly decoded: string; readonly length: number } | null {
  const found = digits.exec(text.slice(position, position + 8))?.[0];
  if (found === undefined) return null;
  const code = Number.parseInt(found, base);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  return { decoded: String.fromCodePoint(code), length: before + found.length };
}
