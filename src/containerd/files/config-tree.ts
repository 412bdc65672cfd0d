import { type Location, locate } from '../../text/position.ts';
import type { TomlScalar, TomlTable, TomlValue } from '../../text/toml/document.ts';

/** TOML values that remember which line of which file they come from, so that tables of several files can be merged. */
export type ConfigValue = ConfigScalar | ConfigArray | ConfigTable;

export interface ConfigScalar {
  readonly kind: 'scalar';
  readonly scalar: TomlScalar;
  readonly location: Location;
}

export interface ConfigArray {
  readonly kind: 'array';
  readonly items: readonly ConfigValue[];
  /** `[[header]]` tables. */
  readonly ofTables: boolean;
  readonly location: Location;
}

export interface ConfigTable {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, ConfigEntry>;
  /** The header, the braces, or the key that implies the table. */
  readonly location: Location;
  /** It has a header or braces of its own. */
  readonly explicit: boolean;
  readonly inline: boolean;
}

export interface ConfigEntry {
  readonly key: string;
  readonly keyLocation: Location;
  readonly value: ConfigValue;
}

/** How deep tables may nest; whatever lies deeper is left out, and `onTooDeep` is called. */
const depthLimit = 200;

export function configTable(table: TomlTable, path: string, onTooDeep: () => void, depth = 0): ConfigTable {
  const entries = new Map<string, ConfigEntry>();
  for (const { key, keySpan, value } of table.entries) {
    if (depth >= depthLimit) {
      onTooDeep();
      break;
    }
    const converted = configValue(value, path, onTooDeep, depth + 1);
    entries.set(key, { key, keyLocation: locate(path, keySpan), value: converted });
  }
  return {
    kind: 'table',
    entries,
    location: locate(path, table.span),
    explicit: table.form === 'header' || table.form === 'inline',
    inline: table.form === 'inline',
  };
}

function configValue(value: TomlValue, path: string, onTooDeep: () => void, depth: number): ConfigValue {
  if (value.type === 'table') return configTable(value, path, onTooDeep, depth);
  const location = locate(path, value.span);
  if (value.type !== 'array') return { kind: 'scalar', scalar: value, location };
  if (depth >= depthLimit) {
    onTooDeep();
    return { kind: 'array', items: [], ofTables: value.arrayOfTables, location };
  }
  const items = value.items.map((item) => configValue(item, path, onTooDeep, depth + 1));
  return { kind: 'array', items, ofTables: value.arrayOfTables, location };
}

/** The table with other entries; everything else stays. */
export function withEntries(table: ConfigTable, entries: ReadonlyMap<string, ConfigEntry>): ConfigTable {
  return { ...table, entries };
}

export function emptyTable(location: Location): ConfigTable {
  return { kind: 'table', entries: new Map(), location, explicit: false, inline: false };
}

/** The value under these keys, exactly as written, or null. */
export function valueAt(table: ConfigTable, ...keys: readonly string[]): ConfigValue | null {
  let value: ConfigValue = table;
  for (const key of keys) {
    if (value.kind !== 'table') return null;
    const entry = value.entries.get(key);
    if (entry === undefined) return null;
    value = entry.value;
  }
  return value;
}

export function tableAt(table: ConfigTable, ...keys: readonly string[]): ConfigTable | null {
  const value = valueAt(table, ...keys);
  return value?.kind === 'table' ? value : null;
}

export function textOf(value: ConfigValue | null | undefined): string | null {
  return value?.kind === 'scalar' && value.scalar.type === 'string' ? value.scalar.value : null;
}

export function booleanOf(value: ConfigValue | null | undefined): boolean | null {
  return value?.kind === 'scalar' && value.scalar.type === 'boolean' ? value.scalar.value : null;
}

/** What a value is, in TOML's words. */
export function typeName(value: ConfigValue): string {
  if (value.kind === 'scalar') return value.scalar.type;
  if (value.kind === 'table') return 'table';
  return value.ofTables ? 'array of tables' : 'array';
}

/** A value as written, for messages: at most 80 characters. */
export function writtenValue(value: ConfigValue): string {
  if (value.kind !== 'scalar') return typeName(value);
  const { raw } = value.scalar;
  return raw.length > 80 ? `${raw.slice(0, 79)}…` : raw;
}

/** The entries of the table and of all tables in it, with the keys that lead to them, in document order. */
export function* walk(
  table: ConfigTable,
  path: readonly string[] = [],
): Generator<{ readonly path: readonly string[]; readonly entry: ConfigEntry; readonly table: ConfigTable }> {
  for (const entry of table.entries.values()) {
    yield { path, entry, table };
    if (entry.value.kind === 'table') yield* walk(entry.value, [...path, entry.key]);
  }
}
