import type { FileTree } from '../image/file-tree.ts';
import { isGlob, partMatcher } from './glob.ts';
import { unitDirectories } from './load-path.ts';
import { isMask } from './mask.ts';

/** Where `preset` files lie, the stronger first. Source: systemd 257 src/basic/path-lookup.c. */
const PRESETS = ['/etc/systemd', '/run/systemd', '/usr/local/lib/systemd', '/usr/lib/systemd', '/lib/systemd'].map(
  (folder) => `${folder}/system-preset`,
);
/** What every service that has default dependencies pulls in, besides what the default target does. */
const ROOTS = ['default.target', 'basic.target'];
/** Where there is no default target a boot ends in one of these. */
const USUAL = ['graphical.target', 'multi-user.target'];
const PULLS = /^[ \t]*(?:Wants|Requires|BindsTo|Upholds)[ \t]*=[ \t]*(.*)$/gm;
const STARTS = /^[ \t]*(?:Unit|Service)[ \t]*=[ \t]*(\S+)[ \t]*$/m;
const INSTALLS = /^[ \t]*(?:WantedBy|RequiredBy|UpheldBy)[ \t]*=[ \t]*(.*)$/gm;
const ACTIVATOR = /\.(?:socket|timer|path)$/;
const MOST_UNITS = 5000;
const LARGEST = 1 << 20;
const MOST_HOPS = 8;

/**
 * Which units systemd starts by itself when the node boots: those that the default target pulls in, by links in `.wants`
 * and its like or by lines of unit files, and those that their sockets, timers and paths start. On a first boot (there is no
 * /etc/machine-id, or it says `uninitialized`) units are enabled by presets before, and one that no preset names is
 * enabled. Source: systemd.unit(5), systemd.preset(5), machine-id(5), systemd 257. What a program starts is not told.
 * @returns whether the unit of that name, or one that it is an alias of, is started
 */
export function unitsAtBoot(tree: FileTree): (name: string) => Promise<boolean> {
  let started: Promise<ReadonlySet<string>> | null = null;
  return async (name) => {
    started ??= findStarted(tree);
    const own = await mainName(tree, name);
    return own !== null && ((await started).has(own) || (await isEnabledByPreset(tree, own, await started)));
  };
}

async function findStarted(tree: FileTree): Promise<ReadonlySet<string>> {
  const started = new Set<string>();
  const ahead = [...ROOTS];
  if ((await mainName(tree, 'default.target')) === null) ahead.push(...USUAL);
  const listed = new Map<string, readonly string[]>();
  for (const directory of unitDirectories) {
    const list = await tree.list(directory);
    listed.set(directory, list.ok ? list.names : []);
  }
  for (const name of ahead) {
    if (started.size >= MOST_UNITS) break;
    const own = await mainName(tree, name);
    if (own === null || started.has(own)) continue;
    started.add(own);
    for (const one of new Set([own, name])) ahead.push(...(await pulledBy(tree, one, listed)));
  }
  return started;
}

/** The units that one starts with it. */
async function pulledBy(
  tree: FileTree,
  name: string,
  listed: ReadonlyMap<string, readonly string[]>,
): Promise<readonly string[]> {
  const found: string[] = [];
  const add = (text: string): void => {
    for (const [, names = ''] of text.matchAll(PULLS)) found.push(...names.trim().split(/\s+/).slice(0, MOST_UNITS));
    if (ACTIVATOR.test(name)) found.push(STARTS.exec(text)?.[1] ?? name.replace(ACTIVATOR, '.service'));
  };
  for (const [directory, names] of listed) {
    for (const kind of ['wants', 'requires', 'upholds']) {
      if (!names.includes(`${name}.${kind}`)) continue;
      const links = await tree.list(`${directory}/${name}.${kind}`);
      for (const link of links.ok ? links.names : []) {
        if (!(await isMask(tree, `${directory}/${name}.${kind}/${link}`))) found.push(link);
      }
    }
    if (!names.includes(`${name}.d`)) continue;
    const dropIns = await tree.list(`${directory}/${name}.d`);
    for (const dropIn of dropIns.ok ? dropIns.names.filter((one) => one.endsWith('.conf')) : []) {
      add(await textOf(tree, `${directory}/${name}.d/${dropIn}`));
    }
  }
  add(await fragmentText(tree, name));
  return found;
}

/** The name that an alias leads to; null for a unit that is masked or not there. */
async function mainName(tree: FileTree, asked: string): Promise<string | null> {
  let name = asked;
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const path = await fragmentOf(tree, name);
    if (path === null || (await isMask(tree, path))) return null;
    const entry = await tree.lstat(path);
    const target = entry.ok ? (entry.entry.linkTarget ?? null) : null;
    const next = target === null ? null : target.slice(target.lastIndexOf('/') + 1);
    // A link to a file of the same name, or out of the load path, is the unit itself.
    if (next === null || next === name || (await fragmentOf(tree, next)) === null) return name;
    if (next.includes('@.') && name.includes('@')) return name;
    name = next;
  }
  return null;
}

async function fragmentOf(tree: FileTree, name: string): Promise<string | null> {
  if (!/^[\w:.@\\-]{1,255}$/.test(name)) return null;
  const template = name.replace(/@.*(?=\.)/, '@');
  for (const one of template === name ? [name] : [name, template]) {
    for (const directory of unitDirectories) {
      const entry = await tree.lstat(`${directory}/${one}`);
      if (entry.ok && entry.entry.kind !== 'directory') return entry.entry.path;
    }
  }
  return null;
}

async function fragmentText(tree: FileTree, name: string): Promise<string> {
  const path = await fragmentOf(tree, name);
  return path === null ? '' : textOf(tree, path);
}

async function textOf(tree: FileTree, path: string): Promise<string> {
  const file = await tree.read(path, LARGEST);
  return file.ok ? new TextDecoder().decode(file.bytes).replace(/\\\n/g, ' ') : '';
}

async function isEnabledByPreset(tree: FileTree, name: string, started: ReadonlySet<string>): Promise<boolean> {
  const id = await tree.read('/etc/machine-id', LARGEST);
  const first = id.ok ? new TextDecoder().decode(id.bytes).trim() === 'uninitialized' : id.reason === 'absent';
  if (!first) return false;
  const wanted = [...(await fragmentText(tree, name)).matchAll(INSTALLS)].flatMap(([, names = '']) =>
    names.split(/\s+/),
  );
  return wanted.some((one) => started.has(one)) && (await presetEnables(tree, name));
}

/** The first line of the presets, in the order of their file names, that matches decides. */
async function presetEnables(tree: FileTree, name: string): Promise<boolean> {
  const files = new Map<string, string>();
  for (const folder of PRESETS) {
    const listed = await tree.list(folder);
    for (const file of listed.ok ? listed.names : []) {
      if (file.endsWith('.preset') && !files.has(file)) files.set(file, `${folder}/${file}`);
    }
  }
  for (const file of [...files.keys()].sort()) {
    for (const line of (await textOf(tree, files.get(file)!)).split('\n')) {
      const [, verb, pattern = ''] = /^\s*(enable|disable|ignore)\s+(\S+)/.exec(line) ?? [];
      if (verb === undefined) continue;
      if (pattern === name || (isGlob(pattern) && partMatcher(pattern)(name))) return verb === 'enable';
    }
  }
  return true;
}
