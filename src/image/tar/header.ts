import { InputProblem } from '../input-problem.ts';
import { decodeName } from '../names.ts';
import { blockSize } from './entry.ts';

/** The fields of one 512-byte header block, before any extension is applied. */
export interface TarHeader {
  readonly typeFlag: string;
  readonly name: string;
  readonly link: string;
  readonly mode: number;
  readonly size: number;
  /** A character device both of whose numbers are 0. */
  readonly zeroDevice: boolean;
  /** Of an old GNU sparse header (type `S`): more maps follow in blocks of their own. */
  readonly moreSparseMaps: boolean;
}

/** Says where a header stands; put into words only when something is wrong there. */
export type Place = () => string;

const isSpaceOrNul = (byte: number) => byte === 0x20 || byte === 0;

export function isZeroBlock(block: Uint8Array, at: number): boolean {
  for (let index = at; index < at + blockSize; index++) if (block[index] !== 0) return false;
  return true;
}

/**
 * True if the block at `at` has a checksum that fits; old writers summed signed bytes. `words` are the same bytes four at
 * a time, where the caller has them so.
 */
export function hasValidChecksum(block: Uint8Array, at: number, words: Uint32Array | null = null): boolean {
  if (block.length < at + blockSize) return false;
  const stored = parseNumber(block, at + 148, 8);
  if (stored === null) return false;
  if (words !== null && at % 4 === 0 && stored === sumOfWords(words, at / 4)) return true;
  let unsigned = 8 * 0x20;
  let high = 0;
  for (let index = at; index < at + blockSize; index++) {
    if (index === at + 148) index += 8;
    const byte = block[index]!;
    unsigned += byte;
    if (byte >= 0x80) high++;
  }
  return stored === unsigned || stored === unsigned - 256 * high;
}

/** The unsigned sum, the checksum itself counted as spaces. */
function sumOfWords(words: Uint32Array, first: number): number {
  let sum = 8 * 0x20;
  for (let index = first; index < first + blockSize / 4; index++) {
    if (index === first + 148 / 4) index += 2;
    const word = words[index]!;
    if (word !== 0) sum += (word & 0xff) + ((word >>> 8) & 0xff) + ((word >>> 16) & 0xff) + (word >>> 24);
  }
  return sum;
}

/** Reads a header block, as Go's archive/tar (1.27, `reader.go`) does, which Docker and containerd read layers with. */
export function parseHeader(block: Uint8Array, at: number, where: Place, words: Uint32Array | null = null): TarHeader {
  if (!hasValidChecksum(block, at, words))
    throw new InputProblem(`${where()}: no tar header there (its checksum is wrong)`);
  const size = parseNumber(block, at + 124, 12);
  if (size === null || size < 0 || !Number.isSafeInteger(size)) {
    throw new InputProblem(`${where()}: the tar header has no valid size`);
  }
  const name = text(block, at, 100);
  const prefix = prefixOf(block, at);
  return {
    typeFlag: String.fromCharCode(block[at + 156]!),
    name: prefix === '' ? name : `${prefix}/${name}`,
    link: text(block, at + 157, 100),
    mode: (parseNumber(block, at + 100, 8) ?? 0) & 0o7777,
    size,
    zeroDevice: block[at + 156] === CHARACTER_DEVICE && hasZeroNumbers(block, at),
    moreSparseMaps: block[at + 482] !== 0,
  };
}

function text(block: Uint8Array, from: number, length: number): string {
  let end = from;
  let ascii = true;
  for (; end < from + length; end++) {
    const byte = block[end]!;
    if (byte === 0) break;
    if (byte >= 0x80) ascii = false;
  }
  if (end === from) return '';
  // Most names are plain, and there are many: no view of the bytes is made for each.
  if (ascii && block instanceof Buffer) return block.toString('latin1', from, end);
  return decodeName(block.subarray(from, end));
}

/**
 * What goes before the name. It belongs to POSIX ustar: GNU's magic uses the same bytes for two times, star's the last of
 * them. Go before 1.8 wrote a prefix under GNU's magic: where those bytes are no times, they are one.
 */
function prefixOf(block: Uint8Array, at: number): string {
  if (!isUstar(block, at)) return '';
  if (block[at + 262] === 0) return text(block, at + 345, isStar(block, at) ? 131 : 155);
  if (block[at + 345] === 0 && block[at + 357] === 0) return '';
  if (isTime(block, at + 345) && isTime(block, at + 357)) return '';
  const prefix = text(block, at + 345, 155);
  return /^[\0-\x7f]*$/.test(prefix) ? prefix : '';
}

const CHARACTER_DEVICE = 0x33;

/** The numbers of a device came with ustar. */
function hasZeroNumbers(block: Uint8Array, at: number): boolean {
  if (!isUstar(block, at)) return true;
  return parseNumber(block, at + 329, 8) === 0 && parseNumber(block, at + 337, 8) === 0;
}

/** `ustar`, with a NUL (POSIX), or with two spaces and a NUL (GNU). */
function isUstar(block: Uint8Array, at: number): boolean {
  const magic = at + 257;
  if (block[magic] !== 0x75 || block[magic + 1] !== 0x73 || block[magic + 2] !== 0x74) return false;
  if (block[magic + 3] !== 0x61 || block[magic + 4] !== 0x72) return false;
  return block[magic + 5] === 0 || (block[magic + 5] === 0x20 && block[magic + 6] === 0x20 && block[magic + 7] === 0);
}

/** `tar` and a NUL at the block's end. */
function isStar(block: Uint8Array, at: number): boolean {
  return block[at + 508] === 0x74 && block[at + 509] === 0x61 && block[at + 510] === 0x72 && block[at + 511] === 0;
}

/** An unused field counts as one. */
function isTime(block: Uint8Array, at: number): boolean {
  if (block[at] === 0 || (block[at]! & 0x80) !== 0) return true;
  return /^[0-7]*$/.test(text(block, at, 12).trim());
}

/** Octal digits, or base-256 where the first bit is set; an empty field is 0; null if it is neither. */
export function parseNumber(block: Uint8Array, from: number, length: number): number | null {
  const first = block[from]!;
  if (first & 0x80) return parseBase256(block, from, length);
  let index = from;
  let end = from + length;
  while (index < end && isSpaceOrNul(block[index]!)) index++;
  while (end > index && isSpaceOrNul(block[end - 1]!)) end--;
  let value = 0;
  for (; index < end; index++) {
    const byte = block[index]!;
    if (isSpaceOrNul(byte)) return value;
    if (byte < 0x30 || byte > 0x37) return null;
    value = value * 8 + (byte - 0x30);
  }
  return value;
}

function parseBase256(block: Uint8Array, from: number, length: number): number | null {
  if (block[from]! & 0x40) return null;
  let value = block[from]! & 0x3f;
  for (let index = from + 1; index < from + length; index++) value = value * 256 + block[index]!;
  return value;
}
