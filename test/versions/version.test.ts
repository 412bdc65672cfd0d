import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree, compareVersions, isPartial, parseVersion, type Version } from '../../src/versions/version.ts';

/** `1.7.24`, `2.4.0-beta.0`, `1.30`: without what packagers add. */
function formatVersion({ major, minor, patch, prerelease }: Version): string {
  const numbers = [major, minor, patch].filter((number) => number !== null).join('.');
  return prerelease.length === 0 ? numbers : `${numbers}-${prerelease.join('.')}`;
}

describe('parseVersion', () => {
  it.each([
    ['v1.30.2', '1.30.2', ''],
    ['1.7.24~ds1-6+deb13u1', '1.7.24', 'ds1-6+deb13u1'],
    ['1.6.20~ds1', '1.6.20', 'ds1'],
    ['1.7.22-1', '1.7.22', '1'],
    ['1.7.27-0ubuntu1~24.04.1', '1.7.27', '0ubuntu1~24.04.1'],
    ['2.4.0-beta.0', '2.4.0-beta.0', ''],
    ['2.0.0~rc.3-1', '2.0.0-rc.3', '1'],
    ['v1.6.0-rc1', '1.6.0-rc.1', ''],
    ['v1.34.0-alpha.0.123+abcdef', '1.34.0-alpha.0.123', 'abcdef'],
    ['1.36.1-1.1', '1.36.1', '1.1'],
    ['1:1.6.20-1', '1.6.20', '1'],
    ['5:28.0.1-1~debian.12~bookworm', '28.0.1', '1~debian.12~bookworm'],
    ['v1.30.2+k3s1', '1.30.2', 'k3s1'],
    ['v1.31.4-eks-0a1b2c', '1.31.4', 'eks-0a1b2c'],
    ['v1.31.4-gke.1372000', '1.31.4', 'gke.1372000'],
    ['2.1.9+unknown', '2.1.9', 'unknown'],
    ['Kubernetes v1.36.1', '1.36.1', ''],
    ['containerd github.com/containerd/containerd v1.7.24 88bf19b', '1.7.24', ''],
    ['Docker version 28.5.2+dfsg4, build 1.2.3', '28.5.2', 'dfsg4'],
    ['kindest/node:v1.36.1', '1.36.1', ''],
    [' 1.30\n', '1.30', ''],
    ['2', '2', ''],
    ['v2', '2', ''],
  ])('%j is %s', (text, formatted, build) => {
    const version = parseVersion(text)!;
    expect(formatVersion(version)).toBe(formatted);
    expect(version.build).toBe(build);
  });

  it.each(['', 'latest', 'v', '1.2.3.4', '1.x', 'one 2fast', 'sha256-', 'a'.repeat(300)])('%j is none', (text) => {
    expect(parseVersion(text)).toBeNull();
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'v.:-+~ 0123rcbeta\n') }), (text) => {
        const version = parseVersion(text);
        if (version === null) return;
        expect(parseVersion(formatVersion(version))).toMatchObject({ ...version, text: expect.anything(), build: '' });
      }),
    );
  });
});

describe('compareVersions', () => {
  it('orders releases', () => {
    const ordered = [
      '1.4',
      '1.5.0',
      '1.7.9',
      '1.7.24-rc.1',
      '1.7.24',
      '2.0.0-alpha.1',
      '2.0.0-beta.2',
      '2.0.0-beta.10',
    ];
    const rest = ['2.0.0-rc.1', '2', '2.1.9'];
    const versions = [...ordered, ...rest].map((text) => parseVersion(text)!);
    const shuffled = [...versions].reverse().sort(compareVersions);
    expect(shuffled.map(formatVersion)).toEqual(versions.map(formatVersion));
  });

  it.each([
    ['v1.34.1', '1.34.1-1.1'],
    ['1.7.24~ds1-6+deb13u1', 'v1.7.24'],
    ['2', '2.0.0'],
  ])('takes %s and %s for the same release', (a, b) => {
    expect(compareVersions(parseVersion(a)!, parseVersion(b)!)).toBe(0);
  });

  it('knows that a pre-release with more parts is the newer one', () => {
    expect(compareVersions(parseVersion('2.0.0-rc')!, parseVersion('2.0.0-rc.1')!)).toBeLessThan(0);
  });
});

it.each([
  ['1.30.0', false],
  ['1.30', true],
  ['2', true],
])('isPartial(%s) is %s', (text, expected) => {
  expect(isPartial(parseVersion(text)!)).toBe(expected);
});

it.each([
  ['1.7', '1.7.24', true],
  ['2', '2.4.0-beta.0', true],
  ['v1.7.24', '1.7.24~ds1', true],
  ['1.7.24', '1.7.23', false],
  ['1.6', '1.7.24', false],
  ['1', '2.0.0', false],
  ['2.4.0', '2.4.0-beta.0', false],
])('agree(%s, %s) is %s', (a, b, expected) => {
  expect(agree(parseVersion(a)!, parseVersion(b)!)).toBe(expected);
  expect(agree(parseVersion(b)!, parseVersion(a)!)).toBe(expected);
});
