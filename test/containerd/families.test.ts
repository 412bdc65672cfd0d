import { describe, expect, it } from 'vitest';
import { familyOf, versionsThatFit } from '../../src/containerd/families.ts';
import { isWithin, releaseOf } from '../../src/containerd/releases.ts';
import { parseVersion } from '../../src/versions/version.ts';

describe('familyOf', () => {
  it.each([
    ['v1.7.24', '1.5 to 1.7', 'go-toml-1.9'],
    ['1.7.24~ds1-6+deb13u1', '1.5 to 1.7', 'go-toml-1.9'],
    ['1.6.20~ds1-1+deb12u1', '1.5 to 1.7', 'go-toml-1.9'],
    ['1.5.18', '1.5 to 1.7', 'go-toml-1.8'],
    ['1.4.13~ds1-1~deb11u4', '1.4', 'burntsushi-0.3'],
    ['1.7.22-1', '1.5 to 1.7', 'go-toml-1.9'],
    ['2.0.1', '2.0.0 and 2.0.1', 'go-toml-2.2'],
    ['2.0.2', '2.0.2 to 2.2', 'go-toml-2.2'],
    ['2.1.9+ds1-5', '2.0.2 to 2.2', 'go-toml-2.4'],
    ['2.2.7', '2.0.2 to 2.2', 'go-toml-2.2'],
    ['2.3.0', '2.3 and later', 'go-toml-2.2'],
    ['2.4.0-beta.0', '2.3 and later', 'go-toml-2.4'],
    ['2', '2.0.0 and 2.0.1', 'go-toml-2.2'],
  ])('%s', (version, name, dialect) => {
    const family = familyOf(version);
    expect(family.name).toBe(name);
    expect(family.dialects[0]).toBe(dialect);
    expect([family.newerThanChecked, family.olderThanChecked, family.notUnderstood]).toEqual([false, false, false]);
  });

  it('says when it can only guess', () => {
    expect(familyOf('3.1')).toMatchObject({ name: '2.3 and later', newerThanChecked: true });
    expect(familyOf('2.4.1')).toMatchObject({ name: '2.3 and later', newerThanChecked: true });
    expect(familyOf('1.3.10')).toMatchObject({ name: '1.4', olderThanChecked: true });
    expect(familyOf('unknown')).toMatchObject({ name: '2.3 and later', notUnderstood: true });
  });

  it.each([
    ['globsFromWorkingDirectory', '1.6.28', '1.6.29'],
    ['globsFromWorkingDirectory', '1.7.15', '1.7.16'],
    ['version2TableWins', '2.0.1', '2.0.2'],
    ['setsRegistryConfigPath', '2.2.1', '2.2.2'],
    ['refusesLaterDropIns', '2.3.4', '2.3.5'],
    ['refusesLaterDropIns', '2.4.0-beta.0', '2.4.0'],
  ] as const)('%s ends with %s', (name, last, next) => {
    expect([familyOf(last).has(name), familyOf(next).has(name)]).toEqual([true, false]);
  });

  it.each([
    ['refusesLaterVersions', '1.6.31', '1.6.32'],
    ['refusesLaterVersions', '1.7.16', '1.7.17'],
    ['builtInOptionsHoldFlag', '2.0.6', '2.0.7'],
    ['builtInOptionsHoldFlag', '2.1.4', '2.1.5'],
    ['migratesEachFile', '2.2.7', '2.3.0'],
    ['wantsIdPrefix', '1.6.39', '1.7.0'],
  ] as const)('%s begins after %s', (name, last, next) => {
    expect([familyOf(last).has(name), familyOf(next).has(name)]).toEqual([false, true]);
  });
});

describe('versionsThatFit', () => {
  it.each([
    ['1.7', ['1.7.15', '1.7.16', '1.7.34']],
    ['v2.0', ['2.0.0', '2.0.1', '2.0.6', '2.0.11']],
    ['1.4', ['1.4.13']],
    ['1.7.3', ['1.7.3']],
    ['7', ['7']],
  ])('%s', (hint, versions) => {
    expect(versionsThatFit(hint)).toEqual(versions);
  });

  it('stands for everything when nothing is known', () => {
    const all = versionsThatFit(null);
    expect(versionsThatFit('')).toEqual(all);
    expect(all).toEqual([...versionsThatFit('1'), ...versionsThatFit('2')]);
    expect(all[0]).toBe('1.4.13');
    expect(all.at(-1)).toBe('2.4.0-beta.0');
  });
});

describe('version ranges', () => {
  it.each([
    ['1.6.32..1.6, 1.7.17..', '1.6.31', false],
    ['1.6.32..1.6, 1.7.17..', '1.6.99', true],
    ['1.6.32..1.6, 1.7.17..', '1.7.16', false],
    ['1.6.32..1.6, 1.7.17..', '9.0.0', true],
    ['..1.4', '1.4.13', true],
    ['..1.4', '1.5.0', false],
    ['1.7', '1.7.0', true],
    ['1.5..1', '1.99.0', true],
    ['1.5..1', '2.0.0', false],
  ])('%s holds %s: %s', (ranges, version, wanted) => {
    expect(isWithin(releaseOf(parseVersion(version)!), ranges)).toBe(wanted);
  });
});
