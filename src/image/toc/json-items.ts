import { InputProblem } from '../input-problem.ts';

const quote = 0x22;
const backslash = 0x5c;
const openers = new Set([0x5b, 0x7b]);
const closers = new Set([0x5d, 0x7d]);

/** Items are parsed together, up to about so many bytes of them. */
const atOnce = 64 << 10;
/** How often that may be tried in vain. */
const mostFailures = 8;

/**
 * The items of the list under `key` in the object that the bytes hold as JSON, one after the other, so that a list of
 * many thousand objects is never in memory as a whole. Rejects whatever is no JSON by throwing an `InputProblem`.
 */
export function* jsonItems(bytes: Uint8Array, key: string, where: string): Generator<unknown> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wrong = () => new InputProblem(`${where} is no valid JSON, or has no list of ${key}`);
  const parse = (from: number, to: number): unknown => {
    try {
      return JSON.parse(text.toString('utf8', from, to));
    } catch {
      throw wrong();
    }
  };
  let depth = 0;
  /** Where the current name or item at a depth of one or two begins. */
  let start = -1;
  let name = '';
  let inList = false;
  let found = false;
  let failures = 0;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]!;
    if (byte === quote) {
      const end = endOfString(text, at);
      if (end < 0) throw wrong();
      if (depth === 1) name = String(parse(at, end));
      else if (inList && depth === 2 && start < 0) throw wrong();
      at = end - 1;
    } else if (openers.has(byte)) {
      if (inList && depth === 2) {
        const group = failures < mostFailures ? itemsTogether(text, at) : null;
        if (group) {
          yield* group.items;
          at = group.end - 1;
          continue;
        }
        failures++;
        start = at;
      }
      depth++;
      if (depth === 2 && byte === 0x5b && name === key) {
        if (found) throw wrong();
        inList = true;
        found = true;
      }
    } else if (closers.has(byte)) {
      if (inList && depth === 3 && start >= 0) {
        yield parse(start, at + 1);
        start = -1;
      }
      depth--;
      if (inList && depth === 1) inList = false;
      if (depth < 0) throw wrong();
    } else if (inList && depth === 2 && byte !== 0x2c && byte > 0x20) throw wrong();
  }
  if (depth !== 0 || !found) throw wrong();
}

/**
 * The items from the one that begins at `at` to one that ends behind `atOnce` bytes. What looks like the end of an item
 * may be a part of a string or of an inner list, but then the text up to there is no list. Null: it is for the caller to
 * go on item by item.
 */
function itemsTogether(text: Buffer, at: number): { readonly items: readonly unknown[]; readonly end: number } | null {
  const last = Math.min(text.length, at + 2 * atOnce);
  let end = at + atOnce;
  do end = text.indexOf(0x7d, end) + 1;
  while (end > 0 && end < last && !anotherFollows(text, end));
  if (end === 0 || end >= last) return null;
  try {
    return { items: JSON.parse(`[${text.toString('utf8', at, end)}]`) as unknown[], end };
  } catch {
    return null;
  }
}

/** A comma and the beginning of an object. */
function anotherFollows(text: Buffer, at: number): boolean {
  const comma = skipSpace(text, at);
  return text[comma] === 0x2c && text[skipSpace(text, comma + 1)] === 0x7b;
}

function skipSpace(text: Buffer, at: number): number {
  let end = at;
  while (end < text.length && text[end]! <= 0x20) end++;
  return end;
}

/** Behind the closing quote; -1 if there is none. */
function endOfString(text: Buffer, at: number): number {
  for (let end = text.indexOf(quote, at + 1); end >= 0; end = text.indexOf(quote, end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === backslash) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return -1;
}
