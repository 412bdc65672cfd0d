import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalisePath } from '../../src/image/names.ts';

/** The definition, without any short cut. */
function partByPart(name: string): string {
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

test('a path is normalised as if it were taken part by part', () => {
  const name = fc.string({ unit: fc.constantFrom('/', '.', 'a', 'é', '-'), maxLength: 12 });
  fc.assert(
    fc.property(name, (written) => {
      expect(normalisePath(written)).toBe(partByPart(written));
    }),
    { numRuns: 3000 },
  );
});
