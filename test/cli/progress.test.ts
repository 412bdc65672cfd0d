import { expect, it } from 'vitest';
import { describeBytes } from '../../src/cli/progress.ts';

it.each<[number, number | null, string]>([
  [120e6, 283e6, '120 of 283 MB'],
  [1.25e6, 4e6, '1.3 of 4.0 MB'],
  [9e6, null, '9.0 MB'],
  [9e6, 0, '9.0 MB'],
])('%d of %d bytes are told as %s', (bytes, total, words) => {
  expect(describeBytes(bytes, total)).toBe(words);
});
