import { type Location, startOfFile } from '../../text/position.ts';
import { type DecodedStruct, mapField, plainField, structField } from '../decoding/decode.ts';
import { flagField } from '../decoding/spelling-notes.ts';
import type { Family } from '../families.ts';
import { type ConfigEntry, type ConfigTable, type ConfigValue, textOf, withEntries } from '../files/config-tree.ts';
import { mergeEntries, type Override } from '../files/merge.ts';

/** A runtime handler as the CRI plugin has it after reading its settings. */
export interface Handler {
  readonly name: string;
  /** The runtime type, `""` where there is none. */
  readonly type: string;
  readonly typeValue: ConfigValue | null;
  /** What the files say of it; null where it is as built in. */
  readonly settings: DecodedStruct | null;
  readonly definition: Location | null;
  /** The options as one table; null where the shim is given none. */
  readonly options: ConfigTable | null;
  /** 1.4: something that is no table stands for the options. */
  readonly badOptions: ConfigValue | null;
}

/** The settings that decide about runtimes, whichever table they came from. */
export interface RuntimeSettings {
  /** The plugin's table as decoded; null where no file has one. */
  readonly plugin: DecodedStruct | null;
  readonly containerd: DecodedStruct | null;
  readonly defaultName: string;
  readonly defaultNameValue: ConfigValue | null;
  readonly handlers: ReadonlyMap<string, Handler>;
  /** 1.5 to 1.7: the `runtimes` table has no `runc`, and so the built-in one is gone. */
  readonly builtInLost: boolean;
}

const builtInType = 'io.containerd.runc.v2';

/** Stands for the line `SystemdCgroup = false` of the options that are built in. */
export const builtInFlag: ConfigEntry = builtInEntry();

function builtInEntry(): ConfigEntry {
  const location = startOfFile('');
  const position = { line: 1, column: 1, offset: 0 };
  const scalar = { type: 'boolean', value: false, raw: 'false', span: { start: position, end: position } } as const;
  return { key: flagField, keyLocation: location, value: { kind: 'scalar', scalar, location } };
}

/** Lays what the files say over what is built in (`DefaultConfig` in `config_unix.go`). */
export function runtimeSettings(plugin: DecodedStruct | null, family: Family): RuntimeSettings {
  const containerd = structField(plugin, 'containerd');
  const runtimes = mapField(containerd, 'runtimes');
  const handlers = new Map<string, Handler>();
  const keepsBuiltIn = runtimes === null || !family.has('losesBuiltInRunc');
  if (keepsBuiltIn) handlers.set('runc', handlerOf('runc', null, null, true, family));
  for (const [name, { entry, value }] of runtimes?.members ?? []) {
    const settings = value.kind === 'struct' ? value : null;
    handlers.set(name, handlerOf(name, settings, entry, name === 'runc' && family.has('mergesHandlers'), family));
  }
  const defaultNameValue = plainField(containerd, 'default_runtime_name');
  return {
    plugin,
    containerd,
    defaultName: textOf(defaultNameValue) ?? 'runc',
    defaultNameValue,
    handlers,
    builtInLost: !keepsBuiltIn && !handlers.has('runc'),
  };
}

/** `overBuiltIn`: what the settings leave out is as in the built-in `runc`. */
export function handlerOf(
  name: string,
  settings: DecodedStruct | null,
  entry: ConfigEntry | null,
  overBuiltIn: boolean,
  family: Family,
): Handler {
  const typeValue = plainField(settings, 'runtime_type');
  const given = settings?.fields.get('options') ?? null;
  const value = given?.value ?? null;
  let options: ConfigTable | null = null;
  let badOptions: ConfigValue | null = null;
  if (value?.kind === 'map') options = mergedOptions(value.tables);
  else if (value?.kind === 'plain' && value.value.kind === 'table') options = value.value;
  else if (value?.kind === 'plain') badOptions = value.value;
  // go-toml 2 writes the table out and reads it again, which makes nothing of an empty one.
  if (family.has('mergesHandlers') && options?.entries.size === 0 && !overBuiltIn) options = null;
  return {
    name,
    type: textOf(typeValue) ?? (overBuiltIn ? builtInType : ''),
    typeValue,
    settings,
    definition: entry?.value.location ?? null,
    options: overBuiltIn ? withBuiltInFlag(options, family) : options,
    badOptions,
  };
}

function mergedOptions(tables: readonly ConfigTable[]): ConfigTable | null {
  const [first, ...others] = tables;
  if (first === undefined) return null;
  const overrides: Override[] = [];
  return others.reduce(
    (merged, table) => withEntries(table, mergeEntries(merged.entries, table.entries, [], overrides)),
    first,
  );
}

function withBuiltInFlag(options: ConfigTable | null, family: Family): ConfigTable {
  const table: ConfigTable = options ?? {
    kind: 'table',
    entries: new Map(),
    location: builtInFlag.keyLocation,
    explicit: false,
    inline: false,
  };
  if (!family.has('builtInOptionsHoldFlag') || family.generation === 1) return table;
  const given = table.entries.get(flagField)?.value;
  // go-toml 2.2 leaves the built-in value where an empty table is laid over it
  const isVoid = given?.kind === 'table' && given.entries.size === 0 && family.dialects[0] === 'go-toml-2.2';
  if (given !== undefined && !isVoid) return table;
  return withEntries(table, new Map([...table.entries, [flagField, builtInFlag]]));
}

/** Whether the table, or anything in it, comes from a file. */
export function isBuiltIn(location: Location): boolean {
  return location.path === '';
}
