import { looksLikeTar } from '../compression/sniff.ts';
import { otherFormat } from './disk-format.ts';

/** How many bytes `looksLikeDisk` wants to see. */
export const diskSignatureLength = 0x10048;

/** The marks of file systems that fill a disk without partitions: where they stand, and what (util-linux, libblkid 2.41). */
const FILE_SYSTEMS: readonly (readonly [number, string])[] = [
  [0x438, '\x53\xef'],
  [0, 'XFSB'],
  [0x10040, '_BHRfS_M'],
  [0, 'hsqs'],
  [0x400, '\xe2\xe1\xf5\xe0'],
];

/** A disk image in any format, also one that has to be converted first: partitions, or one file system alone. */
export function looksLikeDisk(head: Uint8Array): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const has = (at: number, mark: string): boolean => bytes.toString('latin1', at, at + mark.length) === mark;
  if (has(0, 'QFI\xfb') || otherFormat(bytes) !== null) return true;
  if (looksLikeTar(head) && !isZero(head)) return false;
  return has(510, '\x55\xaa') || FILE_SYSTEMS.some(([at, mark]) => has(at, mark));
}

/** An empty tar is zeros too, and so is the start of many a file system. */
function isZero(head: Uint8Array): boolean {
  return head.subarray(0, 512).every((byte) => byte === 0);
}
