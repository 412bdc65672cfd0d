import type { FileTree } from '../../image/file-tree.ts';
import { type DecodedStruct, mapField, plainField, structField } from '../decoding/decode.ts';
import { isDuration } from '../decoding/fields.ts';
import type { Family } from '../families.ts';
import { booleanOf, textOf } from '../files/config-tree.ts';
import { joinPath } from '../go/path.ts';
import { isGoUrl } from '../go/url.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { baseSpecFailure } from './base-spec.ts';
import { cniFolderFailure } from './cni-folders.ts';
import { legacyType } from './drivers.ts';
import type { Handler, RuntimeSettings } from './handlers.ts';

/** The parts of the CRI settings, of one table on 1.x and of three on 2.x. */
export interface CriSettings {
  readonly runtime: RuntimeSettings;
  readonly images: DecodedStruct | null;
  readonly server: DecodedStruct | null;
}

export interface HostFacts {
  readonly tree: FileTree;
  readonly workingDirectory: string;
  readonly cgroups: 'v1' | 'v2' | 'unknown';
  /** Go's name of the architecture that containerd was built for. */
  readonly architecture: string | null;
}

type Failure = ContainerdObservation | null;

/** Durations that the plugin checks: the part of the settings, the key, and the releases that check it. */
const durations: readonly (readonly [part: 'runtime' | 'images' | 'server', key: string, releases: string])[] = [
  ['runtime', 'drain_exec_sync_io_timeout', '1.6.29..'],
  ['runtime', 'stats_collect_period', '2.3..'],
  ['runtime', 'stats_retention_period', '2.3..'],
  ['images', 'image_pull_progress_timeout', '1.7..'],
  ['server', 'stream_idle_timeout', '..'],
];

/** Why the plugin for runtimes does not load (1.x: `ValidatePluginConfig`; 2.x: `ValidateRuntimeConfig`). */
export async function runtimeFailure(
  settings: CriSettings,
  family: Family,
  host: HostFacts,
  notes: Notes,
): Promise<Failure> {
  const { runtime } = settings;
  return (
    defaultHandlerFailure(runtime) ??
    (family.generation === 1 ? legacyFailure(runtime) : cniFailure(runtime, family)) ??
    handlersFailure(runtime, family, host, notes) ??
    durationFailure('runtime', runtime.plugin, family) ??
    (await baseSpecFailure(runtime, host, notes)) ??
    (await cniFolderFailure(settings, family, host, notes))
  );
}

function defaultHandlerFailure({ defaultName, defaultNameValue, handlers, builtInLost, containerd }: RuntimeSettings) {
  const line = defaultNameValue?.location ?? null;
  if (defaultName === '') return note('cri-failed-default-handler-empty', line, {});
  if (handlers.has(defaultName)) return null;
  const runtimes = mapField(containerd, 'runtimes')?.tables.at(-1)?.location ?? null;
  const lost = builtInLost && defaultName === 'runc';
  return note('cri-failed-default-handler-missing', line ?? runtimes, { handler: defaultName, builtInLost: lost });
}

/** The checks that ended with 1.x. */
function legacyFailure({ plugin, containerd, handlers, defaultName }: RuntimeSettings): Failure {
  const defaultIsLegacy = handlers.get(defaultName)?.type === legacyType;
  const systemdCgroup = plainField(plugin, 'systemd_cgroup');
  if (booleanOf(systemdCgroup) === true && !defaultIsLegacy) {
    const detail = { value: 'true', effect: 'breaks-cri' } as const;
    return note('legacy-systemd-cgroup', systemdCgroup!.location, detail);
  }
  const noPivot = plainField(containerd, 'no_pivot');
  if (booleanOf(noPivot) === true && !defaultIsLegacy) {
    return note('cri-failed-setting', noPivot!.location, { key: 'no_pivot', why: `needs runtime type ${legacyType}` });
  }
  for (const handler of handlers.values()) {
    for (const key of ['runtime_engine', 'runtime_root']) {
      const value = plainField(handler.settings, key);
      if ((textOf(value) ?? '') === '' || handler.type === legacyType) continue;
      return note('cri-failed-runtime-engine', value!.location, { key, handler: handler.name });
    }
  }
  return null;
}

function cniFailure({ plugin }: RuntimeSettings, family: Family): Failure {
  if (!family.has('hasCniBinDirs')) return null;
  const cni = structField(plugin, 'cni');
  const single = plainField(cni, 'bin_dir');
  const list = plainField(cni, 'bin_dirs');
  if ((textOf(single) ?? '') === '' || list?.kind !== 'array' || list.items.length === 0) return null;
  const only = list.items.length === 1 ? textOf(list.items[0]) : null;
  return only === '/opt/cni/bin' ? null : note('cri-failed-cni-dirs', single!.location, {});
}

function handlersFailure({ handlers }: RuntimeSettings, family: Family, host: HostFacts, notes: Notes): Failure {
  for (const handler of handlers.values()) {
    const failure = handlerFailure(handler, family, host, notes);
    if (failure !== null) return failure;
  }
  return null;
}

function handlerFailure({ name, settings }: Handler, family: Family, host: HostFacts, notes: Notes): Failure {
  const writable = plainField(settings, 'cgroup_writable');
  if (family.has('checksCgroupWritable') && booleanOf(writable) === true && host.cgroups !== 'v2') {
    const failed = note('cgroup-writable-needs-v2', writable!.location, { handler: name });
    if (host.cgroups === 'v1') return failed;
    // Beyond that it only mounts /sys/fs/cgroup writable in containers (internal/cri/opts/spec_linux_opts.go).
    notes.observations.push(failed);
  }
  const allDevices = plainField(settings, 'privileged_without_host_devices_all_devices_allowed');
  const withoutDevices = plainField(settings, 'privileged_without_host_devices');
  if (family.has('checksAllDevicesAllowed') && booleanOf(allDevices) === true && booleanOf(withoutDevices) !== true) {
    const key = 'privileged_without_host_devices_all_devices_allowed';
    return note('cri-failed-setting', allDevices!.location, { key, why: 'needs privileged_without_host_devices' });
  }
  const ioType = plainField(settings, 'io_type');
  if (family.generation === 2 && !['', 'fifo', 'streaming'].includes(textOf(ioType) ?? '')) {
    return note('cri-failed-io-type', ioType!.location, { handler: name, value: textOf(ioType) ?? '' });
  }
  return null;
}

function durationFailure(part: 'runtime' | 'images' | 'server', struct: DecodedStruct | null, family: Family): Failure {
  for (const [owner, key, releases] of durations) {
    if (owner !== part || !isWithin(family.release, releases)) continue;
    const value = plainField(struct, key);
    const text = textOf(value);
    if (text !== null && text !== '' && !isDuration(text)) {
      return note('cri-failed-duration', value!.location, { key, value: text.slice(0, 80) });
    }
  }
  return null;
}

/** Why the plugin for images does not load (`ValidateImageConfig`; on 1.x part of the one plugin). */
export function imagesFailure({ images }: CriSettings, family: Family): Failure {
  return registryFailure(structField(images, 'registry'), family) ?? durationFailure('images', images, family);
}

function registryFailure(registry: DecodedStruct | null, family: Family): Failure {
  for (const [url, { entry }] of mapField(registry, 'auths')?.members ?? []) {
    if (isGoUrl(url)) continue;
    const why = `"${url.slice(0, 200)}" is no URL; with a scheme it is one`;
    return note('cri-failed-setting', entry.keyLocation, { key: 'registry.auths', why });
  }
  const configPath = plainField(registry, 'config_path');
  const path = textOf(configPath) ?? (family.has('setsRegistryConfigPath') ? 'built in' : '');
  if (path === '') return null;
  const mirrors = mapField(registry, 'mirrors');
  if (family.has('refusesMirrorsWithConfigPath') && mirrors !== null && mirrors.members.size > 0) {
    return note('cri-failed-registry', mirrors.tables.at(-1)?.location ?? configPath?.location ?? null, {});
  }
  const configs = [...(mapField(registry, 'configs')?.members.values() ?? [])];
  const tls = configs.find(({ value }) => value.kind === 'struct' && value.fields.has('tls'));
  if (family.has('refusesTlsWithConfigPath') && tls !== undefined) {
    return note('cri-failed-registry', tls.entry.value.location, {});
  }
  return null;
}

/** Why the plugin that serves CRI does not load, apart from the two others (`getStreamListenerMode`). */
export async function serverFailure(
  { server }: CriSettings,
  family: Family,
  host: HostFacts,
  notes: Notes,
): Promise<Failure> {
  const failure = durationFailure('server', server, family);
  if (failure !== null) return failure;
  const pair = structField(server, 'x509_key_pair_streaming');
  const keys = ['tls_cert_file', 'tls_key_file'] as const;
  const given = keys.filter((key) => (textOf(plainField(pair, key)) ?? '') !== '');
  const [key] = given;
  if (key === undefined) return null;
  const { location } = plainField(pair, key)!;
  if (booleanOf(plainField(server, 'enable_tls_streaming')) !== true) {
    return note('cri-failed-setting', location, { key, why: 'needs enable_tls_streaming' });
  }
  const missing = keys.find((other) => !given.includes(other));
  if (missing !== undefined) return note('cri-failed-setting', location, { key, why: `needs ${missing}` });
  for (const each of keys) {
    const value = plainField(pair, each)!;
    const path = textOf(value) ?? '';
    const found = await host.tree.stat(path.startsWith('/') ? path : joinPath('/', host.workingDirectory, path));
    if (found.ok || found.reason !== 'absent') continue;
    notes.doubts.push(note('depends-on-host', value.location, { what: `whether ${path.slice(0, 200)} is there` }));
  }
  return null;
}
