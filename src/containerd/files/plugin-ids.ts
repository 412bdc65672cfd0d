import type { ConfigEntry } from './config-tree.ts';

/** The tables of the plugins, by id. */
export type Plugins = ReadonlyMap<string, ConfigEntry>;

/** What short ids of version 1 become (`v1MigratePluginName` in `cmd/containerd/server/config` of 2.x). */
const shortNames: Readonly<Record<string, string>> = {
  cri: 'io.containerd.grpc.v1.cri',
  cgroups: 'io.containerd.monitor.v1.cgroups',
  linux: 'io.containerd.runtime.v1.linux',
  scheduler: 'io.containerd.gc.v1.scheduler',
  bolt: 'io.containerd.metadata.v1.bolt',
  task: 'io.containerd.runtime.v2.task',
  opt: 'io.containerd.internal.v1.opt',
  restart: 'io.containerd.internal.v1.restart',
  tracing: 'io.containerd.internal.v1.tracing',
  otlp: 'io.containerd.tracing.processor.v1.otlp',
  aufs: 'io.containerd.snapshotter.v1.aufs',
  btrfs: 'io.containerd.snapshotter.v1.btrfs',
  devmapper: 'io.containerd.snapshotter.v1.devmapper',
  native: 'io.containerd.snapshotter.v1.native',
  overlayfs: 'io.containerd.snapshotter.v1.overlayfs',
  zfs: 'io.containerd.snapshotter.v1.zfs',
  windows: 'io.containerd.snapshotter.v1.windows',
  'windows-lcow': 'io.containerd.snapshotter.v1.windows-lcow',
};

export function fullPluginId(id: string): string {
  if (id.includes('.')) return id;
  if (Object.hasOwn(shortNames, id)) return shortNames[id]!;
  return id.endsWith('-service') ? `io.containerd.service.v1.${id}` : `io.containerd.grpc.v1.${id}`;
}

/**
 * Version 1 to 2: ids become whole. Of two tables with one id Go's map order picks one at random; here it is the one that
 * had the whole id, or the other one with `preferShort`.
 */
export function migrateIds(
  plugins: Plugins,
  preferShort = false,
): { readonly plugins: Plugins; readonly collisions: readonly ConfigEntry[] } {
  const renamed = new Map<string, ConfigEntry>();
  const collisions: ConfigEntry[] = [];
  for (const [id, entry] of plugins) {
    const full = fullPluginId(id);
    const other = renamed.get(full);
    if (other !== undefined) collisions.push(other, entry);
    if (other === undefined || (id === full) !== preferShort) renamed.set(full, entry);
  }
  return { plugins: renamed, collisions };
}
