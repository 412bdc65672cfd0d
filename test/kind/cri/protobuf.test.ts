import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bigintField,
  decodeMessage,
  encodeMessage,
  mapField,
  messagesField,
  stringField,
  stringsField,
} from '../../../src/kind/cri/protobuf.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

describe('encodeMessage', () => {
  it.each([
    ['a varint', encodeMessage([[1, 150]]), '08 96 01'],
    ['a string', encodeMessage([[2, 'testing']]), '12 07 74 65 73 74 69 6e 67'],
    ['true', encodeMessage([[3, true]]), '18 01'],
    ['a negative number', encodeMessage([[1, -1n]]), '08 ff ff ff ff ff ff ff ff ff 01'],
    [
      'defaults, which are left out',
      encodeMessage([
        [1, 0],
        [2, ''],
        [3, false],
        [4, undefined],
      ]),
      '',
    ],
    ['an empty message, which is not', encodeMessage([[1, new Uint8Array()]]), '0a 00'],
    ['a map', encodeMessage([[6, new Map([['k', 'v']])]]), '32 06 0a 01 6b 12 01 76'],
    ['a field above 15', encodeMessage([[16, 1]]), '80 01 01'],
  ])('%s', (_, bytes, expected) => {
    expect(hex(bytes)).toBe(expected);
  });
});

describe('decodeMessage', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.dictionary(fc.string(), fc.string()),
        (text, number, map) => {
          const inner = encodeMessage([[1, text]]);
          const message = decodeMessage(
            encodeMessage([
              [1, text],
              [2, number],
              [3, new Map(Object.entries(map))],
              [4, inner],
              [4, inner],
            ]),
          );
          if (message === null) throw new Error('it is a message');
          expect(stringField(message, 1)).toBe(text);
          expect(bigintField(message, 2)).toBe(number);
          expect(mapField(message, 3)).toEqual(new Map(Object.entries(map)));
          expect(messagesField(message, 4).map((one) => stringField(one, 1))).toEqual([text, text]);
        },
      ),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const message = decodeMessage(bytes);
        if (message !== null) stringsField(message, 1);
      }),
    );
  });

  it('passes over fields of fixed width', () => {
    const message = decodeMessage(Uint8Array.from([0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4, 0x1a, 1, 0x61]));
    expect(message === null ? null : stringField(message, 3)).toBe('a');
  });

  it.each([
    ['a cut varint', [0x08, 0xff]],
    ['a length past the end', [0x0a, 5, 1]],
    ['a group', [0x0b]],
  ])('refuses %s', (_, bytes) => {
    expect(decodeMessage(Uint8Array.from(bytes))).toBeNull();
  });
});
