import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { StreamGunzip } from '../../../src/image/compression/gzip-stream.ts';
import { SyncGunzip } from '../../../src/image/compression/gzip-sync.ts';
import { canDecodeNow } from '../../../src/image/compression/sync-handle.ts';
import { decode } from './decode.ts';

const text = Buffer.from(Array.from({ length: 40_000 }, (_, index) => `line ${index * 7919}\n`).join(''));
const [head, tail] = [text.subarray(0, 200_000), text.subarray(200_000)];
const member = gzipSync(head);
const both = Buffer.concat([member, gzipSync(tail)]);

const ways = [
  { name: 'in the calling thread', make: () => new SyncGunzip('x.gz') },
  { name: 'through public streams', make: () => new StreamGunzip('x.gz') },
];

test('this Node passes the self-test of the fast way', () => {
  expect(canDecodeNow('gzip')).toBe(true);
});

describe.each(ways)('gzip $name', ({ make }) => {
  test.each([1, 7, 999, 65_536, 10_000_000])(
    'members that follow one another, in pieces of %i bytes',
    async (piece) => {
      const input = piece === 1 ? gzipSync('short') : both;
      const expected = piece === 1 ? 'short' : text.toString();
      expect((await decode(make(), input, piece)).toString() === expected).toBe(true);
    },
  );

  test('a member that ends just where a piece ends', async () => {
    expect((await decode(make(), both, member.length)).equals(text)).toBe(true);
  });

  test('zero bytes behind the last member are padding', async () => {
    expect((await decode(make(), Buffer.concat([both, Buffer.alloc(3000)]), 1000)).equals(text)).toBe(true);
    expect((await decode(make(), Buffer.concat([member, Buffer.alloc(3000)]), member.length)).equals(head)).toBe(true);
  });

  const broken: readonly [string, Buffer, RegExp][] = [
    ['zero bytes between two members', Buffer.concat([member, Buffer.alloc(700), both]), /follows the zero bytes/],
    ['one zero byte between two members', Buffer.concat([member, Buffer.alloc(1), both]), /follows the zero bytes/],
    ['junk behind the last member', Buffer.concat([both, Buffer.from('junk')]), /broken/],
    ['a cut in the data', both.subarray(0, both.length - 5000), /cut short/],
    ['a cut in the trailer', both.subarray(0, both.length - 1), /cut short/],
    ['a cut in the header of the second member', both.subarray(0, member.length + 4), /cut short/],
    ['a flipped bit', flip(both, 3000), /broken|cut short/],
    ['a wrong checksum', flip(member, member.length - 6), /broken/],
    ['data without a header', deflateRawSync(head), /broken/],
  ];
  test.each(broken)('%s', async (_name, input, message) => {
    for (const piece of [997, 1 << 20]) await expect(async () => decode(make(), input, piece)).rejects.toThrow(message);
  });

  test('an error of whoever takes the bytes comes through as it is', async () => {
    const decoder = make();
    const failing = async () => {
      await decoder.push(both, () => {
        throw new Error('no room');
      });
      await decoder.finish(() => {});
    };
    await expect(failing).rejects.toThrow('no room');
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 0x10;
  return copy;
}
