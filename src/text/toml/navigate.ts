import type { TomlEntry, TomlTable } from './document.ts';
import { entryOf } from './nodes.ts';

/** The entry of a key, which is compared exactly; null when the table has none. */
export function entry(table: TomlTable, key: string): TomlEntry | null {
  return entryOf(table, key) ?? null;
}

/**
 * The entry at a path of keys. Goes through tables only, not into arrays; null when something on the way is missing or is
 * no table, and for an empty path.
 */
export function find(table: TomlTable, path: readonly string[]): TomlEntry | null {
  const last = path.at(-1);
  if (last === undefined) return null;
  const parent = tableAt(table, path.slice(0, -1));
  return parent && entry(parent, last);
}

/** The table at a path of keys, the given one for an empty path; null when there is no table. */
export function tableAt(table: TomlTable, path: readonly string[]): TomlTable | null {
  let at = table;
  for (const key of path) {
    const value = entryOf(at, key)?.value;
    if (value?.type !== 'table') return null;
    at = value;
  }
  return at;
}
