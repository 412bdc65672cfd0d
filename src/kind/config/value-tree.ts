import { type Location, locate, type Span } from '../../text/position.ts';
import type { TomlTable, TomlValue } from '../../text/toml/document.ts';

/**
 * A JSON value that knows where each part of it was written. kind turns TOML and YAML into JSON, patches that, and writes
 * it anew; this is that JSON.
 */
export type Value = Scalar | List | Table;

export interface Scalar {
  readonly type: 'scalar';
  readonly value: string | number | bigint | boolean | null;
  readonly origin: Location | null;
}

export interface List {
  readonly type: 'list';
  readonly items: readonly Value[];
  readonly origin: Location | null;
}

export interface Table {
  readonly type: 'table';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly origin: Location | null;
}

export interface Entry {
  readonly value: Value;
  readonly keyOrigin: Location | null;
}

/** Turns a span of a text that stands inside of a file into a place in that file. */
export type Placing = (span: Span) => Location;

export function placingIn(path: string): Placing {
  return (span) => locate(path, span);
}

/** go-toml v1's ToMap and encoding/json: dates become strings. */
export function valueFromToml(table: TomlTable, place: Placing): Table {
  const entries = new Map<string, Entry>();
  for (const { key, keySpan, value } of table.entries) {
    entries.set(key, { value: fromTomlValue(value, place), keyOrigin: place(keySpan) });
  }
  return { type: 'table', entries, origin: place(table.headers[0] ?? table.span) };
}

function fromTomlValue(value: TomlValue, place: Placing): Value {
  if (value.type === 'table') return valueFromToml(value, place);
  const origin = place(value.span);
  if (value.type === 'array') {
    return { type: 'list', items: value.items.map((item) => fromTomlValue(item, place)), origin };
  }
  return { type: 'scalar', value: value.value, origin };
}

/** A plain value whose parts are located by path, as a YAML document locates them. */
export function valueFromPlain(
  plain: unknown,
  spanOf: (path: readonly (string | number)[], key: boolean) => Location | null,
  path: readonly (string | number)[] = [],
): Value {
  const origin = spanOf(path, false);
  if (Array.isArray(plain)) {
    return { type: 'list', items: plain.map((item, index) => valueFromPlain(item, spanOf, [...path, index])), origin };
  }
  if (typeof plain === 'object' && plain !== null) {
    const entries = new Map<string, Entry>();
    for (const [key, inner] of Object.entries(plain)) {
      const inside = [...path, key];
      entries.set(key, { value: valueFromPlain(inner, spanOf, inside), keyOrigin: spanOf(inside, true) });
    }
    return { type: 'table', entries, origin };
  }
  const value = typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean' ? plain : null;
  return { type: 'scalar', value, origin };
}

export function tableOf(entries: Readonly<Record<string, Value>>): Table {
  return {
    type: 'table',
    entries: new Map(Object.entries(entries).map(([key, value]) => [key, { value, keyOrigin: null }])),
    origin: null,
  };
}

export function scalar(value: Scalar['value'], origin: Location | null = null): Scalar {
  return { type: 'scalar', value, origin };
}

export function withEntry(table: Table, key: string, value: Value, keyOrigin: Location | null = null): Table {
  return { ...table, entries: new Map([...table.entries, [key, { value, keyOrigin }]]) };
}

export function withoutEntry(table: Table, key: string): Table {
  return { ...table, entries: new Map([...table.entries].filter(([name]) => name !== key)) };
}

export function entryAt(value: Value, path: readonly string[]): Entry | null {
  let entry: Entry | null = null;
  let at: Value = value;
  for (const key of path) {
    if (at.type !== 'table') return null;
    const next = at.entries.get(key);
    if (next === undefined) return null;
    entry = next;
    at = next.value;
  }
  return entry;
}

/** The scalar at a path as a string; null where it is something else. */
export function textAt(value: Value, path: readonly string[]): string | null {
  const found = entryAt(value, path)?.value;
  return found?.type === 'scalar' && typeof found.value === 'string' ? found.value : null;
}

/** RFC 7396. A null in the patch removes; everything that the patch sets carries the patch's places. */
export function mergePatch(target: Value | null, patch: Value): Value {
  if (patch.type !== 'table') return patch;
  const entries = new Map(target?.type === 'table' ? target.entries : []);
  for (const [key, { value, keyOrigin }] of patch.entries) {
    if (value.type === 'scalar' && value.value === null) {
      entries.delete(key);
      continue;
    }
    const there = entries.get(key);
    const merged = mergePatch(there?.value ?? null, value);
    // A table that was there keeps its own header; only what the patch sets in it moves.
    const keepsPlace = there?.value.type === 'table' && merged.type === 'table';
    entries.set(key, { value: merged, keyOrigin: keepsPlace ? there.keyOrigin : keyOrigin });
  }
  return { type: 'table', entries, origin: (target?.type === 'table' ? target.origin : null) ?? patch.origin };
}
