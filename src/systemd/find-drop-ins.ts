import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { compareBytewise } from '../text/bytewise.ts';
import { startOfFile } from '../text/position.ts';
import type { FoundUnit, LoadPath } from './find-unit.ts';
import { isMask } from './mask.ts';
import type { Notes } from './notes.ts';
import { dropInNames, parseServiceName } from './unit-name.ts';

/**
 * The drop-ins of a unit, in the order in which they apply: by file name, whatever their directory. Of several with one
 * file name only that of the most specific directory is there: the unit's own name before its aliases before
 * `service.d`, and within each the load path's order. Source: systemd 252 src/shared/dropin.c
 * `unit_file_find_dropin_paths`, src/basic/conf-files.c.
 */
export async function findDropIns(
  tree: FileTree,
  path: LoadPath,
  unit: FoundUnit,
  notes: Notes,
): Promise<readonly string[]> {
  const winners = new Map<string, string>();
  const directories = await dropInDirectories(tree, path, unit, notes);
  const listings = await askAll(directories, (directory) => tree.list(directory));
  for (const [at, listed] of listings.entries()) {
    const directory = directories[at]!;
    if (!listed.ok) {
      notes.doubt('unreadable', startOfFile(directory), {
        path: directory,
        reason: listed.reason,
        problem: listed.detail,
      });
      continue;
    }
    for (const name of listed.names) {
      const full = `${directory}/${name}`;
      if (!name.endsWith('.conf') || name.startsWith('.')) {
        notes.observe('drop-in-not-read', startOfFile(full), { name });
        continue;
      }
      const winner = winners.get(name);
      if (winner === undefined) winners.set(name, full);
      else await noteShadowed(tree, full, winner, notes);
    }
  }
  return [...winners.keys()].sort(compareBytewise).map((name) => winners.get(name)!);
}

async function dropInDirectories(
  tree: FileTree,
  path: LoadPath,
  unit: FoundUnit,
  notes: Notes,
): Promise<readonly string[]> {
  const wanted: string[] = [];
  for (const name of [unit.name.full, ...unit.aliases]) {
    const parsed = parseServiceName(name);
    if (parsed === null) continue;
    for (const directory of path.directories) {
      for (const variant of dropInNames(parsed)) wanted.push(`${directory}/${variant}.d`);
    }
  }
  for (const directory of path.directories) wanted.push(`${directory}/service.d`);

  const found: string[] = [];
  const entries = await askAll(wanted, (directory) => tree.stat(directory));
  for (const [at, entry] of entries.entries()) {
    const directory = wanted[at]!;
    if (entry.ok && entry.entry.kind === 'directory' && !found.includes(entry.entry.path)) found.push(entry.entry.path);
    if (!entry.ok && entry.reason !== 'absent') {
      notes.doubt('unreadable', startOfFile(directory), {
        path: directory,
        reason: entry.reason,
        problem: entry.detail,
      });
    }
  }
  return found;
}

async function noteShadowed(tree: FileTree, loser: string, winner: string, notes: Notes): Promise<void> {
  if (await isMask(tree, winner)) {
    notes.observe('drop-in-masked', startOfFile(winner), {}, [{ location: startOfFile(loser), role: 'hidden by it' }]);
  } else {
    notes.observe('drop-in-shadowed', startOfFile(loser), {}, [
      { location: startOfFile(winner), role: 'read in its place' },
    ]);
  }
}
