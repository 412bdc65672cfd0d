import { describe, expect, it } from 'vitest';
import { resolveContainerd } from '../../src/containerd/resolve.ts';
import { type FixtureFile, treeOf } from './observed-cases.ts';

/** One release for every stretch within which the rules stay the same. */
const releases = ['1.4.13', '1.5.18', '1.6.20', '1.6.39', '1.7.34', '2.0.0', '2.0.11', '2.2.7', '2.3.4'] as const;

type Release = (typeof releases)[number];

/** The driver of `runc`, or the state if it is not `ok`; by release or by the first digits of one, `else` for the rest. */
type Wanted = Readonly<Record<string, string>>;
type Files = Readonly<Record<string, FixtureFile>>;
type Row = readonly [rule: string, files: Files, wanted: Wanted];

const runc2 = '[@two.containerd.runtimes.runc]';
const runc3 = '[@three.containerd.runtimes.runc]';
const type = 'runtime_type = "io.containerd.runc.v2"';
const on = 'SystemdCgroup = true';
const off = 'SystemdCgroup = false';
const options2 = '[@two.containerd.runtimes.runc.options]';
const options3 = '[@three.containerd.runtimes.runc.options]';
const two = (flag: string) => [runc2, type, options2, flag];
const three = (flag: string) => [runc3, type, options3, flag];
const one = (flag: string) => [
  '[@one.containerd.runtimes.runc]',
  type,
  '[@one.containerd.runtimes.runc.options]',
  flag,
];
const only = (...lines: readonly string[]): Files => ({ 'config.toml': lines });
const importing = (main: readonly string[], ...dropIns: readonly (readonly string[])[]): Files => ({
  'config.toml': [`imports = [${dropIns.map((_, index) => `"conf.d/${index}.toml"`).join(', ')}]`, ...main],
  ...Object.fromEntries(dropIns.map((lines, index) => [`conf.d/${index}.toml`, lines])),
});

const versions: readonly Row[] = [
  [
    'options are enough for runc on 2.x only',
    only('version = 2', options2, on),
    { '1': 'no-runtime-type', else: 'systemd' },
  ],
  ['a handler without options', only('version = 2', runc2, type), { else: 'cgroupfs' }],
  ['an empty handler', only('version = 2', runc2), { '1': 'no-runtime-type', else: 'cgroupfs' }],
  ['empty options', only('version = 2', runc2, type, options2), { else: 'cgroupfs' }],
  ['a new table in a version 2 file', only('version = 2', ...three(on)), { '1': 'cgroupfs', else: 'systemd' }],
  [
    'an old table in a version 4 file',
    only('version = 4', ...two(on)),
    { '1.6.39': 'daemon-exit', '1.7': 'daemon-exit', '1': 'systemd', '2.3': 'cgroupfs', else: 'daemon-exit' },
  ],
  ['version = 2.0', only('version = 2.0', ...two(on)), { else: 'daemon-exit' }],
  ['version = true', only('version = true', ...two(on)), { else: 'daemon-exit' }],
  ['version = -1', only('version = -1', ...two(on)), { '1': 'systemd', else: 'daemon-exit' }],
  ['Version with a capital', only('Version = 2', ...two(on)), { '1.4': 'systemd', '1': 'cgroupfs', else: 'systemd' }],
  [
    'a short id in a version 2 file',
    only('version = 2', '[plugins.foo]', ...two(on)),
    { '1': 'daemon-exit', else: 'systemd' },
  ],
  [
    'an id of four parts that is not of containerd',
    only('version = 2', '[plugins."a.b.c.d"]', ...two(on)),
    { '1.7': 'daemon-exit', else: 'systemd' },
  ],
  [
    'the short and the whole id, the short one true',
    only(...one(on), ...two(off)),
    { '1': 'systemd', else: 'cgroupfs' },
  ],
  [
    'the short and the whole id, the whole one true',
    only(...one(off), ...two(on)),
    { '1': 'cgroupfs', '2.3': 'systemd', else: 'cgroupfs' },
  ],
];

const imports: readonly Row[] = [
  [
    'a relative pattern',
    { 'config.toml': ['version = 2', 'imports = ["conf.d/*.toml"]'], 'conf.d/a.toml': ['version = 2', ...two(on)] },
    { '1.4': 'cgroupfs', '1.5': 'cgroupfs', '1.6.20': 'cgroupfs', else: 'systemd' },
  ],
  ['a pattern without a match', only('version = 2', 'imports = ["none/*.toml"]', ...two(on)), { else: 'systemd' }],
  [
    'a directory by name',
    { 'config.toml': ['version = 2', 'imports = ["conf.d"]', ...two(on)], 'conf.d/a.toml': [] },
    { else: 'daemon-exit' },
  ],
  [
    'a directory by pattern',
    { 'config.toml': ['version = 2', 'imports = ["/etc/containerd/conf.d/*.toml"]'], 'conf.d/x.toml/y': [] },
    { else: 'daemon-exit' },
  ],
  ['a drop-in without version below version 2', importing(['version = 2'], two(on)), { else: 'systemd' }],
  [
    'a version 2 drop-in over a version 3 file',
    importing(['version = 3', ...three(on)], ['version = 2', ...two(off)]),
    { '2.0.11': 'systemd', '2.2': 'systemd', else: 'cgroupfs' },
  ],
  [
    'a version 3 drop-in for version 2',
    importing(['version = 2'], ['version = 3', ...three(on)]),
    { '1.6.39': 'daemon-exit', '1.7': 'daemon-exit', '1': 'cgroupfs', '2.3': 'daemon-exit', else: 'systemd' },
  ],
  [
    'an unrelated version 3 drop-in',
    importing(['version = 2', ...two(on)], ['version = 3', '[debug]']),
    { '1.6.39': 'daemon-exit', '1.7': 'daemon-exit', '1': 'systemd', '2.3': 'daemon-exit', else: 'cgroupfs' },
  ],
  [
    'an unrelated version 2 drop-in wakes a stale table',
    importing(['version = 3', ...two(on)], ['version = 2', '[debug]']),
    { else: 'systemd' },
  ],
  [
    'a version 1 drop-in',
    importing(['version = 2', ...two(on)], ['version = 1', '[debug]']),
    { '1': 'cgroupfs', else: 'systemd' },
  ],
  [
    'a conf.d beside version 3',
    { 'config.toml': ['version = 3'], 'conf.d/a.toml': ['version = 3', ...three(on)] },
    { '1.6.39': 'daemon-exit', '1.7': 'daemon-exit', else: 'cgroupfs' },
  ],
  ['a conf.d without a main file', { 'conf.d/a.toml': ['version = 2', ...two(on)] }, { else: 'cgroupfs' }],
  [
    'one file under two names',
    {
      'config.toml': ['version = 2', 'imports = ["a.toml", "b.toml"]'],
      'a.toml': ['version = 2', ...two(on)],
      'b.toml': { link: 'a.toml' },
    },
    { else: 'systemd' },
  ],
  [
    'a pattern minds case',
    {
      'config.toml': ['version = 2', 'imports = ["/etc/containerd/*.TOML"]', ...two(off)],
      'a.toml': ['version = 2', ...two(on)],
    },
    { else: 'cgroupfs' },
  ],
  [
    'an empty table in a drop-in',
    importing(['version = 2', ...two(on)], ['version = 2', options2]),
    { '1': 'no-runtime-type', else: 'systemd' },
  ],
  [
    'a scalar over a table',
    importing(['version = 2', ...two(on)], ['version = 2', runc2, 'options = 1']),
    { '1.4': 'options-error', else: 'daemon-exit' },
  ],
  [
    'disabled lists are united',
    importing(
      ['version = 2', 'disabled_plugins = ["io.containerd.grpc.v1.cri"]'],
      ['version = 2', 'disabled_plugins = ["io.containerd.a.v1.b"]'],
    ),
    { else: 'cri-disabled' },
  ],
  [
    'a file named later keeps its first place',
    {
      'config.toml': ['version = 2', 'imports = ["a.toml", "b.toml"]'],
      'a.toml': ['version = 2', ...two(off)],
      'b.toml': ['version = 2', 'imports = ["a.toml"]', ...two(on)],
    },
    { else: 'systemd' },
  ],
  [
    'braces in a pattern are letters',
    {
      'config.toml': ['version = 2', 'imports = ["/etc/containerd/{a,b}*.toml"]'],
      'a.toml': ['version = 2', ...two(on)],
    },
    { else: 'cgroupfs' },
  ],
];

const plugins: readonly Row[] = [
  ['the short id disabled without a version', only('disabled_plugins = ["cri"]'), { else: 'cri-disabled' }],
  [
    'the whole id disabled',
    only('version = 2', 'disabled_plugins = ["io.containerd.grpc.v1.cri"]'),
    { else: 'cri-disabled' },
  ],
  [
    'the whole id disabled without a version',
    only('disabled_plugins = ["io.containerd.grpc.v1.cri"]'),
    { '1': 'cgroupfs', else: 'cri-disabled' },
  ],
  [
    'a short id disabled under version 3',
    only('version = 3', 'disabled_plugins = ["cri"]'),
    { '1.4': 'cgroupfs', else: 'daemon-exit' },
  ],
  [
    'a plugin that CRI needs is disabled',
    only('version = 2', 'disabled_plugins = ["io.containerd.gc.v1.scheduler"]'),
    { else: 'cri-failed' },
  ],
  [
    'the oldest runtime is disabled',
    only('version = 2', 'disabled_plugins = ["io.containerd.runtime.v1.linux"]'),
    { '1': 'cri-failed', else: 'cgroupfs' },
  ],
  [
    'the snapshotter is disabled',
    only('version = 2', 'disabled_plugins = ["io.containerd.snapshotter.v1.overlayfs"]'),
    { else: 'cri-failed' },
  ],
  [
    'the snapshotter is disabled, and another one is used',
    only(
      'disabled_plugins = ["overlayfs"]',
      '[@one.containerd]',
      'snapshotter = "native"',
      '[@one.containerd.runtimes.runc]',
      type,
    ),
    { '2': 'cri-failed', else: 'cgroupfs' },
  ],
  ['a list that is none', only('version = 2', 'disabled_plugins = "cri"'), { else: 'daemon-exit' }],
  [
    'a required plugin that nobody has',
    only('version = 2', 'required_plugins = ["io.containerd.a.v1.b"]'),
    { else: 'daemon-exit' },
  ],
  [
    'a type error in CRI while it is disabled',
    only('version = 2', 'disabled_plugins = ["io.containerd.grpc.v1.cri"]', '[@two]', 'sandbox_image = 1'),
    { '1': 'cri-disabled', else: 'daemon-exit' },
  ],
  [
    'a timeout that is none',
    only('version = 2', '[timeouts]', '"io.containerd.timeout.task.state" = "2"'),
    { else: 'daemon-exit' },
  ],
  [
    'a timeout',
    only('version = 2', '[timeouts]', '"io.containerd.timeout.task.state" = "1m2.5s"'),
    { else: 'cgroupfs' },
  ],
];

const keys: readonly Row[] = [
  ['systemdcgroup', only('version = 2', runc2, type, options2, 'systemdcgroup = true'), { else: 'systemd' }],
  [
    'SystemdCGroup',
    only('version = 2', runc2, type, options2, 'SystemdCGroup = true'),
    { '1.4': 'systemd', '2.0.0': 'systemd', else: 'cgroupfs' },
  ],
  [
    'SYSTEMDCGROUP for a handler that is not built in',
    only(
      'version = 2',
      '[@two.containerd]',
      'default_runtime_name = "a"',
      '[@two.containerd.runtimes.a]',
      type,
      '[@two.containerd.runtimes.a.options]',
      'SYSTEMDCGROUP = true',
    ),
    { '1.4': 'a systemd', '1': 'a systemd', else: 'a systemd' },
  ],
  [
    'systemd_cgroup in options',
    only('version = 2', runc2, type, options2, 'systemd_cgroup = true'),
    { else: 'cgroupfs' },
  ],
  ['the flag in the handler', only('version = 2', runc2, type, on), { else: 'cgroupfs' }],
  ['the flag in the plugin', only('version = 2', '[@two]', on), { else: 'cgroupfs' }],
  [
    'Options with a capital',
    only('version = 2', runc2, type, '[@two.containerd.runtimes.runc.Options]', on),
    { '1.4': 'systemd', '1': 'cgroupfs', else: 'systemd' },
  ],
  [
    'Runtimes with a capital',
    only('version = 2', '[@two.containerd.Runtimes.runc]', type, '[@two.containerd.Runtimes.runc.options]', on),
    { '1.4': 'systemd', '1': 'cgroupfs', else: 'systemd' },
  ],
  [
    'an option that is no number',
    only('version = 2', runc2, type, options2, on, 'IoGid = -1'),
    { else: 'options-error' },
  ],
  [
    'plugins in two spellings',
    only('version = 2', '[Plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]', type, options2, on),
    { '1.4': 'random', '1': 'no-runtime-type', else: 'systemd' },
  ],
  [
    'an array of two types among the options',
    only('version = 2', runc2, type, options2, on, 'x = [1, "a"]'),
    { '1.4': 'daemon-exit', '1': 'options-error', else: 'systemd' },
  ],
  ['a number for the flag', only('version = 2', runc2, type, options2, 'SystemdCgroup = 1'), { else: 'options-error' }],
  [
    'options that are a string',
    only('version = 2', runc2, type, 'options = "x"'),
    { '1.4': 'options-error', else: 'daemon-exit' },
  ],
  [
    'runtimes that are a number',
    only('version = 2', '[@two.containerd]', 'runtimes = 1'),
    { '1.4': 'cgroupfs', else: 'daemon-exit' },
  ],
  ['runc that is a string', only('version = 2', '[@two.containerd.runtimes]', 'runc = "x"'), { else: 'daemon-exit' }],
  [
    'no containerd table, but its keys in the plugin',
    only('version = 2', '[@two.runtimes.runc]', type, '[@two.runtimes.runc.options]', on),
    { '1.4': 'cgroupfs', '1': 'systemd', else: 'cgroupfs' },
  ],
];

const handlers: readonly Row[] = [
  [
    'a default that is not there',
    only('version = 2', '[@two.containerd]', 'default_runtime_name = "x"'),
    { else: 'cri-failed' },
  ],
  [
    'another handler only',
    only('version = 2', '[@two.containerd.runtimes.crun]', type),
    { '1.4': 'cgroupfs', '1': 'cri-failed', else: 'cgroupfs' },
  ],
  ['an empty runtime type', only('version = 2', runc2, 'runtime_type = ""', options2, on), { else: 'no-runtime-type' }],
  [
    'default_runtime without a type',
    only('version = 2', '[@two.containerd.default_runtime.options]', on),
    { else: 'cgroupfs' },
  ],
  [
    'two handlers for untrusted work',
    only(
      'version = 2',
      '[@two.containerd.untrusted_workload_runtime]',
      type,
      runc2,
      type,
      '[@two.containerd.runtimes.untrusted]',
      type,
    ),
    { '1': 'cri-failed', else: 'cgroupfs' },
  ],
  [
    'the plugin flag for the oldest shim',
    only('version = 2', '[@two]', 'systemd_cgroup = true', runc2, 'runtime_type = "io.containerd.runtime.v1.linux"'),
    { '1': 'systemd', else: 'opaque' },
  ],
  [
    'the plugin flag beside options of the oldest shim',
    only(
      'version = 2',
      '[@two]',
      'systemd_cgroup = true',
      runc2,
      'runtime_type = "io.containerd.runtime.v1.linux"',
      options2,
    ),
    { '1': 'cgroupfs', else: 'opaque' },
  ],
  [
    'the plugin flag beside the flag',
    only('version = 2', '[@two]', 'systemd_cgroup = true', ...two(on)),
    { '1': 'cri-failed', else: 'systemd' },
  ],
  [
    'a shim by its path',
    only('version = 2', runc2, 'runtime_type = "/usr/bin/shim"', options2, on),
    { '1.4': 'options-error', '1.5': 'options-error', else: 'opaque' },
  ],
  ['disable_cgroup', only('version = 2', '[@two]', 'disable_cgroup = true', ...two(on)), { else: 'systemd' }],
  [
    'mirrors while a path is built in',
    only('version = 2', '[@two.registry.mirrors."docker.io"]', 'endpoint = []', ...two(on)),
    { else: 'systemd' },
  ],
];

async function answerOf(files: Files, version: Release): Promise<string> {
  const answer = await resolveContainerd(treeOf(files), {
    version,
    configPath: '/etc/containerd/config.toml',
    configGiven: false,
  });
  if (answer.doubts.some(({ kind }) => kind === 'random-spelling')) return 'random';
  expect(answer.doubts, version).toEqual([]);
  if (answer.state !== 'ok') {
    expect(answer.stateReason, version).not.toBeNull();
    return answer.state;
  }
  const { defaultHandler } = answer;
  const driver = answer.handlers.find(({ name }) => name === defaultHandler)?.driver ?? 'none';
  return defaultHandler === 'runc' ? driver : `${defaultHandler} ${driver}`;
}

function wantedFor(wanted: Wanted, version: Release): string | undefined {
  const keysThatFit = Object.keys(wanted).filter((key) => version === key || version.startsWith(`${key}.`));
  const closest = keysThatFit.sort((a, b) => b.length - a.length)[0] ?? 'else';
  return wanted[closest];
}

describe.each([
  ['versions and tables', versions],
  ['imports', imports],
  ['plugins', plugins],
  ['keys', keys],
  ['handlers', handlers],
] as const)('%s', (_, rows) => {
  it.each(rows)('%s', async (_rule, files, wanted) => {
    for (const version of releases) expect(await answerOf(files, version), version).toBe(wantedFor(wanted, version));
  });
});

/** By the real daemons; Debian's 2.1.9 links go-toml 2.4. */
describe('what go-toml 2 makes of', () => {
  const answersOf = async (files: Files) =>
    Promise.all(
      ['2.0.0', '2.1.4', '2.2.7', '2.3.4', '2.1.9+ds1-5', '2.4.0-beta.0'].map((version) =>
        answerOf(files, version as Release),
      ),
    );
  const error = 'options-error';
  const exit = 'daemon-exit';

  it.each([
    ['SystemdCgroup = {}', ['cgroupfs', 'cgroupfs', 'cgroupfs', 'cgroupfs', error, error]],
    ['SystemdCgroup.x = true', [error, error, exit, exit, error, error]],
    ['SystemdCgroup = [{}]', [error, error, exit, exit, error, error]],
    ['SystemdCgroup = []', [error, error, error, error, error, error]],
    ['SystemdCgroup = true\nsystemdcgroup = {}', ['systemd', 'systemd', 'systemd', 'systemd', error, error]],
    ['SYSTEMDCGROUP = true\nSystemdCgroup = {}', ['systemd', 'systemd', 'cgroupfs', 'cgroupfs', error, error]],
  ])('a flag that is a table: %j', async (flag, wanted) => {
    expect(await answersOf(only('version = 2', options2, flag))).toEqual(wanted);
  });

  it.each(['SystemdCgroup.x = true', 'SystemdCgroup = [{}]'])(
    'it in a handler that is not built in: %s',
    async (flag) => {
      const own = ['[@two.containerd.runtimes.own]', type, '[@two.containerd.runtimes.own.options]', flag];
      expect(new Set(await answersOf(only('version = 2', ...own)))).toEqual(new Set(['cgroupfs']));
    },
  );

  it.each([
    ['', 'u = 9223372036854775808', true],
    ['[unknown.b]', 'a = 1979-13-01', true],
    ['[grpc]', 'foo = 9223372036854775808', true],
    ['[grpc.foo]', 'a = 1979-13-01', true],
    ['[proxy_plugins.x]', 'type = "snapshot"\nfoo = 1979-13-01', true],
    ['[plugins.x]', 'a = 9223372036854775808', false],
    ['[Plugins.x]', 'a = 1979-13-01', false],
    ['[GRPC]', 'uid = 9223372036854775808', false],
    ['[timeouts]', 'a = 1979-13-01', false],
  ])('a value that is none, under %s: %s', async (header, line, passes) => {
    const answers = await answersOf(only('version = 2', header, line, ...(header === '' ? [] : [''])));
    expect(new Set(answers)).toEqual(new Set([passes ? 'cgroupfs' : exit]));
  });
});

describe('releases between these', () => {
  it.each([
    ['2.2.1', 'cri-failed'],
    ['2.2.2', 'systemd'],
  ])('%s: mirrors while a path is built in', async (version, wanted) => {
    const files = only('version = 2', '[@two.registry.mirrors."docker.io"]', 'endpoint = []', ...two(on));
    expect(await answerOf(files, version as Release)).toBe(wanted);
  });

  it.each([
    ['1.6.28', 'cgroupfs'],
    ['1.6.29', 'systemd'],
    ['1.7.15', 'cgroupfs'],
    ['1.7.16', 'systemd'],
  ])('%s: a relative pattern', async (version, wanted) => {
    expect(await answerOf(imports[0]![1], version as Release)).toBe(wanted);
  });

  it.each([
    ['1.6.31', 'systemd'],
    ['1.6.32', 'daemon-exit'],
    ['1.7.16', 'systemd'],
    ['1.7.17', 'daemon-exit'],
  ])('%s: version 3', async (version, wanted) => {
    expect(await answerOf(only('version = 3', ...two(on)), version as Release)).toBe(wanted);
  });

  it.each([
    ['2.0.6', 'systemd'],
    ['2.0.7', 'cgroupfs'],
    ['2.1.4', 'systemd'],
    ['2.1.5', 'cgroupfs'],
    ['2.2.0', 'cgroupfs'],
  ])('%s: the flag in capitals', async (version, wanted) => {
    expect(await answerOf(only('version = 2', runc2, type, options2, 'SYSTEMDCGROUP = true'), version as Release)).toBe(
      wanted,
    );
  });

  it.each([
    ['2.1.9', 'cgroupfs', 'daemon-exit'],
    ['2.1.9+ds1-5', 'daemon-exit', 'cgroupfs'],
  ])(
    '%s: go-toml 2.4 minds a table for a string, and takes a number for a duration',
    async (version, table, duration) => {
      const empty = only('version = 3', '[@three.containerd.runtimes.runc.runtime_type]');
      const number = only('version = 2', '[plugins."io.containerd.gc.v1.scheduler"]', 'startup_delay = 5');
      expect(await answerOf(empty, version as Release)).toBe(table);
      expect(await answerOf(number, version as Release)).toBe(duration);
    },
  );
});
