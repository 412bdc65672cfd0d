import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { expectGolden } from './golden.ts';
import { samples } from './samples.ts';

describe('renderJson', () => {
  it.each(Object.keys(samples))('loses nothing of %s', (name) => {
    const text = renderJson(samples[name]!);
    expect(JSON.parse(text)).toEqual(samples[name]);
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('writes the keys in the order of the contract', () => {
    expectGolden('classic.json', renderJson(samples.classic!));
    const shuffled = JSON.parse(JSON.stringify(samples.classic), (_key, value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(renderJson(shuffled)).toBe(renderJson(samples.classic!));
  });

  it('keeps fields that it does not know behind the others', () => {
    const text = renderJson({ ...samples.passing!, later: { b: 1, a: 2 } } as never);
    expect(text.indexOf('"later"')).toBeGreaterThan(text.indexOf('"images"'));
  });
});
