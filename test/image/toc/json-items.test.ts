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

  test.each([0, 2, '\t'])('are the same where many are parsed together, with %j between them', (space) => {
    const awkward = ['a},{"', '},\n\t{', 'b', '\\"},{', ''];
    const entries = Array.from({ length: 5000 }, (_, index) => ({
      name: `${awkward[index % 5]}${index}`,
      inner: index % 7 === 0 ? [{ a: 1 }, { b: 2 }] : { c: { d: [] } },
      size: index,
    }));
    for (const list of [entries, [...entries, { long: 'x'.repeat(300_000) }, ...entries]])
      expect(items(JSON.stringify({ entries: list, more: [{ a: 1 }, { b: 1 }] }, null, space))).toEqual(list);
  });

  test('are refused where something is wrong far behind', () => {
    const text = JSON.stringify({ entries: Array.from({ length: 5000 }, (_, index) => ({ name: `file ${index}` })) });
    for (const wrong of [text.replace('"file 4000"', 'file'), text.slice(0, -1)])
      expect(() => items(wrong)).toThrow(/no valid JSON/);
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
