import type { Decoder, Family } from '../families.ts';
import type { ConfigEntry, ConfigTable, ConfigValue } from '../files/config-tree.ts';
import { type FieldType, fieldsOf, parseFieldType, type Structs } from './fields.ts';
import { entriesOfField } from './spellings.ts';
import { scalarMismatch, type TypeMismatch } from './type-check.ts';

/** A Go struct filled from one table, or from several that are merged. Fields that no entry fills are absent. */
export interface DecodedStruct {
  readonly kind: 'struct';
  readonly fields: ReadonlyMap<string, DecodedField>;
  /** The tables that filled it, in the order in which they were applied. */
  readonly tables: readonly ConfigTable[];
}

export interface DecodedField {
  /** The entry that decided; null for an embedded struct that was filled from the surrounding table. */
  readonly entry: ConfigEntry | null;
  readonly value: DecodedValue;
}

export type DecodedValue =
  | DecodedStruct
  | {
      readonly kind: 'map';
      readonly members: ReadonlyMap<string, DecodedMember>;
      readonly tables: readonly ConfigTable[];
    }
  /** A scalar, a list, or something that is kept as it is. */
  | { readonly kind: 'plain'; readonly value: ConfigValue };

export interface DecodedMember {
  readonly entry: ConfigEntry;
  readonly value: DecodedValue;
}

/** What the decoder did with a key whose case is not the field's, or of which there are several. */
export interface SpellingNote {
  readonly field: string;
  readonly path: readonly string[];
  readonly entry: ConfigEntry;
  readonly fate: 'counts' | 'lost' | 'random';
  /** The entry that won, or the others that compete. */
  readonly winner: ConfigEntry | null;
}

export interface Decoding {
  readonly value: DecodedStruct;
  /** The first value whose type does not fit; the program stops there. */
  readonly mismatch: TypeMismatch | null;
  readonly spellings: readonly SpellingNote[];
}

interface Run {
  readonly structs: Structs;
  readonly family: Family;
  readonly decoder: Decoder;
  readonly documentOrder: boolean;
  readonly spellings: SpellingNote[];
  mismatch: TypeMismatch | null;
}

/** Fills the struct `root` as the family's decoder does; `documentOrder` for a whole file, not for a plugin's table. */
export function decodeTable(
  table: ConfigTable,
  root: string,
  structs: Structs,
  family: Family,
  documentOrder = false,
): Decoding {
  const run: Run = { structs, family, decoder: family.decoder, documentOrder, spellings: [], mismatch: null };
  const value = decodeStruct([table], root, [], run);
  return { value, mismatch: run.mismatch, spellings: run.spellings };
}

function decodeStruct(tables: readonly ConfigTable[], name: string, path: readonly string[], run: Run): DecodedStruct {
  const fields = new Map<string, DecodedField>();
  for (const [field, notation] of fieldsOf(run.structs, name, run.family.release)) {
    const type = parseFieldType(notation);
    const entries = tables.flatMap((table) => entriesIn(table, field, path, run));
    const last = lastThatSets(entries, type, ({ value }) => value);
    if (last !== undefined) {
      const values = entries.map((entry) => entry.value);
      fields.set(field, { entry: last, value: decodeValue(values, type, [...path, field], run) });
    } else if (type.kind === 'struct' && type.embedded && run.decoder === 'go-toml-1') {
      fields.set(field, { entry: null, value: decodeStruct(tables, type.name, path, run) });
    }
  }
  return { kind: 'struct', fields, tables };
}

/** An empty table, where a scalar can't be one but go-toml 2.2 lets it pass, sets nothing. */
function lastThatSets<T>(spelled: readonly T[], type: FieldType, valueIn: (one: T) => ConfigValue): T | undefined {
  const isScalar = !['struct', 'map', 'list', 'any', 'primitive'].includes(type.kind);
  const setting = isScalar ? spelled.filter((one) => valueIn(one).kind !== 'table') : spelled;
  return setting.at(-1) ?? spelled.at(-1);
}

function entriesIn(table: ConfigTable, field: string, path: readonly string[], run: Run): readonly ConfigEntry[] {
  const { applied, passedOver, random } = entriesOfField(table, field, run.decoder, run.documentOrder);
  const winner = applied.at(-1) ?? null;
  for (const entry of applied) {
    const scalar = entry.value.kind !== 'table';
    if (random) run.spellings.push({ field, path, entry, fate: 'random', winner });
    else if (entry !== winner && scalar) run.spellings.push({ field, path, entry, fate: 'lost', winner });
    else if (entry.key !== field) run.spellings.push({ field, path, entry, fate: 'counts', winner });
  }
  for (const entry of passedOver) run.spellings.push({ field, path, entry, fate: 'lost', winner });
  return applied;
}

/** `values` are what several spellings of one field hold, in the order in which they are applied. */
function decodeValue(values: readonly ConfigValue[], type: FieldType, path: readonly string[], run: Run): DecodedValue {
  const last = lastThatSets(values, type, (value) => value)!;
  const checked = values.filter((value) => {
    const mismatch = scalarMismatch(value, type, run.family, run.documentOrder);
    if (mismatch !== null) run.mismatch ??= { ...mismatch, path };
    return mismatch === null;
  });
  const tables = checked.filter((value): value is ConfigTable => value.kind === 'table');
  if (type.kind === 'struct') return decodeStruct(tables, type.name, path, run);
  if (type.kind !== 'map') {
    if (type.kind === 'list' && last.kind !== 'scalar') {
      for (const item of last.kind === 'array' ? last.items : [last]) decodeValue([item], type.item, path, run);
    }
    return { kind: 'plain', value: last };
  }
  const members = new Map<string, { entry: ConfigEntry; values: ConfigValue[] }>();
  for (const entry of tables.flatMap((table) => [...table.entries.values()])) {
    const known = members.get(entry.key);
    members.set(entry.key, { entry, values: [...(known?.values ?? []), entry.value] });
  }
  const decoded = new Map<string, DecodedMember>();
  for (const [key, member] of members) {
    decoded.set(key, { entry: member.entry, value: decodeValue(member.values, type.item, [...path, key], run) });
  }
  return { kind: 'map', members: decoded, tables };
}

/** The plain value of a field, or null. */
export function plainField(struct: DecodedStruct | null, field: string): ConfigValue | null {
  const value = struct?.fields.get(field)?.value;
  return value?.kind === 'plain' ? value.value : null;
}

export function structField(struct: DecodedStruct | null, field: string): DecodedStruct | null {
  const value = struct?.fields.get(field)?.value;
  return value?.kind === 'struct' ? value : null;
}

export function mapField(
  struct: DecodedStruct | null,
  field: string,
): Extract<DecodedValue, { readonly kind: 'map' }> | null {
  const value = struct?.fields.get(field)?.value;
  return value?.kind === 'map' ? value : null;
}
