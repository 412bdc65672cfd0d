import { expect, test } from 'vitest';
import { entry, find, tableAt } from '../../../src/text/toml/navigate.ts';
import { read } from './plain.ts';

const document = read('a.b = 1\n[c]\nd = {e = true}\n[[f]]\ng = 1\n');

test('entry compares keys exactly', () => {
  expect(entry(document, 'a')?.value.type).toBe('table');
  expect(entry(document, 'A')).toBeNull();
  expect(entry(document, 'toString')).toBeNull();
});

test('find goes through tables of every form, but not into arrays', () => {
  expect(find(document, ['c', 'd', 'e'])?.value).toMatchObject({ value: true });
  expect(find(document, ['a', 'b'])?.value).toMatchObject({ value: 1n });
  expect(find(document, ['a', 'b', 'c'])).toBeNull();
  expect(find(document, ['f', 'g'])).toBeNull();
  expect(find(document, [])).toBeNull();
});

test('tableAt gives tables only', () => {
  expect(tableAt(document, [])).toBe(document);
  expect(tableAt(document, ['c', 'd'])?.form).toBe('inline');
  expect(tableAt(document, ['f'])).toBeNull();
});
