import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressFamily, isUnspecified } from '../../src/kubelet/values/addresses.ts';
import { billionths, quantity } from '../../src/kubelet/values/units.ts';

describe('an amount', () => {
  test.each<[string, bigint | null]>([
    ['1', 10n ** 9n],
    ['-1', -(10n ** 9n)],
    ['100m', 10n ** 8n],
    ['0.5Gi', 2n ** 29n * 10n ** 9n],
    ['1e3', 10n ** 12n],
    ['1E', 10n ** 27n],
    ['1E2', 10n ** 11n],
    ['.5k', 500n * 10n ** 9n],
    ['1n', 1n],
    ['0.1n', 1n],
    ['1e-12', 1n],
    ['1e99', null],
    ['', null],
    ['x', null],
    ['1GB', null],
    ['.', null],
  ])('%s', (written, amount) => {
    expect(billionths(written)).toBe(amount);
  });

  test('is the number that it is read as for its sign', () => {
    const numbers = fc.stringMatching(/^[-+]?\d{1,6}(\.\d{0,6})?([KMGTPE]i|[numkMGTPE])?$/);
    fc.assert(
      fc.property(numbers, (written) => {
        expect(Math.sign(Number(billionths(written)))).toBe(Math.sign(quantity(written)!) || 0);
      }),
    );
  });
});

describe('an address', () => {
  test.each<[string, 4 | 6 | null]>([
    ['10.0.0.1', 4],
    ['010.0.0.1', 4],
    ['10.0.0.256', null],
    ['10.0.0', null],
    ['::', 6],
    ['::1', 6],
    ['fd00::1:2', 6],
    ['1:2:3:4:5:6:7:8', 6],
    ['1:2:3:4:5:6:7', null],
    ['1:2:3:4:5:6:7:8:9', null],
    ['1:2:3:4:5:6:7::', 6],
    ['1:2:3:4:5:6:7:8::', null],
    ['::ffff:1.2.3.4', 6],
    ['::1.2.3.256', null],
    ['1::2::3', null],
    ['fe80::1%eth0', null],
    ['12345::', null],
    ['localhost', null],
    ['', null],
  ])('%s', (text, family) => {
    expect(addressFamily(text)).toBe(family);
  });

  test('of nothing', () => {
    expect(['0.0.0.0', '::', '0:0::0', '10.0.0.1', '::1'].map(isUnspecified)).toEqual([true, true, true, false, false]);
  });
});
