import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonItems } from '../../../src/image/toc/json-items.ts';

const items = (text: string) => [...jsonItems(Buffer.from(text), 'entries', 'toc')];

describe('the items of a list in JSON', () => {
  test('are those that reading it as a whole gives', () => {
    const value = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.array(value),
        fc.jsonValue(),
        fc.jsonValue(),
        fc.constantFrom(0, 2, '\t'),
        (entries, before, after, space) => {
          const text = JSON.stringify({ before, entries, after: { entries: after } }, null, space);
          expect(items(text)).toEqual((JSON.parse(text) as { entries: unknown[] }).entries);
        },
      ),
    );
  });

  test.each([
    '',
    '{}',
    '[]',
    '{"entries":[1]}',
    '{"entries":["a"]}',
    '{"entries":[{"a":}]}',
    '{"entries":[{}',
    '{"entries":[{"a"]}',
    '{"entries":{}}',
    '{"entries":[],"entries":[]}',
    '}',
    '{"entries":[{}]}}',
  ])('%j is refused', (text) => {
    expect(() => items(text)).toThrow(/no valid JSON/);
  });
});
