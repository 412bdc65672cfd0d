import type { Family } from '../families.ts';
import { criIds, imageSettings, serverSettings, snapshotSettings } from '../fields/cri-fields.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { type ConfigEntry, type ConfigTable, type ConfigValue, emptyTable, typeName } from './config-tree.ts';
import type { Plugins } from './plugin-ids.ts';

/** A key of the version 2 table that lost against the version 3 table, or the other way round. */
export interface TableClash {
  readonly key: string;
  readonly loserId: string;
  readonly winnerId: string;
  readonly loser: ConfigEntry;
  readonly winner: ConfigEntry;
}

export interface Migration {
  readonly plugins: Plugins;
  readonly clashes: readonly TableClash[];
  /** The migration code met a value that is no table, and crashed. */
  readonly panic: ContainerdObservation | null;
}

class Crash {
  readonly key: string;
  readonly value: ConfigValue;
  constructor(key: string, value: ConfigValue) {
    this.key = key;
    this.value = value;
  }
}

/**
 * Version 2 to 3 of the CRI settings: the one table is split into three (`ConfigMigration` in `plugins/cri/images`,
 * `plugins/cri/runtime` and `plugins/cri` of 2.x, run in this order). Keys are compared exactly. `skipped` are the ids of
 * the plugins whose migration is not run.
 */
export function migrateCri(plugins: Plugins, family: Family, skipped: ReadonlySet<string>): Migration {
  const original = plugins.get(criIds.grpc);
  if (original === undefined) return { plugins, clashes: [], panic: null };
  const migrated = new Map(plugins);
  const clashes: TableClash[] = [];
  try {
    if (!skipped.has(criIds.images)) migrateImages(migrated, original);
    if (!skipped.has(criIds.runtime)) migrateRuntime(migrated, original, family, clashes);
    if (!skipped.has(criIds.grpc)) migrateServer(migrated, original, family);
  } catch (crash) {
    if (!(crash instanceof Crash)) throw crash;
    const detail = { plugin: criIds.grpc, key: crash.key, found: typeName(crash.value) };
    return { plugins, clashes, panic: note('migration-panic', crash.value.location, detail) };
  }
  return { plugins: migrated, clashes, panic: null };
}

function mustBeTable(entry: ConfigEntry, key = entry.key): ConfigTable {
  if (entry.value.kind !== 'table') throw new Crash(key, entry.value);
  return entry.value;
}

function putTable(plugins: Map<string, ConfigEntry>, id: string, entries: Map<string, ConfigEntry>, from: ConfigEntry) {
  const known = plugins.get(id);
  const table = known?.value.kind === 'table' ? known.value : emptyTable(from.value.location);
  plugins.set(id, { key: id, keyLocation: known?.keyLocation ?? from.keyLocation, value: { ...table, entries } });
}

function migrateImages(plugins: Map<string, ConfigEntry>, original: ConfigEntry): void {
  const source = mustBeTable(original);
  const known = plugins.get(criIds.images);
  const entries = new Map(known === undefined ? [] : mustBeTable(known).entries);
  const pinned = entries.get('pinned_images');
  const sandbox = source.entries.get('sandbox_image');
  if (pinned !== undefined) mustBeTable(pinned);
  if (sandbox !== undefined) {
    const table = pinned?.value.kind === 'table' ? pinned.value : emptyTable(sandbox.keyLocation);
    const images = new Map(table.entries).set('sandbox', { ...sandbox, key: 'sandbox' });
    entries.set('pinned_images', { ...sandbox, key: 'pinned_images', value: { ...table, entries: images } });
  }
  for (const key of imageSettings) {
    const entry = source.entries.get(key);
    if (entry !== undefined) entries.set(key, entry);
  }
  const containerd = source.entries.get('containerd');
  if (containerd !== undefined) migrateSnapshots(entries, mustBeTable(containerd));
  putTable(plugins, criIds.images, entries, original);
}

/** The settings follow only where there is a `runtimes` table, as upstream has it. */
function migrateSnapshots(entries: Map<string, ConfigEntry>, containerd: ConfigTable): void {
  const runtimes = containerd.entries.get('runtimes');
  if (runtimes === undefined) return;
  for (const runtime of mustBeTable(runtimes).entries.values()) mustBeTable(runtime, `runtimes.${runtime.key}`);
  for (const key of snapshotSettings) {
    const entry = containerd.entries.get(key);
    if (entry !== undefined) entries.set(key, entry);
  }
}

function migrateRuntime(
  plugins: Map<string, ConfigEntry>,
  original: ConfigEntry,
  family: Family,
  clashes: TableClash[],
): void {
  const known = plugins.get(criIds.runtime);
  if (family.has('version2TableWins')) {
    const source = mustBeTable(original);
    if (known !== undefined) clashes.push(clash('', known, original, criIds.runtime, criIds.grpc));
    const containerd = source.entries.get('containerd');
    const runtimes = containerd === undefined ? undefined : mustBeTable(containerd).entries.get('runtimes');
    const entries = new Map(source.entries);
    if (containerd !== undefined && runtimes !== undefined) {
      entries.set('containerd', withRuntimes(containerd, mustBeTable(containerd).entries, runtimes));
    }
    plugins.delete(criIds.runtime);
    putTable(plugins, criIds.runtime, entries, original);
    return;
  }
  if (original.value.kind !== 'table') return;
  const source = original.value;
  const entries = new Map(known?.value.kind === 'table' ? known.value.entries : []);
  const elsewhere: readonly string[] = ['cni', 'containerd', ...imageSettings, 'sandbox_image', ...serverSettings];
  const restFamily = new Map(
    [...source.entries].filter(([key]) => !elsewhere.includes(key) || cniGoesAlong(key, family)),
  );
  fillGaps(entries, restFamily, '', clashes);
  const cni = source.entries.get('cni');
  if (family.has('hasCniBinDirs') && cni?.value.kind === 'table')
    entries.set('cni', migrateCni(entries.get('cni'), cni));
  const containerd = source.entries.get('containerd');
  if (containerd?.value.kind === 'table') entries.set('containerd', migrateContainerd(entries, containerd, clashes));
  putTable(plugins, criIds.runtime, entries, original);
}

function cniGoesAlong(key: string, family: Family): boolean {
  return key === 'cni' && !family.has('hasCniBinDirs');
}

function fillGaps(
  entries: Map<string, ConfigEntry>,
  source: ReadonlyMap<string, ConfigEntry>,
  prefix: string,
  clashes: TableClash[],
): void {
  for (const [key, entry] of source) {
    const winner = entries.get(key);
    if (winner === undefined) entries.set(key, entry);
    else clashes.push(clash(prefix + key, entry, winner, criIds.grpc, criIds.runtime));
  }
}

function clash(key: string, loser: ConfigEntry, winner: ConfigEntry, loserId: string, winnerId: string): TableClash {
  return { key, loser, winner, loserId, winnerId };
}

/** `bin_dir` becomes `bin_dirs`, whatever the version 3 table has (upstream compares with a type that TOML never gives). */
function migrateCni(known: ConfigEntry | undefined, cni: ConfigEntry): ConfigEntry {
  const entries = new Map(known?.value.kind === 'table' ? known.value.entries : []);
  const table = mustBeTable(cni);
  for (const [key, entry] of table.entries) {
    if (key === 'bin_dir') {
      if (entry.value.kind !== 'scalar' || entry.value.scalar.type !== 'string')
        throw new Crash('cni.bin_dir', entry.value);
      const list: ConfigValue = {
        kind: 'array',
        items: [entry.value],
        ofTables: false,
        location: entry.value.location,
      };
      entries.set('bin_dirs', { ...entry, key: 'bin_dirs', value: list });
    } else if (!entries.has(key)) entries.set(key, entry);
  }
  return { ...(known ?? cni), value: { ...table, entries } };
}

function migrateContainerd(
  runtimeEntries: ReadonlyMap<string, ConfigEntry>,
  containerd: ConfigEntry,
  clashes: TableClash[],
): ConfigEntry {
  const source = mustBeTable(containerd);
  const known = runtimeEntries.get('containerd');
  const target = known?.value.kind === 'table' ? known : containerd;
  const entries = new Map(known?.value.kind === 'table' ? known.value.entries : []);
  const moved: readonly string[] = snapshotSettings;
  const kept = new Map([...source.entries].filter(([key]) => !moved.includes(key)));
  fillGaps(entries, kept, 'containerd.', clashes);
  const runtimes = entries.get('runtimes');
  if (runtimes === undefined) return { ...target, value: { ...mustBeTable(target), entries } };
  return withRuntimes(target, entries, runtimes);
}

/** `sandbox_mode` becomes `sandboxer`. */
function withRuntimes(
  containerd: ConfigEntry,
  entries: ReadonlyMap<string, ConfigEntry>,
  runtimes: ConfigEntry,
): ConfigEntry {
  const renamed = new Map<string, ConfigEntry>();
  for (const [name, runtime] of mustBeTable(runtimes).entries) {
    const table = mustBeTable(runtime, `runtimes.${name}`);
    const mode = table.entries.get('sandbox_mode');
    if (mode === undefined || table.entries.has('sandboxer')) {
      renamed.set(name, runtime);
      continue;
    }
    const settings = new Map(table.entries).set('sandboxer', { ...mode, key: 'sandboxer' });
    settings.delete('sandbox_mode');
    renamed.set(name, { ...runtime, value: { ...table, entries: settings } });
  }
  const value = { ...mustBeTable(runtimes), entries: renamed };
  const all = new Map(entries).set('runtimes', { ...runtimes, value });
  return { ...containerd, value: { ...mustBeTable(containerd), entries: all } };
}

function migrateServer(plugins: Map<string, ConfigEntry>, original: ConfigEntry, family: Family): void {
  const kept: readonly string[] = family.has('dropsServerSettings') ? ['disable_tcp_service'] : serverSettings;
  if (original.value.kind !== 'table') {
    if (family.has('dropsServerSettings')) throw new Crash(criIds.grpc, original.value);
    return;
  }
  const entries = new Map([...original.value.entries].filter(([key]) => kept.includes(key)));
  if (entries.size === 0 && family.has('dropsServerSettings')) plugins.delete(criIds.grpc);
  else plugins.set(criIds.grpc, { ...original, value: { ...original.value, entries } });
}
