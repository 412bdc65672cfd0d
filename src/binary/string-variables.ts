import { TEXT_LENGTHS } from './version-strings.ts';

/** Go's variables of type string are an address and a length, of 8 bytes each, at a multiple of 8 (go/src/runtime/string.go). */
const WORDS = 4;

/**
 * Calls `found` for all in `bytes` that may be a string variable which holds a text of a length that is looked for. `bytes`
 * begins at `offset` of a 64-bit, little-endian file.
 */
export function findStringVariables(
  bytes: Buffer,
  offset: number,
  found: (address: number, length: number) => void,
): void {
  const first = -offset & 7;
  const count = Math.max(0, (bytes.length - first) >> 2);
  const words = wordsOf(bytes, first, count);
  for (let index = 0; index + WORDS <= count; index += 2) {
    const length = words[index + 2]!;
    if (length < TEXT_LENGTHS.least || length > TEXT_LENGTHS.most || words[index + 3] !== 0) continue;
    const address = words[index]! + words[index + 1]! * 2 ** 32;
    if (address > 0) found(address, length);
  }
}

/** A processor of today, on which this runs, has the lowest byte first, too. */
function wordsOf(bytes: Buffer, first: number, count: number): Uint32Array {
  if ((bytes.byteOffset + first) % 4 === 0) return new Uint32Array(bytes.buffer, bytes.byteOffset + first, count);
  const copy = new Uint8Array(bytes.subarray(first, first + count * 4));
  return new Uint32Array(copy.buffer);
}

/** 8 bytes as a number, exact below 2^53. */
export function wordAt(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}
