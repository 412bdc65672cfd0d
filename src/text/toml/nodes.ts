import type { Span } from '../position.ts';
import type { TomlArray, TomlEntry, TomlTable, TomlValue } from './document.ts';

/** One part of a key, decoded, and where it is written. */
export interface KeyPart {
  readonly key: string;
  readonly span: Span;
}

/** The key before `=` or between the brackets of a header. */
export interface Key {
  readonly parts: readonly KeyPart[];
  /** As written; in a header all that stands between the brackets. */
  readonly raw: string;
  readonly span: Span;
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** A table under construction: its form and span change when a header names what was only implied. */
export type OpenTable = Open<TomlTable>;

/** Where each key stands among a table's entries; tables may be large and keys may be named `__proto__`. */
const indexes = new WeakMap<TomlTable, Map<string, number>>();

export function newTable(form: TomlTable['form'], span: Span): OpenTable {
  return { type: 'table', form, entries: [], headers: [], span };
}

export function newArray(arrayOfTables: boolean, items: TomlValue[], span: Span): TomlArray {
  return { type: 'array', arrayOfTables, items, span };
}

/** The entry of a key. */
export function entryOf(table: TomlTable, key: string): TomlEntry | undefined {
  return table.entries[placeOf(table, key)];
}

/** Adds an entry, or puts it in the place of the one with its key. */
export function putEntry(table: TomlTable, part: KeyPart, value: TomlValue): void {
  const entry: TomlEntry = { key: part.key, keySpan: part.span, value };
  const at = placeOf(table, part.key);
  if (at >= 0) {
    table.entries[at] = entry;
    return;
  }
  indexes.get(table)?.set(part.key, table.entries.length);
  table.entries.push(entry);
}

/** Adds an empty table under a key. */
export function putTable(table: TomlTable, part: KeyPart, form: TomlTable['form'], span = part.span): OpenTable {
  const added = newTable(form, span);
  putEntry(table, part, added);
  return added;
}

/** Notes that a header opened a table. */
export function addHeader(table: OpenTable, header: Span): void {
  if (table.form === 'implicit') {
    table.form = 'header';
    table.span = header;
  }
  table.headers.push(header);
}

/** Where a key stands among the entries; -1 when it is not there. Few entries are looked through, many are indexed. */
function placeOf(table: TomlTable, key: string): number {
  const { entries } = table;
  if (entries.length <= 8) return entries.findIndex((entry) => entry.key === key);
  let index = indexes.get(table);
  if (!index) {
    index = new Map(entries.map((entry, at) => [entry.key, at]));
    indexes.set(table, index);
  }
  return index.get(key) ?? -1;
}
