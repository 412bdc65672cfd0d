import { describe, expect, it } from 'vitest';
import { describeVersions, type VersionPair } from '../../src/verdict/version-sets.ts';

const pairs = (...rows: readonly (readonly [containerd: string, kubelet: string])[]): readonly VersionPair[] =>
  rows.map(([containerd, kubelet]) => ({ containerd, kubelet }));

describe('the versions for which something holds', () => {
  it.each<[string, readonly VersionPair[], readonly VersionPair[], string]>([
    [
      'of one program',
      pairs(['1.7.34', 'v1.30.0']),
      pairs(['1.7.34', 'v1.30.0'], ['2.3.4', 'v1.30.0']),
      'containerd 1.7.34',
    ],
    [
      'of both',
      pairs(['1.7.34', 'v1.30.0'], ['1.7.34', 'v1.31.0']),
      pairs(
        ['1.7.34', 'v1.30.0'],
        ['2.3.4', 'v1.30.0'],
        ['1.7.34', 'v1.31.0'],
        ['2.3.4', 'v1.31.0'],
        ['2.3.4', 'v1.32.0'],
      ),
      'containerd 1.7.34 and kubelet v1.30.0 to v1.31.0',
    ],
    [
      'of a kubelet that would use no containerd, and of one that uses the only one',
      pairs(['', 'v1.22.0'], ['', 'v1.23.0']),
      pairs(['', 'v1.22.0'], ['', 'v1.23.0'], ['1.7.24', 'v1.24.0']),
      'kubelet v1.22.0 to v1.23.0',
    ],
    [
      'where the only containerd is used by some',
      pairs(['1.7.24', 'v1.24.0']),
      pairs(['', 'v1.23.0'], ['1.7.24', 'v1.24.0']),
      'kubelet v1.24.0',
    ],
    ['of none alone', pairs(['1.7.24', 'v1.24.0']), pairs(['1.7.24', 'v1.24.0']), 'every version'],
  ])('%s', (_, some, all, words) => {
    expect(describeVersions(some, all)).toBe(words);
  });
});
