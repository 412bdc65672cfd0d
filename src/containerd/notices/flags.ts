import { editDistance } from '../../text/edit-distance.ts';
import { flagField } from '../decoding/spelling-notes.ts';
import { isSpellingOf } from '../decoding/spellings.ts';
import { type ConfigEntry, type ConfigTable, walk } from '../files/config-tree.ts';

/** A line that sets the driver of a handler, or seems to. */
export interface FlagLine {
  /** The keys that lead to it, without its own. */
  readonly path: readonly string[];
  readonly entry: ConfigEntry;
  /** The handler, if it stands in the options of one. */
  readonly handler: string | null;
  /** `field`: the key, in whatever case; `same`: but for `_`, `-` and blanks; `near`: a slip or two away. */
  readonly likeness: 'field' | 'same' | 'near';
}

/** Other programs' names for the same thing. */
const borrowedNames = [
  'cgroupdriver',
  'cgroupmanager',
  'nativecgroupdriver',
  'systemdcgroupdriver',
  'usesystemdcgroup',
];

export function likenessToFlag(key: string): FlagLine['likeness'] | null {
  if (isSpellingOf(key, flagField)) return 'field';
  if (key.length > 40) return null;
  const letters = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (letters === 'systemdcgroup') return 'same';
  return borrowedNames.includes(letters) || editDistance(letters, 'systemdcgroup') <= 2 ? 'near' : null;
}

/** Every such line of a table and the tables in it. */
export function flagLines(table: ConfigTable, path: readonly string[] = []): readonly FlagLine[] {
  return [...walk(table, path)].flatMap(({ path: at, entry }) => {
    const likeness = likenessToFlag(entry.key);
    return likeness === null ? [] : [{ path: at, entry, handler: handlerOfOptions(at), likeness }];
  });
}

/** The lines that really set the driver of a handler, if the table is read; `path` leads to the table. */
export function driverLines(
  table: ConfigTable,
  path: readonly string[] = [],
): readonly (FlagLine & { readonly handler: string })[] {
  return flagLines(table, path).flatMap((line) =>
    line.likeness === 'field' && line.handler !== null ? [{ ...line, handler: line.handler }] : [],
  );
}

/** `…runtimes.NAME.options` or the options of one of the tables that 1.x has for one handler each. */
function handlerOfOptions(path: readonly string[]): string | null {
  const [before, name, last] = path.slice(-3).map((key) => key.toLowerCase());
  if (last !== 'options') return null;
  if (before === 'runtimes') return path.at(-2) ?? null;
  if (name === 'default_runtime') return 'default';
  return name === 'untrusted_workload_runtime' ? 'untrusted' : null;
}
