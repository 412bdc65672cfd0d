import type { Location } from '../../text/position.ts';
import { mapField, plainField, structField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { criIds } from '../fields/cri-fields.ts';
import { type Notes, note, relatedTo } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { type ConfigEntry, type ConfigValue, textOf } from './config-tree.ts';
import { type ConfigDocument, type ListedText, listedTexts, pluginEntries, timeoutsOf } from './document.ts';
import { mergeEntries, type Override } from './merge.ts';
import { type Migration, migrateCri, type TableClash } from './migrate.ts';
import { fullPluginId, migrateIds, type Plugins } from './plugin-ids.ts';
import { type ProxyPlugin, proxyPlugins } from './proxy-plugins.ts';

/** A whole plugin table that a later file's table took the place of, on 1.x. */
export interface Replacement {
  readonly id: string;
  readonly loser: ConfigEntry;
  readonly winner: ConfigEntry;
}

/** Settings outside the plugins that stop the daemon where they say nonsense. Of several files the last counts. */
const checkedSettings = [
  ['', 'root'],
  ['', 'state'],
  ['', 'temp'],
  ['debug', 'level'],
  ['debug', 'format'],
  ['debug', 'address'],
  ['ttrpc', 'address'],
  ['grpc', 'address'],
  ['grpc', 'tcp_address'],
  ['grpc', 'tcp_tls_cert'],
  ['grpc', 'tcp_tls_key'],
  ['metrics', 'address'],
] as const;

/** All files merged, as the daemon has them when it starts its plugins. */
export interface ServerConfig {
  /** As Go has it: the last that is not 0; 2.x starts from its newest. */
  version: number;
  versionLocation: Location | null;
  plugins: Plugins;
  readonly disabled: ListedText[];
  readonly required: ListedText[];
  readonly timeouts: Map<string, ConfigValue>;
  /** The texts among `checkedSettings`, by table and key: `root`, `debug.level`. */
  readonly settings: Map<string, ConfigValue>;
  /** What `proxy_plugins` adds, by name. */
  readonly proxies: Map<string, ProxyPlugin>;
  readonly replacements: Replacement[];
  readonly overrides: Override[];
  readonly clashes: TableClash[];
  /** 2.0 to 2.2: tables of one file that go by two names of one plugin. */
  readonly collisions: ConfigEntry[];
  /** 2.3.0 to 2.3.4: the first version that a file named. */
  rootVersion: { readonly version: number; readonly location: Location } | null;
}

export function newServerConfig(family: Family): ServerConfig {
  return {
    version: family.generation === 1 ? 0 : family.newestConfigVersion,
    versionLocation: null,
    plugins: new Map(),
    disabled: [],
    required: [],
    timeouts: new Map(),
    settings: new Map(),
    proxies: new Map(),
    replacements: [],
    overrides: [],
    clashes: [],
    collisions: [],
    rootVersion: null,
  };
}

/** Merges one more file; an observation is what makes the daemon exit. */
export function addDocument(
  config: ServerConfig,
  document: ConfigDocument,
  family: Family,
  notes: Notes,
): ContainerdObservation | null {
  let plugins: Plugins = pluginEntries(document.config);
  let version = document.version;
  const lists = { disabled_plugins: config.disabled, required_plugins: config.required };
  const fullIds = family.generation === 2 && version >= 0 && version < 2;

  if (family.has('migratesEachFile')) {
    const gate = family.has('refusesLaterDropIns') ? gateVersion(config, document) : null;
    if (gate !== null) return gate;
    const migrated = migrateDocument(plugins, document, config, family, notes);
    if ('kind' in migrated) return migrated;
    plugins = migrated.plugins;
    version = Math.max(version, config.version);
  } else if (family.generation === 2 && (version === 0 || version === 1) && config.version > version) {
    if (config.version > family.newestConfigVersion) return tooNew(config, family);
    plugins = renameIds(plugins, config);
    version = config.version;
  }

  noteVersionChange(config, document, family, notes);
  if (version !== 0) config.version = version;
  if (document.version !== 0) config.versionLocation = document.versionLocation;
  mergePlugins(config, plugins, family);
  for (const [field, list] of Object.entries(lists)) {
    const known = new Set(list.map(({ text }) => text));
    for (const listed of listedTexts(document.config, field)) {
      const text = fullIds ? fullPluginId(listed.text) : listed.text;
      if (!known.has(text)) list.push({ ...listed, text });
      known.add(text);
    }
  }
  for (const [key, value] of timeoutsOf(document.config)) config.timeouts.set(key, value);
  for (const [table, key] of checkedSettings) {
    const value = plainField(table === '' ? document.config : structField(document.config, table), key);
    if (value !== null && (textOf(value) ?? '') !== '')
      config.settings.set(table === '' ? key : `${table}.${key}`, value);
  }
  for (const [name, proxy] of proxyPlugins(mapField(document.config, 'proxy_plugins'))) config.proxies.set(name, proxy);
  return null;
}

function mergePlugins(config: ServerConfig, plugins: Plugins, family: Family): void {
  if (family.has('mergesPlugins')) {
    config.plugins = mergeEntries(config.plugins, plugins, [], config.overrides);
    return;
  }
  const merged = new Map(config.plugins);
  for (const [id, winner] of plugins) {
    const loser = merged.get(id);
    if (loser !== undefined) config.replacements.push({ id, loser, winner });
    merged.set(id, winner);
  }
  config.plugins = merged;
}

/** 2.0 to 2.2. What collides there is read only if a later file brings version 2. */
function renameIds(plugins: Plugins, config: ServerConfig): Plugins {
  const renamed = migrateIds(plugins);
  config.collisions.push(...renamed.collisions);
  return renamed.plugins;
}

/** Which of two tables for one plugin is taken differs from start to start. */
export function collisionNote(collisions: readonly ConfigEntry[]): ContainerdObservation | null {
  const [first, ...others] = collisions;
  if (first === undefined) return null;
  const spellings = collisions.map((entry) => entry.key).join(', ');
  const related = others.map((entry) => ({ location: entry.keyLocation, role: 'the same plugin by another name' }));
  return note('random-spelling', first.keyLocation, { field: 'plugins', spellings }, related);
}

/** 2.3.0 to 2.3.4: no file may have a later version than the first one that has any (taken back by containerd#13939). */
function gateVersion(config: ServerConfig, document: ConfigDocument): ContainerdObservation | null {
  const { version, versionLocation } = document;
  const { rootVersion } = config;
  if (rootVersion === null) {
    if (version !== 0 && versionLocation !== null) config.rootVersion = { version, location: versionLocation };
    return null;
  }
  if (version <= rootVersion.version) return null;
  const related = relatedTo(rootVersion.location, 'the version of the first file that has one');
  return note('drop-in-version-higher', versionLocation, { version, rootVersion: rootVersion.version }, related);
}

/** 2.3 and later: step by step up to the newest version, each step with the migrations of the plugins. */
function migrateDocument(
  plugins: Plugins,
  document: ConfigDocument,
  config: ServerConfig,
  family: Family,
  notes: Notes,
): { readonly plugins: Plugins } | ContainerdObservation {
  if (document.version < 0) {
    const detail = { version: document.version, newest: family.newestConfigVersion };
    return note('unsupported-version', document.versionLocation, detail);
  }
  if (document.version < config.version && config.version > family.newestConfigVersion) return tooNew(config, family);
  const migrated = migrateSteps(plugins, document.version, config.version, family, false);
  if (migrated.panic !== null) return migrated.panic;
  if (migrated.collisions.length > 0) {
    const otherwise = migrateSteps(plugins, document.version, config.version, family, true);
    const same = sameValue(containerdOf(migrated.plugins), containerdOf(otherwise.plugins));
    const doubt = same && otherwise.panic === null ? null : collisionNote(migrated.collisions);
    if (doubt !== null) notes.doubts.push(doubt);
  }
  config.clashes.push(...migrated.clashes);
  return migrated;
}

interface Steps extends Migration {
  readonly collisions: readonly ConfigEntry[];
}

function migrateSteps(plugins: Plugins, from: number, to: number, family: Family, preferShort: boolean): Steps {
  let migrated = plugins;
  let collisions: readonly ConfigEntry[] = [];
  const clashes: TableClash[] = [];
  for (let version = from; version < to; version += 1) {
    if (version === 1) {
      const renamed = migrateIds(migrated, preferShort);
      migrated = renamed.plugins;
      collisions = renamed.collisions;
    }
    const step = migrateCri(migrated, family, new Set());
    clashes.push(...step.clashes);
    if (step.panic !== null) return { ...step, clashes, collisions };
    migrated = step.plugins;
  }
  return { plugins: migrated, clashes, panic: null, collisions };
}

function containerdOf(plugins: Plugins): ConfigEntry | undefined {
  const runtime = plugins.get(criIds.runtime)?.value;
  return runtime?.kind === 'table' ? runtime.entries.get('containerd') : undefined;
}

function sameValue(a: ConfigEntry | undefined, b: ConfigEntry | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.value.kind !== 'table' || b.value.kind !== 'table') return a.value.location === b.value.location;
  const entries = b.value.entries;
  return (
    a.value.entries.size === entries.size &&
    [...a.value.entries].every(([key, entry]) => sameValue(entry, entries.get(key)))
  );
}

function tooNew(config: ServerConfig, family: Family): ContainerdObservation {
  const detail = { version: config.version, newest: family.newestConfigVersion };
  return note('unsupported-version', config.versionLocation, detail);
}

function noteVersionChange(config: ServerConfig, document: ConfigDocument, family: Family, notes: Notes): void {
  if (document.version === 0 || document.file.importedFrom === null) return;
  const from = config.versionLocation === null ? 1 : config.version;
  if (from === document.version || family.has('migratesEachFile')) return;
  // On 2.x a file of version 1 takes on the version of the files before it.
  if (family.generation === 2 && document.version === 1) return;
  const related = relatedTo(config.versionLocation, 'the version before');
  const detail = { from, to: document.version };
  notes.observations.push(note('version-changed-by-import', document.versionLocation, detail, related));
}
