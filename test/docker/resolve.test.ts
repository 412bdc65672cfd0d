import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveDocker } from '../../src/docker/resolve.ts';
import { resolveUnit } from '../../src/systemd/resolve-unit.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

/** Milliseconds that it takes when it hangs. */
const HANGS = 10_000;
const FILE = '/etc/docker/daemon.json';
const UNIT = '/usr/lib/systemd/system/docker.service';

/** The words behind dockerd on the unit's command line. */
function unit(...words: readonly string[]): readonly string[] {
  return words;
}

async function resolve(
  files: Record<string, MemoryFile>,
  words: readonly string[] | null = null,
  version: string | null = '28.5.2',
) {
  const service = {
    [UNIT]: `[Service]\nExecStart=/usr/bin/dockerd ${(words ?? []).join(' ')}\n`,
    '/usr/bin/dockerd': { content: '', mode: 0o755 },
  };
  const answer = words === null ? null : await resolveUnit(memoryTree(service), 'docker.service');
  return resolveDocker(memoryTree(files), { version, criDockerdVersion: null, unit: answer });
}

const options = (...texts: readonly string[]) =>
  `{\n  "exec-opts": [\n${texts.map((text) => `    "${text}"`).join(',\n')}\n  ]\n}\n`;
const atLine = (startLine: number) => expect.objectContaining({ path: FILE, startLine });

describe('which driver', () => {
  it.each([
    ['systemd', options('native.cgroupdriver=systemd'), 'systemd', 3],
    ['cgroupfs', options('native.cgroupdriver=cgroupfs'), 'cgroupfs', 3],
    ['in any case and with blanks', options(' Native.CgroupDriver = systemd '), 'systemd', 3],
    ['the last of two', options('native.cgroupdriver=cgroupfs', 'native.cgroupdriver=systemd'), 'systemd', 4],
    [
      'indented with tabs',
      '{\n\t"exec-opts": ["native.cgroupdriver=systemd"],\n\t"log-driver": "json-file"\n}',
      'systemd',
      2,
    ],
  ])('%s', async (_, text, driver, line) => {
    expect(await resolve({ [FILE]: text })).toMatchObject({
      state: 'ok',
      driver,
      onSystemdUnifiedHost: driver,
      elsewhere: driver,
      origin: { by: 'line', location: atLine(line) },
      file: FILE,
      doubts: [],
    });
  });

  it.each([['--exec-opt=native.cgroupdriver=systemd'], ['--exec-opt', 'native.cgroupdriver=systemd']])(
    'of the command line',
    async (...words) => {
      const answer = await resolve({ [FILE]: '{"debug": true}' }, unit('-H', 'fd://', ...words));
      expect(answer).toMatchObject({
        state: 'ok',
        driver: 'systemd',
        origin: { by: 'line', location: { path: UNIT, startLine: 2 } },
      });
    },
  );

  it('of another file', async () => {
    const answer = await resolve(
      { '/opt/d.json': options('native.cgroupdriver=cgroupfs') },
      unit('--config-file=/opt/d.json'),
    );
    expect(answer).toMatchObject({ driver: 'cgroupfs', file: '/opt/d.json' });
  });

  it.each([
    [{}],
    [{ [FILE]: ' \n' }],
    [{ [FILE]: '{}' }],
    [{ [FILE]: '{"exec-opts": null}' }],
    [{ [FILE]: 'null' }],
    [{ [FILE]: '{"exec-opt": ["native.cgroupdriver=systemd"]}' }],
    [
      {
        [FILE]:
          '{"proxies": {"no-proxy": "x"}, "log-opts": {"max-size": "10m"}, "runtimes": {"kata": {"path": "/usr/bin/kata"}}}',
      },
    ],
  ])('depends on the host where nothing sets it: %j', async (files) => {
    expect(await resolve(files)).toMatchObject({
      state: 'ok',
      driver: 'unknown',
      onSystemdUnifiedHost: 'systemd',
      elsewhere: 'cgroupfs',
      origin: { by: 'default', missing: 'exec-opts' },
      doubts: [{ kind: 'host-decides' }],
    });
  });

  it.each([
    [options('a=b', 'native.cgroupdriver=systemd'), 'systemd'],
    [options('native.cgroupdriver=cgroupfs', 'native.cgroupdriver=systemd'), 'cgroupfs'],
  ])('before 28.0 takes any option, and the first of two: %j', async (text, driver) => {
    expect(await resolve({ [FILE]: text }, null, '27.5.1')).toMatchObject({ state: 'ok', driver });
  });

  it.each([
    [''],
    [`${options('native.cgroupdriver=systemd')}}`],
    [options('native.cgroupdriver=systemd', 'a=b')],
    [options('native.cgroupdriver=x', 'native.cgroupdriver=systemd')],
    ['{"exec-opts": ["native.cgroupdriver=systemd"], "proxies": {"no-proxy": "x"}}'],
  ])('depends on the version whether it starts: %j', async (text) => {
    const answer = await resolve({ [FILE]: text }, null, null);
    expect(answer.state).toBe('ok');
    expect(answer.doubts).toContainEqual(expect.objectContaining({ kind: 'version-decides' }));
  });

  it('depends on the version where there are two', async () => {
    const text = options('native.cgroupdriver=cgroupfs', 'native.cgroupdriver=systemd');
    const doubts = [{ kind: 'version-decides' }];
    expect(await resolve({ [FILE]: text }, null, null)).toMatchObject({ state: 'ok', driver: 'unknown', doubts });
  });

  it.each([
    ['graph', '20.10.24', 'ok'],
    ['graph', '26.1.5', 'refuses'],
    ['http-proxy', '20.10.24', 'refuses'],
    ['http-proxy', '26.1.5', 'ok'],
    ['proxies', '26.1.5', 'refuses'],
    ['graph', null, 'ok'],
    ['swarm-raft-election-tick', '26.1.5', 'refuses'],
    ['default-init', '28.5.2', 'refuses'],
  ])('%s of %s', async (key, version, state) => {
    expect(await resolve({ [FILE]: `{"${key}": "x"}` }, null, version)).toMatchObject({ state });
  });

  it.each([
    ['27.5.1', 'refuses'],
    ['20.10.24', 'ok'],
  ])('%s with more behind the object: %s', async (version, state) => {
    const text = `${options('native.cgroupdriver=systemd')}}`;
    expect(await resolve({ [FILE]: text }, null, version)).toMatchObject({ state });
  });

  it.each([
    ['28.5.2', 'ok'],
    ['20.10.24', 'refuses'],
  ])('%s with an empty file: %s', async (version, state) => {
    expect(await resolve({ [FILE]: '' }, null, version)).toMatchObject({ state });
  });

  it('takes no value for a flag', async () => {
    const answer = await resolve({}, unit('--label', '--exec-opt=native.cgroupdriver=cgroupfs'));
    expect(answer.onSystemdUnifiedHost).toBe('systemd');
  });

  it('does not start with a parent that is no slice where systemd is', async () => {
    const answer = await resolve({ [FILE]: '{"cgroup-parent": "/docker"}' });
    expect(answer).toMatchObject({ onSystemdUnifiedHost: 'unknown', elsewhere: 'cgroupfs', driver: 'unknown' });
  });

  it('was cgroupfs before 20.10', async () => {
    expect(await resolve({}, null, '19.03.15')).toMatchObject({ driver: 'cgroupfs', doubts: [] });
  });
});

describe('values of directives', () => {
  it.each([
    ['{"log-level": "WARN", "dns": ["8.8.8.8", "fe80::1%eth0"], "labels": ["a=b"]}', '28.5.2', 'ok'],
    ['{"registry-mirrors": ["HTTPS://mirror.example/"], "mtu": 1450}', '28.5.2', 'ok'],
    ['{"log-level": "warning"}', '28.5.2', 'refuses'],
    ['{"log-level": "warning"}', '24.0.7', 'ok'],
    ['{"mtu": -1}', '28.5.2', 'refuses'],
    ['{"mtu": -1}', '20.10.24', 'ok'],
  ])('%s of %s', async (text, version, wanted) => {
    const { state } = await resolveDocker(memoryTree({ [FILE]: text }), { version, criDockerdVersion: null });
    expect(state).toBe(wanted);
  });
});

describe('takes hostile lengths', { timeout: HANGS }, () => {
  const long = 400_000;

  it.each<[string, string, string | null]>([
    ['a name server of blanks', JSON.stringify({ dns: [`${' '.repeat(long)}!`] }), '28.5.2'],
    ['a search domain of blanks', JSON.stringify({ 'dns-search': [`a${' '.repeat(long)}!`] }), '28.5.2'],
    ['a host of blanks', JSON.stringify({ hosts: [`${' '.repeat(long)}!`] }), '28.5.2'],
    ['labels', JSON.stringify({ labels: Array.from({ length: 90_000 }, (_, at) => `${at}=`) }), '28.5.2'],
    ['a string without an end', `"${'\\"'.repeat(long)}`, '20.10.24'],
  ])('%s', async (_, text, version) => {
    const answer = await resolve({ [FILE]: text }, null, version);
    expect(answer.doubts).not.toContainEqual(expect.objectContaining({ kind: 'file-unreadable' }));
  });

  it('of the command line', async () => {
    const words = Array.from({ length: 30_000 }, (_, at) => `--log-opt=tag${at}=`);
    expect(await resolve({}, unit(...words))).toMatchObject({ stateReason: { kind: 'value-refused' } });
  });
});

describe('what keeps it from starting', () => {
  it.each<[string, Record<string, MemoryFile>, readonly string[] | null]>([
    ['file-invalid', { [FILE]: '{ "exec-opts": [ }' }, null],
    ['file-invalid', { [FILE]: '[]' }, null],
    ['file-invalid', { [FILE]: '{"debug": true} {}' }, null],
    ['file-missing', {}, unit('--config-file', '/opt/none.json')],
    ['file-missing', { [FILE]: { directory: true } }, null],
    ['type-wrong', { [FILE]: '{"exec-opts": "native.cgroupdriver=systemd"}' }, null],
    ['type-wrong', { [FILE]: '{"exec-opts": [1]}' }, null],
    ['type-wrong', { [FILE]: '{"log-opts": {"max-size": "100m", "max-file": 3}}' }, null],
    ['type-wrong', { [FILE]: '{"live-restore": "true"}' }, null],
    ['type-wrong', { [FILE]: '{"storage-driver": ["overlay2"]}' }, null],
    ['type-wrong', { [FILE]: '{"insecure-registries": "registry.example"}' }, null],
    ['type-wrong', { [FILE]: '{"mtu": 1450.5}' }, null],
    ['value-refused', { [FILE]: '{"log-level": "notice"}' }, null],
    ['value-refused', { [FILE]: '{"max-concurrent-downloads": -1}' }, null],
    ['value-refused', { [FILE]: '{"dns": ["8.8.8.8", "resolver"]}' }, null],
    ['value-refused', { [FILE]: '{"labels": ["zone"]}' }, null],
    ['value-refused', { [FILE]: '{"labels": ["zone=a", "rack=1", "zone=b"]}' }, null],
    ['value-refused', { [FILE]: '{"registry-mirrors": ["mirror.example"]}' }, null],
    ['value-refused', { [FILE]: '{"default-runtime": "nvidia"}' }, null],
    ['value-refused', { [FILE]: '{"runtimes": {"runc": {"path": "/usr/bin/runc"}}}' }, null],
    ['value-refused', { [FILE]: '{"runtimes": {"kata": {}}}' }, null],
    ['value-refused', { [FILE]: '{"log-opts": {"max-sise": "10m"}}' }, null],
    ['value-refused', {}, unit('--default-runtime=nvidia')],
    ['value-refused', { [FILE]: '{"labels": ["a=1"]}' }, unit('--log-level=loud')],
    ['cgroup-parent-wrong', {}, unit('--exec-opt', 'native.cgroupdriver=systemd', '--cgroup-parent=/docker')],
    [
      'cgroup-parent-wrong',
      { [FILE]: '{"exec-opts": ["native.cgroupdriver=systemd"], "cgroup-parent": "/docker"}' },
      null,
    ],
    ['flag-unknown', {}, unit('--cgroup-driver=systemd')],
    ['flag-unknown', {}, unit('--graph=/var/lib/docker')],
    ['flag-unknown', {}, unit('-exec-opt=native.cgroupdriver=systemd')],
    ['argument-refused', {}, unit('--live-restore', 'true')],
    ['argument-refused', {}, unit('--mtu=many')],
    ['argument-refused', {}, unit('--exec-opt')],
    ['set-twice', { [FILE]: '{"debug": true}' }, unit('-Dl', 'info')],
    ['directive-unknown', { [FILE]: '{"Exec-Opts": ["native.cgroupdriver=systemd"]}' }, null],
    ['value-invalid', { [FILE]: options('native.cgroupdriver=Systemd') }, null],
    ['value-invalid', { [FILE]: options('native.cgroupdriver=none') }, null],
    ['directive-unknown', { [FILE]: '{"native.cgroupdriver": "systemd"}' }, null],
    ['directive-unknown', { [FILE]: '{"log-driver": {"max-size": "10m"}}' }, null],
    ['exec-option-unknown', { [FILE]: options('a=b') }, null],
    ['exec-option-unknown', { [FILE]: options('native.cgroupdriver=') }, null],
    ['set-twice', { [FILE]: options('native.cgroupdriver=systemd') }, unit('--exec-opt=native.cgroupdriver=systemd')],
    ['set-twice', { [FILE]: '{"hosts": ["fd://"]}' }, unit('-H', 'fd://')],
    ['set-twice', { [FILE]: '{"log-level": "info"}' }, unit('--log-level=debug')],
  ])('%s, with %j', async (kind, files, service) => {
    const answer = await resolve(files, service);
    expect(answer).toMatchObject({ state: 'refuses', driver: 'unknown', stateReason: { kind } });
    expect(answer.observations).toContainEqual(answer.stateReason);
  });
});

it('says which of two does not count', async () => {
  const answer = await resolve({ [FILE]: options('native.cgroupdriver=cgroupfs', 'native.cgroupdriver=systemd') });
  expect(answer.observations).toEqual([
    {
      kind: 'setting-replaced',
      location: atLine(3),
      related: [{ location: atLine(4), role: 'the last one counts' }],
      detail: { value: 'cgroupfs', winner: 'systemd' },
    },
  ]);
});

it.each<[string, readonly string[], string]>([
  ['{{.Flags}}', ['{{.Flags}}', '--exec-opt=native.cgroupdriver=systemd'], 'systemd'],
  ['__FLAGS__', ['--exec-opt=native.cgroupdriver=systemd', '__FLAGS__'], 'systemd'],
  ['--exec-opt=native.cgroupdriver={{.Driver}}', ['--exec-opt=native.cgroupdriver={{.Driver}}'], 'unknown'],
])('doubts where the command line is still to be filled in, at %s', async (value, words, driver) => {
  expect(await resolve({}, unit(...words))).toMatchObject({
    state: 'ok',
    driver,
    doubts: [{ kind: 'config-templated', detail: { value } }],
  });
});

it('doubts where the file cannot be read', async () => {
  expect(await resolve({ [FILE]: { unreadable: 'input error' } })).toMatchObject({
    driver: 'unknown',
    doubts: [{ kind: 'file-unreadable', detail: { path: FILE, reason: 'input error' } }],
  });
});

it.each([
  ['0.3.16', false],
  ['0.3.17', true],
  ['v0.4.0', true],
  [null, null],
])('cri-dockerd %s answers RuntimeConfig: %s', async (criDockerdVersion, expected) => {
  const answer = await resolveDocker(memoryTree({}), { version: null, criDockerdVersion });
  expect(answer.answersRuntimeConfig).toBe(expected);
});

it('takes any file', async () => {
  const json = fc.json().map((text) => `{"exec-opts": ${text}}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json(), json), async (text) => {
      const answer = await resolve({ [FILE]: text });
      expect(answer.state === 'refuses' || answer.doubts.length > 0 || answer.driver !== 'unknown').toBe(true);
    }),
  );
});
