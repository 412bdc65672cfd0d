import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8 } from '../../src/text/decode.ts';

const bytes = (...values: (number | string)[]): Uint8Array =>
  Uint8Array.from(
    values.flatMap((value) => (typeof value === 'number' ? [value] : [...new TextEncoder().encode(value)])),
  );

describe('decodeUtf8', () => {
  test('keeps a byte order mark', () => {
    expect(decodeUtf8(bytes(0xef, 0xbb, 0xbf, 'a'))).toEqual({ text: '\uFEFFa', invalidAt: null });
  });

  test.each([
    ['a lone continuation byte', bytes('a', 0x80, 'b'), 'a\uFFFDb', 1],
    ['a truncated character, one mark for each byte', bytes('é', 0xe2, 0x82, 'x'), 'é\uFFFD\uFFFDx', 1],
    ['a surrogate', bytes(0xed, 0xa0, 0x80), '\uFFFD\uFFFD\uFFFD', 0],
    ['an overlong form', bytes('ab', 0xc0, 0xaf), 'ab\uFFFD\uFFFD', 2],
    ['beyond Unicode', bytes(0xf4, 0x90, 0x80, 0x80), '\uFFFD\uFFFD\uFFFD\uFFFD', 0],
    ['Latin-1 after an astral character', bytes('𝄞', 0xe9), '𝄞\uFFFD', 2],
    ['a mark in the middle of damage', bytes(0xff, '\uFEFF', 0xff), '\uFFFD\uFEFF\uFFFD', 0],
  ])('%s', (_, input, text, invalidAt) => {
    expect(decodeUtf8(input)).toEqual({ text, invalidAt });
  });

  test('gives back any text, and reports damage where there is some', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeUtf8(new TextEncoder().encode(text))).toEqual({ text, invalidAt: null });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        expect(decodeUtf8(bytes(before, 0xff, after))).toEqual({
          text: `${before}\uFFFD${after}`,
          invalidAt: before.length,
        });
      }),
    );
  });
});
