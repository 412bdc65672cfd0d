import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DigestColumn } from '../../../src/image/toc/digest-column.ts';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const digest = fc.oneof(
  hex.map((digits) => `sha256:${digits}`),
  fc.constant(null),
  hex.map((digits) => `sha256:${digits.toUpperCase()}`),
  fc.string(),
);

test('gives every digest back as it was put in', () => {
  fc.assert(
    fc.property(fc.array(digest, { maxLength: 40 }), fc.nat(3000), (digests, nothing) => {
      const all = [...digests, ...Array.from({ length: nothing }, () => null), ...digests];
      const column = new DigestColumn();
      for (const one of all) column.push(one);
      expect(all.map((_, index) => column.at(index))).toEqual(all);
    }),
  );
});

test('holds thousands', () => {
  const column = new DigestColumn();
  const all = Array.from({ length: 5000 }, (_, index) => `sha256:${index.toString(16).padStart(64, 'e')}`);
  for (const one of all) column.push(one);
  expect(all.map((_, index) => column.at(index))).toEqual(all);
});
