import { hasValidChecksum, isZeroBlock } from '../tar/header.ts';

export type Compression = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2';

/** How many bytes `sniffCompression` and `looksLikeTar` want to see. */
export const sniffLength = 512;

/** By the first bytes; names and media types are often wrong. A zstd stream may begin with a skippable frame. */
export function sniffCompression(head: Uint8Array): Compression {
  const [a, b, c, d] = head;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  if (a !== undefined && (a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18) return 'zstd';
  if (a === 0xfd && b === 0x37 && c === 0x7a && d === 0x58 && head[4] === 0x5a) return 'xz';
  if (a === 0x42 && b === 0x5a && c === 0x68 && d !== undefined && d >= 0x31 && d <= 0x39) return 'bzip2';
  return 'none';
}

/** A header with a valid checksum, or the zero block of an empty tar. */
export function looksLikeTar(head: Uint8Array): boolean {
  return head.length >= sniffLength && (hasValidChecksum(head, 0) || isZeroBlock(head, 0));
}
