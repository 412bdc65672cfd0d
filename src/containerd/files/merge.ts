import type { ConfigEntry, ConfigTable } from './config-tree.ts';

/** A value that a later file's value took the place of. */
export interface Override {
  /** The keys that lead to it, from the plugin's id on. */
  readonly path: readonly string[];
  readonly loser: ConfigEntry;
  readonly winner: ConfigEntry;
}

/**
 * Merges the tables of a later file into those of the earlier ones, as mergo 1.0 does with `WithOverride` for the
 * `plugins` of containerd 2.x: tables key by key, everything else is replaced, and `false`, `""` and empty arrays
 * replace as well; an empty table changes nothing.
 */
export function mergeEntries(
  earlier: ReadonlyMap<string, ConfigEntry>,
  later: ReadonlyMap<string, ConfigEntry>,
  path: readonly string[],
  overrides: Override[],
): ReadonlyMap<string, ConfigEntry> {
  const merged = new Map(earlier);
  for (const [key, winner] of later) {
    const loser = merged.get(key);
    if (loser?.value.kind === 'table' && winner.value.kind === 'table') {
      merged.set(key, { ...loser, value: mergeTables(loser.value, winner.value, [...path, key], overrides) });
      continue;
    }
    if (loser !== undefined) overrides.push({ path: [...path, key], loser, winner });
    merged.set(key, winner);
  }
  return merged;
}

/** Seen from outside, the merged table stands where the later file has it, if it says so itself. */
function mergeTables(
  earlier: ConfigTable,
  later: ConfigTable,
  path: readonly string[],
  overrides: Override[],
): ConfigTable {
  const placed = later.explicit || !earlier.explicit ? later : earlier;
  return { ...placed, entries: mergeEntries(earlier.entries, later.entries, path, overrides) };
}
