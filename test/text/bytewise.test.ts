import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareBytewise } from '../../src/text/bytewise.ts';

test('names sort by bytes, not by UTF-16', () => {
  expect(['\u{1F600}', '\uFF5E', 'ab', 'b', 'a', 'B', '10', '9', ''].sort(compareBytewise)).toEqual([
    '',
    '10',
    '9',
    'B',
    'a',
    'ab',
    'b',
    '\uFF5E',
    '\u{1F600}',
  ]);
});

test('two texts compare as their bytes do', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '\u00E9', '\uD7FF', '\uE000', '\uFF5E', '\u{10000}', '\u{1F600}'),
  });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareBytewise(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
