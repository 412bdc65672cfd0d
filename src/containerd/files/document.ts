import type { Location } from '../../text/position.ts';
import type { LoadedFile } from '../answer.ts';
import { type DecodedStruct, mapField, plainField } from '../decoding/decode.ts';
import { type ConfigEntry, type ConfigTable, type ConfigValue, textOf } from './config-tree.ts';
import { mergeEntries, type Override } from './merge.ts';

/** One configuration file, read and understood. */
export interface ConfigDocument {
  readonly file: LoadedFile;
  readonly text: string;
  readonly root: ConfigTable;
  readonly config: DecodedStruct;
  /** 0 without a `version`, as Go has it. */
  readonly version: number;
  readonly versionLocation: Location | null;
}

/** An entry of a list of strings, with its line. */
export interface ListedText {
  readonly text: string;
  readonly location: Location;
}

export function listedTexts(config: DecodedStruct, field: string): readonly ListedText[] {
  const value = plainField(config, field);
  if (value?.kind !== 'array') return [];
  return value.items.flatMap((item) => {
    const text = textOf(item);
    return text === null ? [] : [{ text, location: item.location }];
  });
}

export function versionOf(config: DecodedStruct): { readonly version: number; readonly location: Location | null } {
  const value = plainField(config, 'version');
  if (value?.kind !== 'scalar' || value.scalar.type !== 'integer') return { version: 0, location: null };
  // go-toml 1.9 takes what needs 64 bits without a sign, and Go's int has one.
  return { version: Number(BigInt.asIntN(64, value.scalar.value)), location: value.location };
}

/** The tables of the plugins, by id; those below several spellings of `plugins` are merged. */
export function pluginEntries(config: DecodedStruct): ReadonlyMap<string, ConfigEntry> {
  const [first, ...others] = mapField(config, 'plugins')?.tables ?? [];
  const overrides: Override[] = [];
  return others.reduce<ReadonlyMap<string, ConfigEntry>>(
    (merged, table) => mergeEntries(merged, table.entries, [], overrides),
    first?.entries ?? new Map(),
  );
}

export function timeoutsOf(config: DecodedStruct): readonly (readonly [string, ConfigValue])[] {
  return [...(mapField(config, 'timeouts')?.members ?? [])].map(([key, { entry }]) => [key, entry.value] as const);
}
