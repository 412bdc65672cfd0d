import * as zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Decoder } from '../../../src/image/compression/decoder.ts';
import { canDecodeNow } from '../../../src/image/compression/sync-handle.ts';
import { hasZstd } from '../../../src/image/compression/zlib-features.ts';
import { PureZstd } from '../../../src/image/compression/zstd-pure.ts';
import { StreamZstd } from '../../../src/image/compression/zstd-stream.ts';
import { SyncZstd } from '../../../src/image/compression/zstd-sync.ts';
import { decode } from './decode.ts';
import { rawFrame, skippable } from './zstd-frame.ts';

const text = Buffer.from(Array.from({ length: 30_000 }, (_, index) => `line ${index * 7919}\n`).join(''));
const noise = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * index * 31 + (index >> 3) * 7) & 0xff));
const raw = rawFrame(noise);

const ways: readonly { name: string; make: () => Decoder; native: boolean }[] = [
  { name: 'in the calling thread', make: () => new SyncZstd('x.zst'), native: true },
  { name: 'through public streams', make: () => new StreamZstd('x.zst'), native: true },
  { name: 'without native code', make: () => new PureZstd('x.zst'), native: false },
].filter((way) => hasZstd || !way.native);

test.runIf(hasZstd)('this Node passes the self-test of the fast way', () => {
  expect(canDecodeNow('zstd')).toBe(true);
});

const compressed = (bytes: Buffer, checksum = false): Buffer =>
  zlib.zstdCompressSync(bytes, { params: { [zlib.constants.ZSTD_c_checksumFlag]: checksum ? 1 : 0 } });

describe.each(ways)('zstd $name', ({ make, native }) => {
  test.each([1, 5, 100, 4096])(
    'frames and skippable frames that follow one another, in pieces of %i bytes',
    async (piece) => {
      const input = Buffer.concat([
        skippable(5),
        raw,
        skippable(0),
        skippable(300),
        rawFrame(Buffer.from('end'), true),
        skippable(9),
      ]);
      expect((await decode(make(), input, piece)).equals(Buffer.concat([noise, Buffer.from('end')]))).toBe(true);
    },
  );

  test('an empty frame, and only skippable ones', async () => {
    expect(await decode(make(), Buffer.concat([rawFrame(Buffer.alloc(0)), raw]), 50)).toEqual(noise);
    expect(await decode(make(), skippable(100), 13)).toHaveLength(0);
  });

  test('no cut goes unnoticed', async () => {
    const input = Buffer.concat([skippable(4), rawFrame(Buffer.from('abcdef'), true), rawFrame(Buffer.from('gh'))]);
    const whole = new Set([0, 12, 12 + rawFrame(Buffer.from('abcdef'), true).length]);
    for (let cut = 0; cut < input.length; cut++) {
      if (whole.has(cut)) continue;
      await expect(async () => decode(make(), input.subarray(0, cut), 7), `cut at ${cut}`).rejects.toThrow(/cut short/);
    }
  });

  const broken: readonly [string, Buffer, RegExp][] = [
    ['junk behind the last frame', Buffer.concat([raw, Buffer.from('junk')]), /no zstd frame follows|broken/],
    ['a window above 128 MiB', rawFrame(noise, false, (18 << 3) | 0), /window of 268435456 bytes is larger/],
    ['a dictionary', Buffer.concat([Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0x01, 0x00, 7), Buffer.alloc(20)]), /dictionary/],
    ['a reserved block', Buffer.concat([Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0, 7, 0, 0), Buffer.alloc(20)]), /broken/],
  ];
  test.each(broken)('%s', async (_name, input, message) => {
    await expect(async () => decode(make(), input, 64)).rejects.toThrow(message);
  });

  test.runIf(hasZstd)('many small frames and a large one, with checksums', async () => {
    const parts = Array.from({ length: 300 }, (_, index) => text.subarray(index * 97, index * 97 + 97));
    const input = Buffer.concat([...parts.map((part) => compressed(part, true)), compressed(text, true)]);
    expect((await decode(make(), input, 10_007)).equals(Buffer.concat([...parts, text]))).toBe(true);
  });

  test.runIf(native)('a checksum that does not fit', async () => {
    const input = compressed(text, true);
    input[input.length - 1]! ^= 1;
    await expect(async () => decode(make(), input, 1 << 20)).rejects.toThrow(/broken/);
  });
});

test.runIf(hasZstd)('a frame too large to be held at once goes through a stream', async () => {
  const large = Buffer.alloc(20 << 20, 'abc');
  const incompressible = Buffer.from(
    Array.from({ length: 1_500_000 }, (_, index) => (Math.imul(index, 2654435761) >>> 13) & 0xff),
  );
  for (const bytes of [large, incompressible]) {
    const out = await decode(new StreamZstd('x.zst'), Buffer.concat([compressed(bytes), raw]), 100_000);
    expect(out.equals(Buffer.concat([bytes, noise]))).toBe(true);
  }
});
