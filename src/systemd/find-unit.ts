import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { startOfFile } from '../text/position.ts';
import { unitDirectories } from './load-path.ts';
import { isMask, plainPath } from './mask.ts';
import type { Notes } from './notes.ts';
import { parseServiceName, templateOf, type UnitName, withInstance } from './unit-name.ts';

/** A unit's file and names, before anything is read. */
export interface FoundUnit {
  /** The main name, to which aliases lead. */
  readonly name: UnitName;
  /** The other names, sorted. */
  readonly aliases: readonly string[];
  /** The path in the load path; its target where a symlink leads out of it. */
  readonly fragment: string | null;
}

/** The directories of the load path that exist, symlinks resolved, each once. */
export interface LoadPath {
  readonly directories: readonly string[];
}

const mostHops = 8;

/** Finds the directories of the load path that the image has. */
export async function findLoadPath(tree: FileTree, notes: Notes): Promise<LoadPath> {
  const directories: string[] = [];
  const stats = await askAll(unitDirectories, (directory) => tree.stat(directory));
  for (const [at, found] of stats.entries()) {
    const directory = unitDirectories[at]!;
    if (found.ok && found.entry.kind === 'directory' && !directories.includes(found.entry.path)) {
      directories.push(found.entry.path);
    } else if (!found.ok && found.reason !== 'absent') {
      notes.doubt('unreadable', startOfFile(directory), {
        path: directory,
        reason: found.reason,
        problem: found.detail,
      });
    }
  }
  return { directories };
}

/**
 * Finds the unit file for `name`, through aliases and templates, and every other name of that unit. An alias is a symlink
 * inside the load path to another name inside it; a symlink that leads out of it is the unit file itself. Source: systemd
 * 252 src/basic/unit-file.c `unit_file_build_name_map`, `unit_file_find_fragment`.
 */
export async function findUnit(tree: FileTree, path: LoadPath, name: UnitName, notes: Notes): Promise<FoundUnit> {
  const targets = await mapNames(tree, path, notes);
  const fragmentOf = (wanted: string): string | null => followNames(targets, wanted);

  let fragment = fragmentOf(name.full);
  if (fragment === null && name.instance) fragment = fragmentOf(templateOf(name));

  const main = (fragment !== null && mainName(fragment, name)) || name;
  const aliases = new Set([name.full, ...(await aliasesOf(tree, targets, name, fragment))]);
  aliases.delete(main.full);
  const fits = [...aliases].filter((alias) => parseServiceName(alias)?.instance === main.instance);
  return { name: main, aliases: fits.sort(), fragment };
}

/** Every name that leads to the unit's name or to its file's name, an instance put in where a template is an alias. */
async function aliasesOf(
  tree: FileTree,
  targets: ReadonlyMap<string, NameTarget>,
  name: UnitName,
  fragment: string | null,
): Promise<readonly string[]> {
  const own = fragment === null ? null : baseName(fragment);
  const found: string[] = [];
  for (const source of targets.keys()) {
    const file = followNames(targets, source);
    if (file === null) continue;
    const parsed = parseServiceName(source);
    const target = parseServiceName(baseName(file));
    if (parsed === null || target === null) continue;
    const leadsTo = target.instance === '' && parsed.instance ? withInstance(target, parsed.instance) : target.full;
    if ((leadsTo !== name.full && leadsTo !== own) || (await isMask(tree, file))) continue;
    if (parsed.instance !== '' || !name.instance) {
      found.push(source);
      continue;
    }
    const instance = withInstance(parsed, name.instance);
    const elsewhere = followNames(targets, instance);
    if (elsewhere === null || baseName(elsewhere) === own) found.push(instance);
  }
  return found;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

interface NameTarget {
  /** An absolute path, or the name that it is an alias of. */
  readonly target: string;
}

async function mapNames(tree: FileTree, path: LoadPath, notes: Notes): Promise<Map<string, NameTarget>> {
  const targets = new Map<string, NameTarget>();
  const listings = await askAll(path.directories, (directory) => tree.list(directory));
  for (const [at, listed] of listings.entries()) {
    const directory = path.directories[at]!;
    if (!listed.ok) {
      notes.doubt('unreadable', startOfFile(directory), {
        path: directory,
        reason: listed.reason,
        problem: listed.detail,
      });
      continue;
    }
    const names = listed.names.filter((name) => !targets.has(name) && parseServiceName(name) !== null);
    const entries = await askAll(names, (name) => tree.lstat(`${directory}/${name}`));
    for (const [index, entry] of entries.entries()) {
      const name = names[index]!;
      const full = `${directory}/${name}`;
      if (!entry.ok || entry.entry.kind === 'directory' || entry.entry.kind === 'other') continue;
      const target =
        entry.entry.kind === 'file'
          ? full
          : await aliasTarget(tree, path, directory, name, entry.entry.linkTarget ?? '');
      if (target !== null) targets.set(name, { target });
    }
  }
  return targets;
}

/** What the symlink `directory/name` makes of that name: another name, the path itself, or nothing. */
async function aliasTarget(
  tree: FileTree,
  path: LoadPath,
  directory: string,
  name: string,
  written: string,
): Promise<string | null> {
  const absolute = written.startsWith('/') ? written : `${directory}/${written}`;
  const slash = absolute.replace(/\/+$/, '').lastIndexOf('/');
  const targetName = absolute.slice(slash + 1).replace(/\/+$/, '');
  const parent = await tree.stat(absolute.slice(0, slash) || '/');
  const resolved = parent.ok ? parent.entry.path : plainPath(absolute.slice(0, slash));
  const inside = [...path.directories, ...unitDirectories].some(
    (one) => resolved === one || resolved.startsWith(`${one}/`),
  );
  if (!inside) return `${directory}/${name}`;
  const source = parseServiceName(name);
  const target = parseServiceName(targetName);
  if (source === null || target === null || name === targetName) return null;
  const sameForm =
    nameForm(source) === nameForm(target) || (nameForm(source) === 'instance' && nameForm(target) === 'template');
  if (!sameForm) return null;
  return nameForm(target) === 'instance' && source.instance !== target.instance ? null : targetName;
}

function nameForm(name: UnitName): 'plain' | 'instance' | 'template' {
  if (name.instance === null) return 'plain';
  return name.instance === '' ? 'template' : 'instance';
}

function followNames(targets: ReadonlyMap<string, NameTarget>, wanted: string): string | null {
  let name = wanted;
  for (let hop = 0; hop < mostHops; hop += 1) {
    let found = targets.get(name);
    const parsed = parseServiceName(name);
    if (found === undefined && hop > 0 && parsed?.instance) found = targets.get(templateOf(parsed));
    if (found === undefined) return null;
    if (found.target.startsWith('/')) return found.target;
    name = found.target;
  }
  return null;
}

/** The unit's main name is its file's, with the instance put in. */
function mainName(fragment: string, asked: UnitName): UnitName | null {
  const own = parseServiceName(baseName(fragment));
  if (own === null) return null;
  if (own.instance !== '') return own;
  return asked.instance ? parseServiceName(withInstance(own, asked.instance)) : own;
}
