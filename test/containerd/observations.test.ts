import { describe, expect, it } from 'vitest';
import type { ContainerdAnswer } from '../../src/containerd/answer.ts';
import type { ContainerdObservationKind } from '../../src/containerd/observations.ts';
import { resolveContainerd } from '../../src/containerd/resolve.ts';
import type { Observation } from '../../src/text/observation.ts';
import type { Location } from '../../src/text/position.ts';
import { type FixtureFile, textOfLines, treeOf } from './observed-cases.ts';

/**
 * An example: the files, in which `«…»` marks the place that the observation has to name and `‹…›` the related one; a
 * null place has no marks. `where` is the part of the answer in which it has to be.
 */
interface Example {
  readonly kind: ContainerdObservationKind;
  readonly where?: 'observations' | 'doubts' | 'stateReason';
  readonly version: string;
  readonly files: Readonly<Record<string, FixtureFile>>;
  readonly detail: Observation['detail'];
  readonly configGiven?: boolean;
  readonly cgroups?: 'v1' | 'v2';
}

const type = 'runtime_type = "io.containerd.runc.v2"';
const two = (flag: string) => [
  '[@two.containerd.runtimes.runc]',
  type,
  '[@two.containerd.runtimes.runc.options]',
  flag,
];
const three = (flag: string) => [
  '[@three.containerd.runtimes.runc]',
  type,
  '[@three.containerd.runtimes.runc.options]',
  flag,
];
const only = (...lines: readonly string[]) => ({ 'config.toml': lines });
const dropIn = '/etc/containerd/conf.d/a.toml';
const grpc = 'io.containerd.grpc.v1.cri';
const runtime = 'io.containerd.cri.v1.runtime';

const examples: readonly Example[] = [
  {
    kind: 'config-missing',
    where: 'stateReason',
    version: '1.7.34',
    files: {},
    detail: { path: '/etc/containerd/config.toml' },
    configGiven: true,
  },
  {
    kind: 'config-is-directory',
    where: 'stateReason',
    version: '2.2.7',
    files: { 'config.toml': ['imports = [«"conf.d"»]'], 'conf.d/a.toml': [] },
    detail: { path: '/etc/containerd/conf.d' },
  },
  {
    kind: 'import-missing',
    where: 'stateReason',
    version: '2.2.7',
    files: only('imports = ["a*.toml", «"none.toml"»]'),
    detail: { entry: 'none.toml', path: '/etc/containerd/none.toml', fatal: true },
  },
  {
    kind: 'import-missing',
    version: '1.4.13',
    files: only('imports = [«"none.toml"»]'),
    detail: { entry: 'none.toml', path: '/etc/containerd/none.toml', fatal: false },
  },
  {
    kind: 'import-bad-pattern',
    where: 'stateReason',
    version: '2.2.7',
    files: only('imports = [«"/etc/[*"»]'),
    detail: { entry: '/etc/[*' },
  },
  {
    kind: 'import-matches-nothing',
    version: '2.2.7',
    files: only('imports = [«"conf.d/*.toml"»]'),
    detail: { entry: 'conf.d/*.toml', path: '/etc/containerd/conf.d/*.toml' },
  },
  {
    kind: 'import-not-read',
    version: '2.2.7',
    files: { 'config.toml': ['version = 3'], 'conf.d/a.toml': three('SystemdCgroup = «true»') },
    detail: { path: dropIn, setsDriver: true },
  },
  {
    kind: 'import-not-read',
    version: '2.2.7',
    files: { 'config.toml': ['imports = ‹["x*.toml"]›'], 'conf.d/a.toml': ['«»[debug]'] },
    detail: { path: dropIn, setsDriver: false },
  },
  {
    kind: 'glob-relative-to-cwd',
    version: '1.6.20',
    files: { 'config.toml': ['imports = [«"conf.d/*.toml"»]'], 'conf.d/a.toml': [] },
    detail: { entry: 'conf.d/*.toml', workingDirectory: '/', matchesBesideFile: 1 },
  },
  {
    kind: 'imports-not-top-level',
    version: '2.2.7',
    files: only('[plugins]', '«imports» = []'),
    detail: { table: 'plugins' },
  },
  {
    kind: 'toml-syntax',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version «»2'),
    detail: { message: 'expected `=` after the key, found `2`', dialect: 'go-toml-2.2' },
  },
  {
    kind: 'duplicate-table',
    where: 'stateReason',
    version: '2.2.7',
    files: only('‹[debug]›', 'level = "info"', '  «[ debug ]» # again'),
    detail: { table: 'debug', dialect: 'go-toml-2.2' },
  },
  {
    kind: 'top-level-type',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = «"2"»'),
    detail: { key: 'version', wanted: 'integer', found: 'string' },
  },
  {
    kind: 'top-level-type',
    where: 'stateReason',
    version: '1.7.34',
    files: only('imports = ["a", «1»]'),
    detail: { key: 'imports', wanted: 'string', found: 'integer' },
  },
  {
    kind: 'bad-timeout',
    where: 'stateReason',
    version: '1.7.34',
    files: only('[timeouts]', 'a = «"5"»'),
    detail: { key: 'a', value: '"5"' },
  },
  {
    kind: 'missing-version',
    version: '1.7.34',
    files: only('«»', ...two('SystemdCgroup = true')),
    detail: { readAs: 1, harmful: true },
  },
  {
    kind: 'missing-version',
    version: '2.3.4',
    files: only('«»', ...two('SystemdCgroup = true')),
    detail: { readAs: 1, harmful: false },
  },
  {
    kind: 'version-not-top-level',
    version: '1.7.34',
    files: only('‹[debug]›', '«version» = 2'),
    detail: { table: 'debug', value: '2' },
  },
  {
    kind: 'unsupported-version',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = «4»'),
    detail: { version: 4, newest: 3 },
  },
  { kind: 'version-taken-for-2', version: '1.6.20', files: only('version = «3»'), detail: { version: 3 } },
  {
    kind: 'drop-in-version-higher',
    where: 'stateReason',
    version: '2.3.4',
    files: { 'config.toml': ['version = ‹2›', 'imports = ["a.toml"]'], 'a.toml': ['version = «3»'] },
    detail: { version: 3, rootVersion: 2 },
  },
  {
    kind: 'version-changed-by-import',
    version: '2.2.7',
    files: { 'config.toml': ['version = ‹2›', 'imports = ["a.toml"]'], 'a.toml': ['version = «3»'] },
    detail: { from: 2, to: 3 },
  },
  {
    kind: 'short-key-in-v2',
    where: 'stateReason',
    version: '1.7.34',
    files: only('version = 2', '[plugins.«cri»]'),
    detail: { id: 'cri', where: 'plugins' },
  },
  {
    kind: 'short-key-in-v2',
    where: 'stateReason',
    version: '1.7.34',
    files: only('version = 2', 'disabled_plugins = [«"cri"»]'),
    detail: { id: 'cri', where: 'disabled_plugins' },
  },
  {
    kind: 'short-plugin-id',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', 'required_plugins = [«"cri"»]'),
    detail: { id: 'cri', where: 'required_plugins' },
  },
  {
    kind: 'upgrade-hazard',
    version: '1.7.34',
    files: only('«[@one]»', 'enable_selinux = true'),
    detail: { hazard: 'versionless-v1-table', versions: '2.0 to 2.2' },
  },
  {
    kind: 'upgrade-hazard',
    version: '2.3.4',
    files: only('«[@two]»', 'enable_selinux = true'),
    detail: { hazard: 'versionless-v2-table', versions: '2.0 to 2.2' },
  },
  {
    kind: 'upgrade-hazard',
    version: '2.3.4',
    files: only('version = 3', '«[@two]»', 'enable_selinux = true'),
    detail: { hazard: 'v2-table-in-v3-file', versions: '2.0 to 2.2' },
  },
  {
    kind: 'upgrade-hazard',
    version: '1.6.20',
    files: only('version = 3', '«[@two]»'),
    detail: { hazard: 'v3-file-on-1.x', versions: '1.6.32 and later, 1.7.17 and later' },
  },
  {
    kind: 'upgrade-hazard',
    version: '1.7.34',
    files: only('version = 2', ...two('«SYSTEMDCGROUP» = true')),
    detail: { hazard: 'spelling', versions: '2.0.7 and later, 2.1.5 and later' },
  },
  {
    kind: 'table-not-read',
    version: '2.2.7',
    files: only('version = 3', ...two('SystemdCgroup = «true»')),
    detail: { table: grpc, configVersion: 3, wantedTable: runtime, setsDriver: true },
  },
  {
    kind: 'table-not-read',
    version: '1.7.34',
    files: only('«[@two]»'),
    detail: { table: grpc, configVersion: 1, wantedTable: 'cri', setsDriver: false },
  },
  {
    kind: 'table-not-read',
    version: '1.7.34',
    files: only('version = 2', ...three('SystemdCgroup = «true»')),
    detail: { table: runtime, configVersion: 2, wantedTable: grpc, setsDriver: true },
  },
  {
    kind: 'both-tables',
    version: '2.2.7',
    files: only(
      'version = 2',
      '[@two.containerd.runtimes.runc.options]',
      'SystemdCgroup = «true»',
      '‹[@three.containerd.runtimes]›',
      '[@three.containerd.runtimes.crun]',
    ),
    detail: { loser: grpc, winner: runtime, key: 'containerd.runtimes', setsDriver: true },
  },
  {
    kind: 'both-tables',
    version: '2.0.0',
    files: only('version = 2', '‹[@two]›', '[@three.containerd.runtimes.runc.options]', 'SystemdCgroup = «true»'),
    detail: { loser: runtime, winner: grpc, key: '', setsDriver: true },
  },
  {
    kind: 'replaced-by-import',
    version: '1.7.34',
    files: {
      'config.toml': ['version = 2', 'imports = ["conf.d/a.toml"]', ...two('SystemdCgroup = «true»')],
      'conf.d/a.toml': ['version = 2', '‹[@two]›', 'sandbox_image = "a"'],
    },
    detail: { plugin: grpc, handler: 'runc', by: dropIn },
  },
  {
    kind: 'overridden-by-import',
    version: '2.2.7',
    files: {
      'config.toml': ['version = 2', 'imports = ["conf.d/a.toml"]', ...two('SystemdCgroup = «true»')],
      'conf.d/a.toml': ['version = 2', ...two('SystemdCgroup = ‹false›')],
    },
    detail: { key: 'containerd.runtimes.runc.options.SystemdCgroup', handler: 'runc', by: dropIn },
  },
  {
    kind: 'flag-outside-options',
    version: '2.2.7',
    files: only(
      'version = 2',
      '[@two.containerd.runtimes.runc]',
      '«SystemdCgroup» = true',
      '‹[@two.containerd.runtimes.runc.options]›',
    ),
    detail: { key: 'SystemdCgroup', table: `plugins.${grpc}.containerd.runtimes.runc`, value: 'true' },
  },
  {
    kind: 'unknown-key-near-miss',
    version: '2.2.7',
    files: only('version = 2', ...two('«SystemCgroup» = true')),
    detail: {
      key: 'SystemCgroup',
      wanted: 'SystemdCgroup',
      table: `plugins.${grpc}.containerd.runtimes.runc.options`,
      isFlag: true,
    },
  },
  {
    kind: 'unknown-key-near-miss',
    version: '1.7.34',
    files: only('version = 2', ...two('«"SystemdCgroup "» = true')),
    detail: {
      key: 'SystemdCgroup ',
      wanted: 'SystemdCgroup',
      table: `plugins.${grpc}.containerd.runtimes.runc.options`,
      isFlag: true,
    },
  },
  {
    kind: 'unknown-key-near-miss',
    version: '2.2.7',
    files: only('version = 2', ...two('«systemd_cgroup» = true')),
    detail: {
      key: 'systemd_cgroup',
      wanted: 'SystemdCgroup',
      table: `plugins.${grpc}.containerd.runtimes.runc.options`,
      isFlag: true,
    },
  },
  {
    kind: 'unknown-key-near-miss',
    version: '1.7.34',
    files: only('«disable_plugins» = ["cri"]'),
    detail: { key: 'disable_plugins', wanted: 'disabled_plugins', table: 'the top level', isFlag: false },
  },
  {
    kind: 'unknown-key-near-miss',
    version: '2.2.7',
    files: only(
      'version = 2',
      '[plugins.«"io.containerd.grpc.v1.cri "».containerd.runtimes.runc.options]',
      'SystemdCgroup = true',
    ),
    detail: { key: `${grpc} `, wanted: grpc, table: 'plugins', isFlag: true },
  },
  {
    kind: 'odd-key-case',
    version: '2.2.7',
    files: only('version = 2', ...two('«systemdCgroup» = true')),
    detail: { key: 'systemdCgroup', field: 'SystemdCgroup', counts: true, isFlag: true },
  },
  {
    kind: 'odd-key-case',
    version: '1.7.34',
    files: only('version = 2', ...two('«SystemdCGroup» = true')),
    detail: { key: 'SystemdCGroup', field: 'SystemdCgroup', counts: false, isFlag: true },
  },
  {
    kind: 'odd-key-case',
    version: '1.7.34',
    files: only('version = 2', '[@two.«Containerd»]'),
    detail: { key: 'Containerd', field: 'containerd', counts: false, isFlag: false },
  },
  {
    kind: 'overridden-by-spelling',
    version: '2.2.7',
    files: only('version = 2', ...two('SystemdCgroup = «true»\nsystemdCgroup = ‹false›')),
    detail: { key: 'SystemdCgroup', winner: 'systemdCgroup', isFlag: true },
  },
  {
    kind: 'overridden-by-spelling',
    version: '2.2.7',
    files: only('version = 2', ...two('SYSTEMDCGROUP = «true»')),
    detail: { key: 'SYSTEMDCGROUP', winner: 'SystemdCgroup', isFlag: true },
  },
  {
    kind: 'not-a-boolean',
    version: '2.2.7',
    files: only('version = 2', ...two('SystemdCgroup = «"true"»')),
    detail: { handler: 'runc', value: '"true"', found: 'string' },
  },
  {
    kind: 'commented-out-flag',
    version: '2.2.7',
    files: only('version = 2', ...two('  «# SystemdCgroup = true»  ')),
    detail: { handler: 'runc', value: 'true' },
  },
  {
    kind: 'commented-out-flag',
    version: '2.2.7',
    files: only('version = 3', '#[@three.containerd.runtimes.runc.options]', '«#SystemdCgroup = true»'),
    detail: { handler: 'runc', value: 'true' },
  },
  {
    kind: 'legacy-systemd-cgroup',
    version: '2.2.7',
    files: only('version = 2', '[@two]', 'systemd_cgroup = «true»'),
    detail: { value: 'true', effect: 'ignored' },
  },
  {
    kind: 'legacy-systemd-cgroup',
    version: '1.7.34',
    files: only('version = 2', '[@two]', 'systemd_cgroup = «false»'),
    detail: { value: 'false', effect: 'harmless' },
  },
  {
    kind: 'legacy-systemd-cgroup',
    where: 'stateReason',
    version: '1.7.34',
    files: only('version = 2', '[@two]', 'systemd_cgroup = «true»'),
    detail: { value: 'true', effect: 'breaks-cri' },
  },
  {
    kind: 'legacy-systemd-cgroup',
    version: '1.7.34',
    files: only(
      'version = 2',
      '[@two]',
      'systemd_cgroup = «true»',
      '[@two.containerd.runtimes.runc]',
      'runtime_type = "io.containerd.runtime.v1.linux"',
    ),
    detail: { value: 'true', effect: 'honoured' },
  },
  {
    kind: 'no-runtime-type',
    version: '1.7.34',
    files: only('version = 2', '[@two.containerd.runtimes.«runc».options]', 'SystemdCgroup = true'),
    detail: { handler: 'runc' },
  },
  {
    kind: 'no-runtime-type',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd.runtimes.runc]', 'runtime_type = «""»'),
    detail: { handler: 'runc' },
  },
  {
    kind: 'removed-runtime-type',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd.runtimes.runc]', 'runtime_type = «"io.containerd.runc.v1"»'),
    detail: { handler: 'runc', type: 'io.containerd.runc.v1' },
  },
  {
    kind: 'options-error',
    version: '2.2.7',
    files: only('version = 2', ...two('IoUid = «"0"»')),
    detail: { handler: 'runc', key: 'IoUid', wanted: 'integer from 0 to 4294967295', found: 'string' },
  },
  {
    kind: 'options-error',
    version: '1.4.13',
    files: only('version = 2', '[@two.containerd.runtimes.runc]', type, 'options = «"x"»'),
    detail: { handler: 'runc', key: 'options', wanted: 'table', found: 'string' },
  },
  {
    kind: 'opaque-runtime',
    version: '2.2.7',
    files: only(
      'version = 2',
      '[@two.containerd.runtimes.g]',
      'runtime_type = «"io.containerd.runsc.v1"»',
      '[@two.containerd.runtimes.g.options]',
      'ConfigPath = "/etc/runsc.toml"',
      'SystemdCgroup = true',
    ),
    detail: { handler: 'g', type: 'io.containerd.runsc.v1', shim: 'gvisor', configPath: '/etc/runsc.toml', flag: true },
  },
  {
    kind: 'opaque-runtime',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd.runtimes.k]', 'runtime_type = «"io.containerd.kata-qemu.v2"»'),
    detail: { handler: 'k', type: 'io.containerd.kata-qemu.v2', shim: 'kata', configPath: null, flag: null },
  },
  {
    kind: 'opaque-runtime',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd.runtimes.w]', 'runtime_type = «"io.containerd.wasmtime.v1"»'),
    detail: { handler: 'w', type: 'io.containerd.wasmtime.v1', shim: 'wasm', configPath: null, flag: null },
  },
  {
    kind: 'legacy-runtime-table',
    version: '1.7.34',
    files: only('version = 2', '«[@two.containerd.default_runtime]»', type),
    detail: { table: 'default_runtime', handler: 'default', replaces: 'runc' },
  },
  {
    kind: 'removed-key',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd.«default_runtime»]', type),
    detail: { key: 'default_runtime', table: `${grpc}.containerd` },
  },
  {
    kind: 'runtime-config-answered-by-other-handler',
    version: '2.2.7',
    files: only(
      'version = 2',
      '[@two.containerd]',
      'default_runtime_name = "bare"',
      '[@two.containerd.runtimes.bare]',
      type,
      ...two('SystemdCgroup = «true»'),
    ),
    detail: { defaultHandler: 'bare', handler: 'runc', driver: 'systemd' },
  },
  {
    kind: 'runtime-config-answered-by-host',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd.runtimes.runc]', 'runtime_type = "io.containerd.kata.v2"'),
    detail: { defaultHandler: 'runc' },
  },
  {
    kind: 'cri-disabled',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', `disabled_plugins = [«"${grpc}"»]`),
    detail: { id: grpc },
  },
  {
    kind: 'cri-disabled',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 3', `disabled_plugins = [«"${runtime}"»]`),
    detail: { id: runtime },
  },
  {
    kind: 'disabled-id-unmatched',
    version: '1.7.34',
    files: only(`disabled_plugins = [«"${grpc}"»]`),
    detail: { id: grpc },
  },
  {
    kind: 'required-plugin-missing',
    where: 'stateReason',
    version: '1.7.34',
    files: only('version = 2', `required_plugins = [«"${runtime}"»]`),
    detail: { id: runtime, why: 'unknown' },
  },
  {
    kind: 'required-plugin-missing',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', `required_plugins = [«"${grpc}"»]`, '[@two.containerd]', 'default_runtime_name = ""'),
    detail: { id: grpc, why: 'failed' },
  },
  {
    kind: 'plugin-type-error',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', '[@two]', 'sandbox_image = «3»'),
    detail: { plugin: 'io.containerd.cri.v1.images', key: 'pinned_images.sandbox', wanted: 'string', found: 'integer' },
  },
  {
    kind: 'plugin-type-error',
    where: 'stateReason',
    version: '1.7.34',
    files: only('version = 2', '[plugins."io.containerd.snapshotter.v1.overlayfs"]', 'sync_remove = «"yes"»'),
    detail: {
      plugin: 'io.containerd.snapshotter.v1.overlayfs',
      key: 'sync_remove',
      wanted: 'boolean',
      found: 'string',
    },
  },
  {
    kind: 'migration-panic',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd]', 'runtimes = «"runc"»'),
    detail: { plugin: grpc, key: 'runtimes', found: 'string' },
  },
  {
    kind: 'cri-failed-default-handler-empty',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd]', 'default_runtime_name = «""»'),
    detail: {},
  },
  {
    kind: 'cri-failed-default-handler-missing',
    where: 'stateReason',
    version: '1.7.34',
    files: only('version = 2', '[@two.containerd.«runtimes».crun]', type),
    detail: { handler: 'runc', builtInLost: true },
  },
  {
    kind: 'cri-failed-default-handler-missing',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd]', 'default_runtime_name = «"x"»'),
    detail: { handler: 'x', builtInLost: false },
  },
  {
    kind: 'cri-failed-runtime-engine',
    where: 'stateReason',
    version: '1.7.34',
    files: only('version = 2', '[@two.containerd.runtimes.runc]', type, 'runtime_root = «"/x"»'),
    detail: { key: 'runtime_root', handler: 'runc' },
  },
  {
    kind: 'cri-failed-untrusted-conflict',
    where: 'stateReason',
    version: '1.7.34',
    files: only(
      'version = 2',
      '«[@two.containerd.untrusted_workload_runtime]»',
      type,
      '[@two.containerd.runtimes.runc]',
      type,
      '[@two.containerd.runtimes.untrusted]',
    ),
    detail: {},
  },
  {
    kind: 'cri-failed-registry',
    where: 'stateReason',
    version: '2.2.7',
    files: only(
      'version = 2',
      '[@two.registry]',
      'config_path = "/x"',
      '«[@two.registry.mirrors]»',
      '[@two.registry.mirrors.a]',
    ),
    detail: {},
  },
  {
    kind: 'cri-failed-duration',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', '[@two]', 'stream_idle_timeout = «"4x"»'),
    detail: { key: 'stream_idle_timeout', value: '4x' },
  },
  {
    kind: 'cgroup-writable-needs-v2',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd.runtimes.runc]', 'cgroup_writable = «true»'),
    detail: { handler: 'runc' },
    cgroups: 'v1',
  },
  {
    kind: 'cgroup-writable-needs-v2',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd.runtimes.runc]', 'cgroup_writable = «true»'),
    detail: { handler: 'runc' },
  },
  {
    kind: 'cri-failed-io-type',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', '[@two.containerd.runtimes.runc]', 'io_type = «"pipe"»'),
    detail: { handler: 'runc', value: 'pipe' },
  },
  {
    kind: 'cri-failed-cni-dirs',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 3', '[@three.cni]', 'bin_dir = «"/a"»', 'bin_dirs = ["/b"]'),
    detail: {},
  },
  {
    kind: 'cri-failed-setting',
    where: 'stateReason',
    version: '2.2.7',
    files: only('version = 2', '[@two.x509_key_pair_streaming]', 'tls_cert_file = «"/a"»'),
    detail: { key: 'tls_cert_file', why: 'needs enable_tls_streaming' },
  },
  {
    kind: 'cri-failed-base-runtime-spec',
    where: 'stateReason',
    version: '2.2.7',
    files: {
      'config.toml': ['version = 2', '[@two.containerd.runtimes.runc]', 'base_runtime_spec = «"/etc/containerd/b"»'],
      b: ['[]'],
    },
    detail: { handler: 'runc', path: '/etc/containerd/b', why: 'not-json' },
  },
  {
    kind: 'template-syntax',
    where: 'doubts',
    version: '2.2.7',
    files: only('version = 2', '«{{ options }}»'),
    detail: { expression: '{{ options }}' },
  },
  {
    kind: 'template-syntax',
    where: 'doubts',
    version: '2.2.7',
    files: only('version = 2', ...two('SystemdCgroup = «"${SYSTEMD}"»')),
    detail: { expression: '${SYSTEMD}' },
  },
  {
    kind: 'random-spelling',
    where: 'doubts',
    version: '1.4.13',
    files: only('version = 2', ...two('«systemdCgroup» = true\n‹SystemdCgroup› = false')),
    detail: { field: 'SystemdCgroup', spellings: 'systemdCgroup, SystemdCgroup' },
  },
  {
    kind: 'random-spelling',
    where: 'doubts',
    version: '2.3.4',
    files: only(
      '[plugins.«"io.containerd.grpc.v1.cri"»]',
      'sandbox_image = "a"',
      ...['[@one.containerd.runtimes.runc.options]', 'SystemdCgroup = true'],
    ),
    detail: { field: 'plugins', spellings: `${grpc}, cri` },
  },
  {
    kind: 'toml-library-unknown',
    where: 'doubts',
    version: '2.1.4+ds1-1',
    files: only('version = 2', 'x = {«»\na = 1\n}'),
    detail: { dialects: 'go-toml-2.4, go-toml-2.2' },
  },
  { kind: 'newer-than-checked', version: '2.9.0', files: {}, detail: { version: '2.9.0', checked: '2.4.0-beta.0' } },
  {
    kind: 'older-than-checked',
    where: 'doubts',
    version: '1.3.9',
    files: {},
    detail: { version: '1.3.9', checked: '1.4.0' },
  },
  { kind: 'version-not-understood', where: 'doubts', version: 'latest', files: {}, detail: { version: 'latest' } },
  {
    kind: 'too-much',
    where: 'doubts',
    version: '2.2.7',
    files: only(`imports = [«"a*.toml"», ${'"a*.toml", '.repeat(1000)}]`),
    detail: { what: 'imports', limit: 1000 },
  },
  {
    kind: 'too-much',
    where: 'doubts',
    version: '2.2.7',
    files: {
      'config.toml': ['version = 3', 'imports = [«"*.txt"»]'],
      ...Object.fromEntries(['a.txt', 'b.txt', 'c.txt'].map((name) => [name, ['#'.repeat(900_000)]])),
    },
    detail: { what: 'bytes', limit: 2 * 1024 * 1024 },
  },
  {
    kind: 'too-much',
    where: 'doubts',
    version: '1.7.34',
    files: only(`imports = [«"/${'a'.repeat(4096)}*"»]`),
    detail: { what: 'characters of a pattern in imports', limit: 4096 },
  },
  ...[
    ['[«"unknown"."b\\u002ec"»]', 'unknown.b.c'],
    ['«"a\\u002eb"» = 1', 'a.b'],
    ['[grpc]', '«"foo\\u0041"» = 5', 'grpc.fooA'],
    ['«x."a\\tb"» = 1', 'x.a\tb'],
    ['«debug» = { "a\\u002eb" = 1 }', 'debug'],
    ['[@three]', '«"a\\nb"» = 1', 'io.containerd.cri.v1.runtime.a\nb'],
  ].map(
    (lines): Example => ({
      kind: 'escaped-key-may-crash',
      where: 'doubts',
      version: '2.2.7',
      files: only('version = 3', ...lines.slice(0, -1)),
      detail: { key: lines.at(-1)! },
    }),
  ),
];

it('points at no line where a spelling beats what is built in', async () => {
  const tree = treeOf({
    'config.toml': ['version = 3', '[@three.containerd.runtimes.runc.options]', 'systemdCgroup = true'],
  });
  const { observations } = await resolveContainerd(tree, {
    version: '2.2.7',
    configPath: '/etc/containerd/config.toml',
    configGiven: false,
  });
  expect(observations.map(({ kind, location }) => [kind, location?.startLine])).toEqual([['odd-key-case', 3]]);
});

it.each([
  ['2.3.4', '["unknown"."b\\u002ec"]\n'],
  ['1.7.34', '["unknown"."b\\u002ec"]\n'],
  ['2.1.9+ds1-5', '["unknown"."b\\u002ec"]\n'],
  ['2.2.7', '[plugins."io.containerd.cri.v1\\u002eruntime".containerd]\n"default_runtime_nam\\u0065" = "runc"\n'],
  ['2.2.7', '["grpc"]\n"u\\u0069d" = 5\nx = "\\t"\n[unknown]\n'],
])('%s does not crash at %j', async (version, text) => {
  const tree = treeOf({ 'config.toml': ['version = 3', text] });
  const answer = await resolveContainerd(tree, {
    version,
    configPath: '/etc/containerd/config.toml',
    configGiven: false,
  });
  expect(answer.doubts).toEqual([]);
});

function readMarks(files: Example['files']) {
  const places: { location: Location | null; related: Location | null } = { location: null, related: null };
  const bare = Object.entries(files).map(([path, file]): [string, FixtureFile] => {
    if ('link' in file) return [path, file];
    const resolved = `/etc/containerd/${path}`;
    const lines = textOfLines(file)
      .split('\n')
      .map((line, index) => {
        const find = (open: string, close: string, other: RegExp): Location | null => {
          const plain = line.replace(other, '');
          const start = plain.indexOf(open);
          if (start < 0) return null;
          const end = plain.indexOf(close) - 1;
          return {
            path: resolved,
            startLine: index + 1,
            startColumn: start + 1,
            endLine: index + 1,
            endColumn: end + 1,
          };
        };
        places.location ??= find('«', '»', /[‹›]/g);
        places.related ??= find('‹', '›', /[«»]/g);
        return line.replace(/[«»‹›]/g, '');
      });
    return [path, lines];
  });
  return { files: Object.fromEntries(bare), ...places };
}

function partOf(answer: ContainerdAnswer, where: Example['where']): readonly Observation[] {
  if (where === 'stateReason') return answer.stateReason === null ? [] : [answer.stateReason];
  return where === 'doubts' ? answer.doubts : answer.observations;
}

describe('observations', () => {
  it.each(examples.map((example) => [example.kind, example.version, example] as const))(
    '%s on %s',
    async (kind, version, example) => {
      const { files, location, related } = readMarks(example.files);
      const answer = await resolveContainerd(treeOf(files), {
        version,
        configPath: '/etc/containerd/config.toml',
        configGiven: example.configGiven ?? false,
        ...(example.cgroups === undefined ? {} : { hostCgroups: example.cgroups }),
      });
      const found = partOf(answer, example.where).filter((observation) => observation.kind === kind);
      const fitting =
        found.find((observation) => JSON.stringify(observation.location) === JSON.stringify(location)) ?? found[0];
      expect(fitting).toMatchObject({ kind, location, detail: example.detail });
      if (related !== null) expect(fitting?.related[0]?.location).toEqual(related);
    },
  );
});

describe('long lists', () => {
  it.each(['imports', 'disabled_plugins'])('%s: each entry counts once', async (list) => {
    const entries = Array.from({ length: 900 }, (_, index) => `"io.containerd.x.v1.p${index % 3}"`);
    const answer = await resolveContainerd(
      treeOf({
        'config.toml': ['version = 2', `${list} = [${entries}]`, ...two('SystemdCgroup = true')],
        ...Object.fromEntries([0, 1, 2].map((index) => [`io.containerd.x.v1.p${index}`, ['version = 2']])),
      }),
      { version: '1.7.34', configPath: '/etc/containerd/config.toml', configGiven: false },
    );
    expect(answer.files).toHaveLength(list === 'imports' ? 4 : 1);
    expect(answer).toMatchObject({ state: 'ok', doubts: [] });
  });
});

describe('a plain configuration', () => {
  it.each(['1.7.34', '2.2.7', '2.3.4'])('on %s gives no cause for remarks', async (version) => {
    const answer = await resolveContainerd(treeOf(only('version = 2', ...two('SystemdCgroup = true'))), {
      version,
      configPath: '/etc/containerd/config.toml',
      configGiven: false,
    });
    expect([...answer.observations, ...answer.doubts]).toEqual([]);
  });
});
