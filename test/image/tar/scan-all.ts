import { bytesSource } from '../../../src/image/byte-source.ts';
import type { TarEntry } from '../../../src/image/tar/entry.ts';
import { TarScanner } from '../../../src/image/tar/scanner.ts';
import { walkTar } from '../../../src/image/tar/walk.ts';

export interface Scanned {
  readonly entries: readonly TarEntry[];
  readonly contents: readonly string[];
  readonly ended: boolean;
}

/** Pushes the bytes through in pieces of the given sizes, over and over. */
export function scanAll(bytes: Uint8Array, pieces: readonly number[] = [bytes.length]): Scanned {
  const entries: TarEntry[] = [];
  const contents: string[] = [];
  const scanner = new TarScanner((entry) => {
    const slot = entries.push(entry) - 1;
    contents[slot] = '';
    return {
      data: (chunk) => {
        contents[slot] += Buffer.from(chunk).toString('latin1');
      },
      end: () => {},
    };
  }, 'test.tar');
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, pieces[turn % pieces.length]!);
    scanner.push(bytes.slice(at, at + size));
    at += size;
  }
  scanner.finish();
  return { entries, contents, ended: scanner.ended };
}

export async function walkAll(
  bytes: Uint8Array,
  now = true,
): Promise<{ entries: TarEntry[]; ended: boolean; bytesRead: number }> {
  const entries: TarEntry[] = [];
  const source = bytesSource(bytes);
  const { readNow, ...slow } = source;
  const result = await walkTar(now ? source : slow, 'test.tar', (entry) => entries.push(entry));
  return { entries, ...result };
}
