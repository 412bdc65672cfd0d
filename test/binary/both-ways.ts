import { createBinaryScanner } from '../../src/binary/binary-scanner.ts';
import { scanBinary } from '../../src/binary/scan-binary.ts';

/** What is found in a file that comes in pieces, and by reading parts of it; and how many bytes that took. */
export async function bothWays(file: Buffer, size = 100_000) {
  const scanner = createBinaryScanner();
  for (let at = 0; at < file.length; at += size) scanner.push(file.subarray(at, at + size));
  let read = 0;
  const facts = await scanBinary({
    size: file.length,
    read: async (offset, length) => {
      const bytes = file.subarray(offset, offset + length);
      read += bytes.length;
      return bytes;
    },
  });
  return { whole: scanner.done(), facts, read };
}
