import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDotsBetweenDigits } from '../../src/binary/dots.ts';

test('each dot between digits is found, wherever the bytes lie in memory', () => {
  const bytes = fc.array(fc.constantFrom(0x2e, 0x30, 0x39, 0x2f, 0x3a, 0x2d, 0xae, 0), { maxLength: 40 });
  fc.assert(
    fc.property(bytes, fc.nat(3), fc.nat(40), fc.nat(40), (content, shift, from, length) => {
      const room = Buffer.alloc(shift + content.length);
      const window = room.subarray(shift);
      window.set(content);
      const start = Math.min(from, content.length);
      const end = Math.min(start + length, content.length);
      const found: number[] = [];
      findDotsBetweenDigits(window, start, end, (dot) => found.push(dot));
      const isDigit = (byte: number | undefined) => byte === 0x30 || byte === 0x39;
      const expected = content.flatMap((byte, at) =>
        at >= start && at < end && byte === 0x2e && isDigit(content[at - 1]) && isDigit(content[at + 1]) ? [at] : [],
      );
      expect(found).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
