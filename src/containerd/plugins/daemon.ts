import { type DecodedStruct, decodeTable, type SpellingNote } from '../decoding/decode.ts';
import { isDuration, type Structs } from '../decoding/fields.ts';
import type { Family } from '../families.ts';
import { criStructs } from '../fields/cri-fields.ts';
import { type PluginTable, pluginTables, shortId } from '../fields/plugin-fields.ts';
import { type ConfigTable, textOf, typeName, writtenValue } from '../files/config-tree.ts';
import type { ListedText } from '../files/document.ts';
import { migrateCri } from '../files/migrate.ts';
import { collisionNote, type ServerConfig } from '../files/server-config.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';

type Failure = ContainerdObservation | null;

/** What `ValidateV2` (1.x) and `ValidateVersion` (2.x) check once all files are merged. */
export function versionFailure(config: ServerConfig, family: Family, notes: Notes): Failure {
  const { version, versionLocation } = config;
  const newest = family.newestConfigVersion;
  if (family.generation === 2) {
    if (version > newest || version < 0) return note('unsupported-version', versionLocation, { version, newest });
    return listFailure(config, (id) => !id.includes('.'), 'short-plugin-id');
  }
  if (version > newest) {
    if (family.has('refusesLaterVersions')) return note('unsupported-version', versionLocation, { version, newest });
    notes.observations.push(note('version-taken-for-2', versionLocation, { version }));
  }
  if (version < 2 || (version > 2 && family.has('checksIdsOfVersion2Only'))) return null;
  const isBad = (id: string) =>
    id.split('.').length < 4 || (family.has('wantsIdPrefix') && !id.startsWith('io.containerd.'));
  const listed = listFailure(config, isBad, 'short-key-in-v2');
  if (listed !== null) return listed;
  for (const [id, entry] of config.plugins) {
    if (isBad(id)) return note('short-key-in-v2', entry.keyLocation, { id: id.slice(0, 80), where: 'plugins' });
  }
  return null;
}

function listFailure(
  { disabled, required }: ServerConfig,
  isBad: (id: string) => boolean,
  kind: 'short-key-in-v2' | 'short-plugin-id',
): Failure {
  const lists = [
    ['disabled_plugins', disabled],
    ['required_plugins', required],
  ] as const;
  for (const [where, list] of lists) {
    const bad = list.find(({ text }) => isBad(text));
    if (bad !== undefined) return note(kind, bad.location, { id: bad.text.slice(0, 80), where });
  }
  return null;
}

/** 2.0 to 2.2: the version 2 table is migrated once, after merging, and only if the merged version says so. */
export function migrateMerged(config: ServerConfig, family: Family, notes: Notes): Failure {
  if (family.generation === 1 || family.has('migratesEachFile') || config.version >= 3) return null;
  const doubt = collisionNote(config.collisions);
  if (doubt !== null) notes.doubts.push(doubt);
  const migrated = migrateCri(config.plugins, family, new Set(config.disabled.map(({ text }) => text)));
  config.plugins = migrated.plugins;
  config.clashes.push(...migrated.clashes);
  return migrated.panic;
}

export function timeoutFailure({ timeouts }: ServerConfig): Failure {
  for (const [key, value] of timeouts) {
    const text = textOf(value) ?? '';
    if (!isDuration(text)) return note('bad-timeout', value.location, { key, value: writtenValue(value) });
  }
  return null;
}

/** How this configuration names a plugin: 1.x uses short ids for files of version 1. */
export function idIn(config: ServerConfig, family: Family, id: string): string {
  return family.generation === 1 && (config.version === 0 || config.version === 1) ? shortId(id) : id;
}

export function disabledBy(config: ServerConfig, family: Family, id: string): ListedText | null {
  const name = idIn(config, family, id);
  return config.disabled.find(({ text }) => text === name) ?? null;
}

/** The table of one plugin, filled into its struct; the daemon exits where a type does not fit. */
export interface PluginDecoding {
  readonly value: DecodedStruct | null;
  readonly failure: Failure;
  readonly spellings: readonly SpellingNote[];
}

function decodePlugin(
  config: ServerConfig,
  family: Family,
  id: string,
  root: string,
  structs: Structs,
): PluginDecoding {
  const entry = disabledBy(config, family, id) === null ? config.plugins.get(idIn(config, family, id)) : undefined;
  if (entry === undefined) return { value: null, failure: null, spellings: [] };
  if (entry.value.kind !== 'table') {
    const detail = { plugin: entry.key, key: '', wanted: 'table', found: typeName(entry.value) };
    return { value: null, failure: note('plugin-type-error', entry.value.location, detail), spellings: [] };
  }
  const table: ConfigTable = entry.value;
  const { value, mismatch, spellings } = decodeTable(table, root, structs, family);
  if (mismatch === null) return { value, failure: null, spellings };
  const { wanted, found, location, path } = mismatch;
  const detail = { plugin: entry.key, key: path.join('.').slice(0, 200), wanted, found };
  return { value, failure: note('plugin-type-error', location, detail), spellings };
}

export function decodeCriPlugin(config: ServerConfig, family: Family, id: string, root: string): PluginDecoding {
  return decodePlugin(config, family, id, root, criStructs);
}

/** The settings of a plugin other than CRI; null where it has none, or this release has no such plugin. */
export function otherPluginSettings(config: ServerConfig, family: Family, id: string): DecodedStruct | null {
  const table = pluginTables.find((one) => one.id === id && isWithin(family.release, one.releases));
  return table === undefined ? null : decodePlugin(config, family, id, 'Root', structsOf(table)).value;
}

function structsOf({ fields, structs }: PluginTable): Structs {
  return { ...structs, Root: fields };
}

/** A type error in any plugin that this release has stops the daemon. */
export function otherPluginFailure(config: ServerConfig, family: Family): Failure {
  for (const table of pluginTables) {
    if (!isWithin(family.release, table.releases)) continue;
    const { failure } = decodePlugin(config, family, table.id, 'Root', structsOf(table));
    if (failure !== null) return failure;
  }
  return null;
}
