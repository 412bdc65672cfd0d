import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { readOptions } from '../../src/gate/read-options.ts';

const CODES = ['cgroup-driver-mismatch', 'table-not-read'];

describe('the command line', () => {
  it.each([
    [[], 'say what to do: cgroup-gate check IMAGE'],
    [['--format', 'json', 'x'], '--format can not come first; write cgroup-gate check [options] IMAGE'],
    [['inspect', 'x'], 'there is no command inspect; the commands are check, rules and publish'],
    [['check'], 'name at least one image: cgroup-gate check IMAGE'],
    [['check', '--frmat', 'json', 'x'], "Unknown option '--frmat'; see cgroup-gate --help"],
    [['check', 'x', '--format'], "Option '--format <value>' argument missing; see cgroup-gate --help"],
    [['rules', 'a', 'b'], 'rules takes one code at most'],
    [['publish'], 'name at least one report: cgroup-gate publish REPORT'],
  ])('%j is wrong usage', (argv, message) => {
    expect(readArguments(argv)).toEqual({ name: 'wrong', message });
  });

  it('takes options before and after the images, with = or a blank, and repeats those that may repeat', () => {
    const command = readArguments([
      'check',
      '--skip=a=b',
      'rootfs:/x',
      '--skip',
      'c=d',
      '--verify',
      'oci:/y',
      '--',
      '--z',
    ]);
    expect(command).toEqual({
      name: 'check',
      images: ['rootfs:/x', 'oci:/y', '--z'],
      raw: new Map([
        ['skip', ['a=b', 'c=d']],
        ['verify', ['on']],
      ]),
    });
  });

  it.each([
    [['--help'], 'help'],
    [['check', '-h'], 'help'],
    [['--version'], 'version'],
  ])('%j is %s', (argv, name) => {
    expect(readArguments(argv).name).toBe(name);
  });
});

describe('the options', () => {
  const read = (raw: Record<string, string[]>) => readOptions(['x'], new Map(Object.entries(raw)), CODES);

  it('are these where nothing is said', () => {
    const result = read({});
    expect(result.ok && result.options).toMatchObject({
      require: 'systemd',
      handlers: 'all',
      failOn: 'error',
      verify: false,
      platform: { os: 'linux', architecture: 'amd64' },
      containerdVersion: null,
    });
  });

  it.each([
    [{ require: ['both'] }, '--require both: give one of systemd, match'],
    [{ 'fail-on': ['note'] }, '--fail-on note: give one of error, warning, never'],
    [{ handlers: [','] }, '--handlers: give all, default, or names with commas between them'],
    [{ skip: ['table-not-read'] }, '--skip table-not-read: give the reason too, as table-not-read=REASON'],
    [{ skip: ['nothing=x'] }, '--skip nothing: there is no such rule; see cgroup-gate rules'],
    [{ 'containerd-version': ['newest'] }, '--containerd-version newest: give a version such as 2.1.9'],
    [{ platform: ['linux'] }, '--platform linux: give OS/ARCH, such as linux/arm64'],
    [{ require: ['match', 'match'] }, '--require may be given once'],
    [{ 'kind-timeout': ['soon'] }, '--kind-timeout soon: give a number of seconds'],
    [{ verify: ['maybe'] }, 'verify: maybe is neither true nor false'],
  ])('%j is refused', (raw, message) => {
    expect(read(raw)).toEqual({ ok: false, message });
  });

  it.each(['1.7.24~ds1-6+deb13u1', 'v1.34.1', '2', '1.30', '2.4.0-beta.0', '1.7.22-1', 'v1.30.2+k3s1'])(
    'take the version %s',
    (version) => {
      const result = read({ 'kubelet-version': [version] });
      expect(result.ok && result.options.kubeletVersion).toBe(version);
    },
  );
});
