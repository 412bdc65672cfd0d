import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { decompressXz } from '../../src/host/xz.ts';

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}

async function decode(bytes: Uint8Array): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of decompressXz(pieces(bytes))) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

function hasXz(): boolean {
  try {
    execFileSync('xz', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

afterEach(() => vi.unstubAllEnvs());

describe('xz', () => {
  const text = Buffer.from(Array.from({ length: 200_000 }, (_, index) => `line ${index * 7919}\n`).join(''));

  test.runIf(hasXz())('a whole file, a cut one, and one that is none', async () => {
    const compressed = execFileSync('xz', ['-0', '--stdout'], { input: text, maxBuffer: 1 << 28 });
    expect((await decode(compressed)).equals(text)).toBe(true);
    await expect(decode(compressed.subarray(0, compressed.length - 100))).rejects.toThrow(/^xz can't decompress it: /);
    await expect(decode(Buffer.alloc(500_000, 1))).rejects.toThrow(/^xz can't decompress it: /);
  });

  test('where there is no xz, it says what to do', async () => {
    vi.stubEnv('PATH', '/nowhere');
    await expect(decode(text)).rejects.toThrow(/there is no xz program here; install xz-utils, or use gzip or zstd/);
  });
});
