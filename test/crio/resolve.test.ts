import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveCrio } from '../../src/crio/resolve.ts';
import type { UnitAnswer } from '../../src/systemd/answer.ts';
import { resolveUnit } from '../../src/systemd/resolve-unit.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

/** Milliseconds that it takes when it hangs. */
const HANGS = 10_000;

type Files = Record<string, MemoryFile>;
const VM = 'runtime_type = "vm"\nruntime_path = "/opt/containerd-shim-kata-v2"';
const KATA = '[crio.runtime.runtimes.kata]\nmonitor_cgroup = "x"\n';
const INHERITS = 'inherit_default_runtime = true\n';
const MAIN = '/etc/crio/crio.conf';
const DROP = '/etc/crio/crio.conf.d';
const vm = (path: string) => `[crio.runtime.runtimes.crun]\nruntime_type = "vm"\nruntime_path = "${path}"\n`;
const setting = (value: string, more = '') => `[crio.runtime]\ncgroup_manager = "${value}"\n${more}`;
const line = (path: string, number = 2) => expect.objectContaining({ path, startLine: number });

/** The unit with this command line and environment, as systemd reads it. */
interface Service {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

function unit(words: readonly string[], environment: Record<string, string> = {}): Service {
  return { words, environment };
}

async function readUnit({ words, environment }: Service): Promise<UnitAnswer> {
  const variables = Object.entries(environment).map(([name, value]) => `Environment="${name}=${value}"\n`);
  const text = `[Service]\n${variables.join('')}ExecStart=/usr/bin/crio ${words.join(' ')}\n`;
  const files = { '/usr/lib/systemd/system/crio.service': text, '/usr/bin/crio': { content: '', mode: 0o755 } };
  return resolveUnit(memoryTree(files), 'crio.service');
}

async function resolve(files: Files, version: string | null = '1.34.0', service: Service | null = null) {
  return resolveCrio(memoryTree(files), { version, unit: service === null ? null : await readUnit(service) });
}

describe('which cgroup manager', () => {
  it.each<[string, string | null, Files, string, string | null]>([
    ['the default', '1.34.0', {}, 'systemd', null],
    ['the default of 1.18', '1.18.0', {}, 'systemd', null],
    ['the default of 1.17', 'v1.17.5', {}, 'cgroupfs', null],
    ['the default of an unknown version', null, {}, 'systemd', null],
    ['the main file', '1.34.0', { [MAIN]: setting('cgroupfs') }, 'cgroupfs', MAIN],
    [
      'a drop-in',
      '1.34.0',
      { [MAIN]: setting('cgroupfs'), [`${DROP}/01.conf`]: setting('systemd') },
      'systemd',
      `${DROP}/01.conf`,
    ],
    [
      'the last drop-in',
      '1.34.0',
      { [`${DROP}/02`]: setting('systemd'), [`${DROP}/10`]: setting('cgroupfs') },
      'cgroupfs',
      `${DROP}/10`,
    ],
    [
      'a drop-in in a folder',
      '1.34.0',
      { [`${DROP}/a.conf`]: setting('cgroupfs'), [`${DROP}/b/x.conf`]: setting('systemd') },
      'systemd',
      `${DROP}/b/x.conf`,
    ],
    ['any name', '1.34.0', { [`${DROP}/.hidden~`]: setting('cgroupfs') }, 'cgroupfs', `${DROP}/.hidden~`],
    [
      'a linked drop-in',
      '1.34.0',
      { '/opt/x': setting('cgroupfs'), [`${DROP}/x`]: { symlink: '/opt/x' } },
      'cgroupfs',
      '/opt/x',
    ],
    ['any case', '1.34.0', { [MAIN]: '[Crio.RUNTIME]\nCgroup_Manager = "cgroupfs"\n' }, 'cgroupfs', MAIN],
    ['a dotted key', '1.34.0', { [MAIN]: '\ncrio.runtime.cgroup_manager = "cgroupfs"\n' }, 'cgroupfs', MAIN],
    ['no table of another name', '1.34.0', { [MAIN]: '[crio]\ncgroup_manager = "cgroupfs"\n' }, 'systemd', null],
  ])('%s', async (_, version, files, driver, path) => {
    const answer = await resolve(files, version);
    expect(answer).toMatchObject({ state: 'ok', driver, doubts: [] });
    expect(answer.origin).toEqual(
      path === null
        ? expect.objectContaining({ by: 'default', missing: 'cgroup_manager' })
        : { by: 'line', location: line(path) },
    );
  });

  it.each<[string, Service, string]>([
    ['a flag', unit(['--cgroup-manager=cgroupfs']), 'cgroupfs'],
    ['a flag and its word', unit(['-cgroup-manager', 'cgroupfs']), 'cgroupfs'],
    ['the last flag', unit(['--cgroup-manager=systemd', '--cgroup-manager=cgroupfs']), 'cgroupfs'],
    ['the environment', unit([], { CONTAINER_CGROUP_MANAGER: 'cgroupfs' }), 'cgroupfs'],
    [
      'a flag before the environment',
      unit(['--cgroup-manager=cgroupfs'], { CONTAINER_CGROUP_MANAGER: 'systemd' }),
      'cgroupfs',
    ],
    ['another main file', unit(['-c', '/opt/crio.conf']), 'cgroupfs'],
    ['another folder', unit(['--config-dir=/opt/crio.d/'], { CONTAINER_CONFIG: '' }), 'cgroupfs'],
    ['two dashes at the end', unit(['--cgroup-manager=cgroupfs', '--']), 'cgroupfs'],
  ])('%s', async (_, service, driver) => {
    const files = {
      [MAIN]: setting('systemd'),
      '/opt/crio.conf': setting('cgroupfs'),
      '/opt/crio.d/x': setting('cgroupfs'),
    };
    expect(await resolve(files, '1.34.0', service)).toMatchObject({ state: 'ok', driver });
  });

  it('the nearest table is that of the last file that has one', async () => {
    const answer = await resolve({
      [MAIN]: '[crio.runtime]\n',
      [`${DROP}/a`]: '[crio.runtime]\n',
      [`${DROP}/b`]: '[crio.api]\n',
    });
    expect(answer.origin).toEqual({ by: 'default', nearest: line(`${DROP}/a`, 1), missing: 'cgroup_manager' });
  });
});

describe('what keeps it from starting', () => {
  it.each<[string, Files, Service | null]>([
    ['value-invalid', { [MAIN]: setting('Systemd') }, null],
    ['value-invalid', {}, unit([], { CONTAINER_CGROUP_MANAGER: '' })],
    ['type-wrong', { [MAIN]: '[crio.runtime]\ncgroup_manager = true\n' }, null],
    ['type-wrong', { [MAIN]: '[crio]\nruntime = "x"\n' }, null],
    ['type-wrong', { [MAIN]: '[crio.runtime.runtimes]\nrunc = "x"\n' }, null],
    ['type-wrong', { [MAIN]: '[crio.image]\npause_image = 1\n' }, null],
    ['value-refused', { [MAIN]: '[crio.runtime]\nlog_level = "loud"\n' }, null],
    ['value-refused', {}, unit(['--image-volumes=copy'])],
    ['flag-unknown', {}, unit(['--cgroup-driver=systemd'])],
    ['flag-unknown', {}, unit(['--manage-ns-lifecycle'])],
    ['argument-refused', {}, unit(['--enable-metrics', 'true'])],
    ['argument-refused', {}, unit(['--', '--cgroup-manager=cgroupfs'])],
    ['argument-refused', {}, unit(['--pids-limit=many'])],
    ['argument-refused', {}, unit(['--cgroup-manager'])],
    ['argument-refused', {}, unit(['-c', MAIN, `--config=${MAIN}`])],
    ['argument-refused', {}, unit(['--runtimes=kata:/usr/bin/kata'])],
    ['value-refused', { [MAIN]: '[crio.runtime.runtimes.crun]\nruntime_type = "vm"\n' }, null],
    ['runtime-type-unknown', { [MAIN]: '[crio.runtime.runtimes.crun]\nruntime_type = "x"\n' }, null],
    ['runtime-type-unknown', { [MAIN]: `[crio.runtime.runtimes.crun]\nruntime_type = "x"\n${INHERITS}` }, null],
    ['value-refused', { [MAIN]: `[crio.runtime.runtimes.crun]\nruntime_type = "vm"\n${INHERITS}` }, null],
    ['value-refused', {}, unit(['--log-size-max=010000'])],
    ['file-invalid', { [`${DROP}/notes.txt`]: 'not TOML at all' }, null],
    ['file-missing', {}, unit(['--config=/opt/none.conf'])],
    ['file-missing', { [`${DROP}/x`]: { symlink: '/nowhere' } }, null],
    ['file-missing', { [`${DROP}/x`]: { symlink: '/opt' }, '/opt/y': '' }, null],
    ['file-missing', { [DROP]: { symlink: '/opt/crio.d' }, '/opt/crio.d/x': setting('systemd') }, null],
  ])('%s, with %j', async (kind, files, service) => {
    const answer = await resolve(files, '1.34.0', service);
    expect(answer).toMatchObject({ state: 'refuses', driver: 'unknown', stateReason: { kind } });
    expect(answer.observations).toContainEqual(answer.stateReason);
  });

  it.each([
    ['1.18.0', 'cgroupfs', 'conmon_cgroup = "system.slice"', 'ok'],
    ['1.19.0', 'cgroupfs', 'conmon_cgroup = "system.slice"', 'refuses'],
    ['1.32.0', 'cgroupfs', 'conmon_cgroup = "system.slice"', 'refuses'],
    ['1.33.0', 'cgroupfs', 'conmon_cgroup = "system.slice"', 'ok'],
    ['1.35.0', 'cgroupfs', 'conmon_cgroup = "other.slice"', 'refuses'],
    ['1.23.0', 'cgroupfs', '', 'refuses'],
    ['1.23.0', 'cgroupfs', 'conmon_cgroup = ""', 'refuses'],
    ['1.23.0', 'systemd', 'conmon_cgroup = ""', 'refuses'],
    ['1.23.0', 'cgroupfs', 'conmon_cgroup = "pod"', 'ok'],
    ['1.24.0', 'cgroupfs', '', 'refuses'],
    ['1.24.0', 'cgroupfs', '[crio.runtime.runtimes.runc]', 'ok'],
    ['1.24.0', 'cgroupfs', '[crio.runtime.runtimes.runc]\nmonitor_cgroup = ""', 'ok'],
    ['1.25.0', 'cgroupfs', '[crio.runtime.runtimes.runc]', 'ok'],
    ['1.25.1', 'cgroupfs', '[crio.runtime.runtimes.runc]', 'refuses'],
    ['1.26.0', 'cgroupfs', '[crio.runtime.runtimes.runc]', 'refuses'],
    ['1.32.0', 'cgroupfs', 'conmon_cgroup = ""', 'refuses'],
    ['1.32.0', 'cgroupfs', '[crio.runtime.runtimes.crun]\nmonitor_cgroup = "pod"', 'ok'],
    ['1.32.0', 'cgroupfs', `[crio.runtime.runtimes.crun]\nmonitor_cgroup = "pod"\n${VM}`, 'ok'],
    ['1.31.2', 'systemd', `${KATA}${INHERITS}[crio.runtime.runtimes.crun]\n${VM}`, 'refuses'],
    ['1.31.3', 'systemd', `${KATA}${INHERITS}[crio.runtime.runtimes.crun]\n${VM}`, 'ok'],
    ['1.33.0', 'cgroupfs', '', 'ok'],
    ['1.36.0', 'cgroupfs', '[crio.runtime.runtimes.crun]\nmonitor_cgroup = "system.slice"', 'ok'],
    ['1.30.0', 'systemd', '[crio.runtime.runtimes.kata]\nruntime_type = "vm"\nmonitor_cgroup = "x"', 'ok'],
    ['1.30.0', 'systemd', '[crio.runtime.runtimes.kata]\nmonitor_cgroup = "x"', 'refuses'],
    ['1.30.0', 'cgroupfs', '[crio.runtime.runtimes.runc]\nmonitor_cgroup = "system.slice"', 'refuses'],
    ['1.30.0', 'cgroupfs', 'conmon_cgroup = "pod"\n[crio.runtime.runtimes.runc]\nmonitor_cgroup = "x.slice"', 'ok'],
    ['1.30.0', 'systemd', 'conmon_cgroup = "my.slice"', 'ok'],
    ['1.30.0', 'systemd', 'conmon_cgroup = ""', 'ok'],
    ['1.30.0', 'systemd', 'conmon_cgroup = "elsewhere"', 'refuses'],
  ])('%s with %s and %j: %s', async (version, driver, more, state) => {
    const answer = await resolve({ [MAIN]: setting(driver, more) }, version);
    expect(answer).toMatchObject(
      state === 'ok' ? { state, driver } : { state, stateReason: { kind: 'conmon-cgroup-invalid' } },
    );
  });

  it('a later file has a handler whole', async () => {
    const files = {
      [MAIN]: setting('cgroupfs', '[crio.runtime.runtimes.crun]\nmonitor_cgroup = "pod"'),
      [`${DROP}/x`]: '[crio.runtime.runtimes.crun]\nruntime_path = "/usr/bin/crun"',
    };
    expect(await resolve(files, '1.32.0')).toMatchObject({ stateReason: { kind: 'conmon-cgroup-invalid' } });
  });

  it.each<[version: string | null, file: string, service: Service | null, kind: string | null]>([
    ['1.34.0', 'default_runtime = "runc"', null, 'default-runtime-missing'],
    ['1.30.0', 'default_runtime = "runc"', null, null],
    ['1.30.0', 'default_runtime = "crun"', null, 'default-runtime-missing'],
    ['1.34.0', 'default_runtime = ""', null, null],
    ['1.34.0', 'default_runtime = "runc"\n[crio.runtime.runtimes.runc]', null, null],
    ['1.34.0', 'default_runtime = "kata"', unit(['--runtimes=kata:/usr/bin/kata:/run/kata']), null],
    ['1.34.0', 'default_runtime = "kata"', unit(['--default-runtime=crun']), null],
    ['1.34.0', '', unit([], { CONTAINER_DEFAULT_RUNTIME: 'kata' }), 'default-runtime-missing'],
  ])('%s with %j and %j: %s', async (version, file, service, kind) => {
    const answer = await resolve({ [MAIN]: `[crio.runtime]\n${file}\n` }, version, service);
    expect(answer.stateReason?.kind ?? null).toBe(kind);
  });

  it.each([
    ['1.25.0', 'refuses'],
    ['1.25.1', 'ok'],
  ])('a file with another default takes runc away, as of %s: %s', async (version, state) => {
    const files = {
      [MAIN]: '[crio.runtime]\ndefault_runtime = "crun"\n[crio.runtime.runtimes.crun]\n',
      [`${DROP}/x`]: '[crio.runtime]\ndefault_runtime = "runc"\n',
    };
    expect(await resolve(files, version)).toMatchObject({ state });
  });

  it('the version decides whether a key has a type, and nobody knows it', async () => {
    const answer = await resolve({ [MAIN]: '[crio]\nimagestore = 1\n' }, null);
    expect(answer).toMatchObject({
      state: 'ok',
      doubts: [{ kind: 'version-decides', detail: { value: 'imagestore' } }],
    });
  });

  it('the version decides which handler is built in, and nobody knows it', async () => {
    const answer = await resolve({ [MAIN]: '[crio.runtime]\ndefault_runtime = "runc"\n' }, null);
    expect(answer).toMatchObject({ state: 'ok', doubts: [{ kind: 'version-decides' }] });
  });

  it.each([
    ['\uFEFF[crio.runtime]\ncgroup_manager = "systemd"\n', 'systemd'],
    ['[crio.runtime]\ndefault_runtime = "crun"\n', 'systemd'],
    ['[other]\nx = 07:32\n', 'unknown'],
  ])('releases differ over %j, and nobody knows which it is', async (text, driver) => {
    const answer = await resolve({ [MAIN]: text }, null);
    expect(answer).toMatchObject({ state: 'ok', driver, observations: [], doubts: [{ kind: 'version-decides' }] });
  });

  it('the version decides over system.slice, and nobody knows it', async () => {
    const answer = await resolve({ [MAIN]: setting('cgroupfs', 'conmon_cgroup = "system.slice"') }, null);
    expect(answer).toMatchObject({ state: 'ok', driver: 'cgroupfs', doubts: [{ kind: 'version-decides' }] });
  });
});

describe('starts with', () => {
  it.each<[string, Files, Service | null]>([
    ['a shim of another name', { [MAIN]: vm('/opt/my+containerd-shim-kata-qemu-v2.1') }, null],
    ['a number with underscores', {}, unit(['--log-size-max=10_000'])],
    ['a negative number', {}, unit(['--log-size-max=-0x1'])],
    ['a number that is an empty variable', {}, unit([], { CONTAINER_LOG_SIZE_MAX: '' })],
  ])('%s', async (_, files, service) => {
    expect(await resolve(files, '1.34.0', service)).toMatchObject({ state: 'ok', driver: 'systemd' });
  });
});

describe('takes hostile lengths', { timeout: HANGS }, () => {
  it('of a runtime path', async () => {
    const answer = await resolve({ [MAIN]: vm(`/opt/${'containerd-shim-'.repeat(60_000)}`) });
    expect(answer).toMatchObject({ stateReason: { kind: 'value-refused' } });
  });

  it('of all files together', async () => {
    const files = Array.from({ length: 6 }, (_, at) => [`${DROP}/${at}`, `#${'x'.repeat((1 << 20) - 2)}\n`]);
    const answer = await resolve({ ...Object.fromEntries(files), [`${DROP}/9`]: setting('cgroupfs') });
    expect(answer).toMatchObject({ driver: 'unknown', doubts: [{ kind: 'too-many-files' }] });
  });
});

it('notes a mistake on every line of a hostile file a thousand times', async () => {
  const tables = (key: string) =>
    Array.from({ length: 2000 }, (_, at) => `[crio.runtime.runtimes.a${at}]\n${key}`).join('');
  const misplaced = await resolve({ [MAIN]: tables('cgroup_manager = "x"\n') });
  expect(misplaced.observations).toHaveLength(1000);
  const twice = await resolve({ [MAIN]: tables('monitor_cgroup = "pod"\nMonitor_Cgroup = "pod"\n') });
  expect(twice.doubts).toHaveLength(1000);
});

describe('what is noticed', () => {
  it('a value that a later file replaces', async () => {
    const answer = await resolve({ [MAIN]: setting('cgroupfs'), [`${DROP}/x`]: setting('systemd') });
    expect(answer.observations).toEqual([
      {
        kind: 'setting-replaced',
        location: line(MAIN),
        related: [{ location: line(`${DROP}/x`), role: 'this value wins' }],
        detail: { value: 'cgroupfs', winner: 'systemd' },
      },
    ]);
  });

  it('a setting in the wrong table', async () => {
    const answer = await resolve({ [MAIN]: '[crio.runtime.runtimes.runc]\ncgroup_manager = "cgroupfs"\n' });
    expect(answer).toMatchObject({
      driver: 'systemd',
      observations: [{ kind: 'setting-in-wrong-table', location: line(MAIN) }],
    });
  });

  it('a backup that is read', async () => {
    const answer = await resolve({ [`${DROP}/10-crio.conf.rpmsave`]: setting('cgroupfs') });
    expect(answer).toMatchObject({ driver: 'cgroupfs', observations: [{ kind: 'unlikely-drop-in' }] });
  });

  it('a key twice, in different case', async () => {
    const answer = await resolve({ [MAIN]: setting('cgroupfs', 'CGROUP_MANAGER = "systemd"\n') });
    expect(answer).toMatchObject({
      driver: 'unknown',
      doubts: [{ kind: 'keys-differ-in-case', location: line(MAIN, 3) }],
    });
  });

  it('a file that cannot be read', async () => {
    const answer = await resolve({ [`${DROP}/x`]: { unreadable: 'input error' } });
    expect(answer).toMatchObject({
      driver: 'unknown',
      doubts: [{ kind: 'file-unreadable', detail: { path: `${DROP}/x` } }],
    });
  });

  it.each<[string, readonly string[], string]>([
    ['{{.Flags}}', ['{{.Flags}}', '--cgroup-manager=cgroupfs'], 'cgroupfs'],
    ['__FLAGS__', ['__FLAGS__'], 'systemd'],
    ['--cgroup-manager={{.Driver}}', ['--cgroup-manager={{.Driver}}'], 'unknown'],
    ['--log-level={{', ['--log-level={{', '.Level', '}}'], 'systemd'],
  ])('a command line that is still to be filled in, at %s', async (value, words, driver) => {
    expect(await resolve({}, '1.34.0', unit(words))).toMatchObject({
      state: 'ok',
      driver,
      doubts: [{ kind: 'config-templated', detail: { value } }],
    });
  });

  it('the unit’s doubts', async () => {
    const doubt = { kind: 'unreadable', location: null, related: [], detail: {} };
    const service = { ...(await readUnit(unit([]))), doubts: [doubt] };
    expect((await resolveCrio(memoryTree({}), { version: null, unit: service })).doubts).toEqual([doubt]);
  });
});

it('lists handlers, files, and what the version does', async () => {
  const answer = await resolve(
    {
      [MAIN]:
        '[crio.runtime]\ndefault_runtime = "crun"\n[crio.runtime.runtimes.crun]\nruntime_path = "/usr/bin/crun"\n',
      [`${DROP}/k`]: '[crio.runtime.runtimes.kata]\n',
    },
    '1.27.0',
  );
  expect(answer.handlers).toEqual([
    { name: 'crun', definition: line(MAIN, 3) },
    { name: 'kata', definition: line(`${DROP}/k`, 1) },
  ]);
  expect(answer).toMatchObject({ defaultHandler: 'crun', files: [MAIN, `${DROP}/k`], answersRuntimeConfig: false });
  expect(await resolve({}, '1.28.0')).toMatchObject({ defaultHandler: 'runc', answersRuntimeConfig: true });
  expect(await resolve({}, '1.31.0')).toMatchObject({ defaultHandler: 'crun' });
  expect(await resolve({}, null)).toMatchObject({ defaultHandler: 'crun', answersRuntimeConfig: null });
});

it('takes any files', async () => {
  const lines = fc.constantFrom(
    '[crio.runtime]',
    'cgroup_manager = "systemd"',
    'cgroup_manager = 1',
    '[crio]',
    'crio = 1',
    '',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.oneof(lines, fc.string()))), async (files) => {
      const tree = Object.fromEntries(files.map((content, index) => [`${DROP}/${index}`, content.join('\n')]));
      const answer = await resolve(tree);
      expect(answer.state === 'refuses' || answer.doubts.length > 0 || answer.driver !== 'unknown').toBe(true);
    }),
  );
});
