import type { FileTree } from '../image/file-tree.ts';
import type { FoundUnit, LoadPath } from './find-unit.ts';
import type { Notes } from './notes.ts';
import { startOf } from './traced-text.ts';
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
  for (const directory of await dropInDirectories(tree, path, unit)) {
    const listed = await tree.list(directory);
    if (!listed.ok) {
      notes.doubt('unreadable', startOf(directory), { path: directory, reason: listed.reason, problem: listed.detail });
      continue;
    }
    for (const name of listed.names) {
      const full = `${directory}/${name}`;
      if (!name.endsWith('.conf') || name.startsWith('.')) {
        notes.observe('drop-in-not-read', startOf(full), { name });
        continue;
      }
      const winner = winners.get(name);
      if (winner === undefined) winners.set(name, full);
      else await noteShadowed(tree, full, winner, notes);
    }
  }
  return [...winners.keys()].sort(byteOrder).map((name) => winners.get(name)!);
}

async function dropInDirectories(tree: FileTree, path: LoadPath, unit: FoundUnit): Promise<readonly string[]> {
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
  for (const directory of wanted) {
    const entry = await tree.stat(directory);
    if (entry.ok && entry.entry.kind === 'directory' && !found.includes(entry.entry.path)) found.push(entry.entry.path);
  }
  return found;
}

async function noteShadowed(tree: FileTree, loser: string, winner: string, notes: Notes): Promise<void> {
  if (await isMask(tree, winner)) {
    notes.observe('drop-in-masked', startOf(winner), {}, [{ location: startOf(loser), role: 'hidden by it' }]);
  } else {
    notes.observe('drop-in-shadowed', startOf(loser), {}, [{ location: startOf(winner), role: 'read in its place' }]);
  }
}

/** strcmp(3) on the UTF-8 form, which is the order of code points. */
export function byteOrder(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0)!);
  const right = Array.from(b, (character) => character.codePointAt(0)!);
  const differs = left.findIndex((code, index) => code !== right[index]);
  return differs === -1 ? left.length - right.length : left[differs]! - (right[differs] ?? -1);
}

/** Whether a path leads to `/dev/null` or to an empty file. An image need not have the device itself. */
export async function isMask(tree: FileTree, path: string): Promise<boolean> {
  let at = path;
  for (let hop = 0; hop < 40; hop += 1) {
    const entry = await tree.lstat(at);
    if (!entry.ok) return at === '/dev/null';
    if (entry.entry.kind === 'other') return true;
    if (entry.entry.kind === 'file') return entry.entry.size === 0;
    const target = entry.entry.linkTarget;
    if (target === null) return false;
    at = target.startsWith('/') ? target : `${entry.entry.path.slice(0, entry.entry.path.lastIndexOf('/'))}/${target}`;
    if (plain(at) === '/dev/null') return true;
  }
  return false;
}

function plain(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
