import type { ByteSource } from '../byte-source.ts';

/** A blob of so many bytes comes as a whole sooner than in two parts. */
const smallBlob = 64 << 10;

/** The blob of a layer with a table of contents, for reading parts of it. `advanced` hears of every byte that is fetched. */
export function tocSource(source: ByteSource, advanced: (bytes: number) => void): Pick<ByteSource, 'size' | 'read'> {
  const { size, readNow } = source;
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    let bytes: Uint8Array;
    if (readNow) {
      const room = Buffer.allocUnsafeSlow(length);
      bytes = room.subarray(0, readNow(room, offset, length));
    } else bytes = await source.read(offset, length);
    advanced(bytes.length);
    return bytes;
  };
  if (readNow || size === null || size > smallBlob) return { size, read };
  let whole: Promise<Uint8Array> | null = null;
  return {
    size,
    read: async (offset, length) => {
      whole ??= read(0, size);
      return (await whole).subarray(offset, offset + length);
    },
  };
}
