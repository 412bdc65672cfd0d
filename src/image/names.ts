const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A file name's bytes as a string, such that different bytes give different strings: bytes that are no UTF-8 become
 * the lone surrogates U+DC80 to U+DCFF (the way of Python's `surrogateescape`).
 */
export function decodeName(bytes: Uint8Array): string {
  let ascii = true;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index]! >= 0x80) {
      ascii = false;
      break;
    }
  }
  if (ascii) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return decodeBroken(bytes);
  }
}

function decodeBroken(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; ) {
    const length = sequenceLength(bytes[index]!);
    const part = bytes.subarray(index, index + length);
    let character: string | null = null;
    if (part.length === length) {
      try {
        character = strictUtf8.decode(part);
      } catch {
        character = null;
      }
    }
    text += character ?? String.fromCharCode(0xdc00 + bytes[index]!);
    index += character === null ? 1 : length;
  }
  return text;
}

function sequenceLength(lead: number): number {
  if (lead < 0xc2) return 1;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** The bytes that `decodeName` was given. */
export function encodeName(name: string): Buffer {
  if (!/[\udc80-\udcff]/.test(name)) return Buffer.from(name, 'utf8');
  const parts: Buffer[] = [];
  for (const character of name) {
    const code = character.codePointAt(0)!;
    parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - 0xdc00) : Buffer.from(character, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** Sorts as `LC_ALL=C` does. */
export function sortBytewise(names: Iterable<string>): string[] {
  const sorted = [...names];
  if (sorted.every((name) => !/[^\0-\u007f]/.test(name))) return sorted.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.sort((a, b) => Buffer.compare(encodeName(a), encodeName(b)));
}

/**
 * A name in a tar as a path from the root without a leading `/`: no `.`, no empty part, `..` stops at the root. The
 * root itself is the empty string.
 */
export function normalisePath(name: string): string {
  // Nearly every name is plain but for `./` before it or `/` behind it, and an image has many.
  const from = name.startsWith('./') ? 2 : 0;
  const to = name.endsWith('/') ? name.length - 1 : name.length;
  const core = from === 0 && to === name.length ? name : name.slice(from, to);
  if (core !== '' && isPlain(core)) return core;
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Nothing in it can be a part that has to go; names that begin with a dot are looked at closely elsewhere. */
function isPlain(name: string): boolean {
  const first = name.charCodeAt(0);
  return first !== SLASH && first !== DOT && !name.endsWith('/') && !name.includes('//') && !name.includes('/.');
}

const SLASH = 0x2f;
const DOT = 0x2e;

/** The path without its last part; the empty string for a path at the root. */
export function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
