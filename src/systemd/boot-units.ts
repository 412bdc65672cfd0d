import { askAll } from '../image/ask-all.ts';
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
const UNIT = /\.(?:service|socket|timer|path|target)$/;
const ACTIVATOR = /\.(?:socket|timer|path)$/;
const MOST_UNITS = 5000;
/** A distribution has some hundreds. */
const MOST_PRESET_LINES = 5000;
const LARGEST = 1 << 20;
const MOST_HOPS = 8;

/** The names in each folder of the load path; null for one that cannot be listed. */
type UnitNames = ReadonlyMap<string, ReadonlySet<string> | null>;

/** Which units systemd starts by itself. */
export interface BootUnits {
  /** Whether the unit of that name, or one that it is an alias of, is started. */
  starts(name: string): Promise<boolean>;
  /** Every one that is started, by its main name. */
  all(): Promise<ReadonlySet<string>>;
}

/**
 * Which units systemd starts by itself when the node boots: those that the default target pulls in, by links in `.wants`
 * and its like or by lines of unit files, and those that their sockets, timers and paths start. On a first boot (there is no
 * /etc/machine-id, or it says `uninitialized`) units are enabled by presets before, and one that no preset names is
 * enabled. Source: systemd.unit(5), systemd.preset(5), machine-id(5), systemd 257. What a program starts is not told.
 */
export function unitsAtBoot(tree: FileTree): BootUnits {
  let known: Promise<{ readonly names: UnitNames; readonly started: ReadonlySet<string> }> | null = null;
  const find = async () => {
    const names = await unitNames(tree);
    return { names, started: await findStarted(tree, names) };
  };
  return {
    starts: async (name) => {
      known ??= find();
      const { names, started } = await known;
      const own = await mainName(tree, names, name);
      return own !== null && started.has(own);
    },
    all: async () => {
      known ??= find();
      return (await known).started;
    },
  };
}

async function unitNames(tree: FileTree): Promise<UnitNames> {
  const lists = await askAll(unitDirectories, (directory) => tree.list(directory));
  return new Map(
    lists.map((list, at) => {
      const known = list.ok || list.reason === 'absent';
      return [unitDirectories[at]!, known ? new Set(list.ok ? list.names : []) : null];
    }),
  );
}

async function findStarted(tree: FileTree, names: UnitNames): Promise<ReadonlySet<string>> {
  const started = new Set<string>();
  const asked = new Set<string>();
  let level = [...ROOTS];
  if ((await mainName(tree, names, 'default.target')) === null) level.push(...USUAL);
  let presets: Presets | null = null;
  while (level.length > 0 && started.size < MOST_UNITS) {
    const wanted = [...new Set(level)].filter((name) => !asked.has(name));
    for (const name of wanted) asked.add(name);
    const mains = await askAll(wanted, (name) => mainName(tree, names, name));
    const fresh: string[] = [];
    for (const [at, own] of mains.entries()) {
      if (own === null || started.has(own) || started.size >= MOST_UNITS) continue;
      started.add(own);
      fresh.push(...new Set([own, wanted[at]!]));
    }
    level = (await askAll(fresh, (name) => pulledBy(tree, names, name))).flat();
    if (level.length > 0) continue;
    presets ??= await readPresets(tree, names);
    level = presets.enabledBy(started).filter((name) => !asked.has(name));
  }
  return started;
}

/** The units that one starts with it. */
async function pulledBy(tree: FileTree, names: UnitNames, name: string): Promise<readonly string[]> {
  const folders = (ending: string): readonly string[] =>
    [...names]
      .filter(([, some]) => some?.has(`${name}.${ending}`))
      .map(([directory]) => `${directory}/${name}.${ending}`);
  const [links, dropIns, own] = await Promise.all([
    askAll(['wants', 'requires', 'upholds'].flatMap(folders), async (folder) => {
      const listed = await tree.list(folder);
      const all = listed.ok ? listed.names : [];
      const masked = await askAll(all, (link) => isMask(tree, `${folder}/${link}`));
      return all.filter((_, at) => !masked[at]);
    }),
    askAll(folders('d'), async (folder) => {
      const listed = await tree.list(folder);
      const files = (listed.ok ? listed.names : []).filter((one) => one.endsWith('.conf'));
      return askAll(files, (file) => textOf(tree, `${folder}/${file}`));
    }),
    fragmentText(tree, names, name),
  ]);
  return [...links.flat(), ...[...dropIns.flat(), own].flatMap((text) => pulledByText(name, text))];
}

function pulledByText(name: string, text: string): readonly string[] {
  const found = [...text.matchAll(PULLS)].flatMap(([, names = '']) => names.trim().split(/\s+/).slice(0, MOST_UNITS));
  if (ACTIVATOR.test(name)) found.push(STARTS.exec(text)?.[1] ?? name.replace(ACTIVATOR, '.service'));
  return found;
}

/** The name that an alias leads to; null for a unit that is masked or not there. */
async function mainName(tree: FileTree, names: UnitNames, asked: string): Promise<string | null> {
  let name = asked;
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const path = await fragmentOf(tree, names, name);
    if (path === null || (await isMask(tree, path))) return null;
    const entry = await tree.lstat(path);
    const target = entry.ok ? (entry.entry.linkTarget ?? null) : null;
    const next = target === null ? null : target.slice(target.lastIndexOf('/') + 1);
    // A link to a file of the same name, or out of the load path, is the unit itself.
    if (next === null || next === name || (await fragmentOf(tree, names, next)) === null) return name;
    if (next.includes('@.') && name.includes('@')) return name;
    name = next;
  }
  return null;
}

async function fragmentOf(tree: FileTree, names: UnitNames, name: string): Promise<string | null> {
  if (!/^[\w:.@\\-]{1,255}$/.test(name)) return null;
  const template = name.replace(/@.*(?=\.)/, '@');
  for (const one of template === name ? [name] : [name, template]) {
    for (const [directory, some] of names) {
      if (some !== null && !some.has(one)) continue;
      const entry = await tree.lstat(`${directory}/${one}`);
      if (entry.ok && entry.entry.kind !== 'directory') return entry.entry.path;
    }
  }
  return null;
}

async function fragmentText(tree: FileTree, names: UnitNames, name: string): Promise<string> {
  const path = await fragmentOf(tree, names, name);
  return path === null ? '' : textOf(tree, path);
}

async function textOf(tree: FileTree, path: string): Promise<string> {
  const file = await tree.read(path, LARGEST);
  return file.ok ? new TextDecoder().decode(file.bytes).replace(/\\\n/g, ' ') : '';
}

interface Presets {
  /** The units that a first boot enables for one of those that are started. */
  enabledBy(started: ReadonlySet<string>): readonly string[];
}

/** On any other boot presets enable nothing. */
async function readPresets(tree: FileTree, names: UnitNames): Promise<Presets> {
  const id = await tree.read('/etc/machine-id', LARGEST);
  const first = id.ok ? new TextDecoder().decode(id.bytes).trim() === 'uninitialized' : id.reason === 'absent';
  if (!first) return { enabledBy: () => [] };
  const all = new Set([...names.values()].flatMap((some) => [...(some ?? [])]).filter((name) => UNIT.test(name)));
  const units = [...all].slice(0, MOST_UNITS);
  const [lines, texts] = await Promise.all([
    presetLines(tree),
    askAll(units, (name) => fragmentText(tree, names, name)),
  ]);
  const wantedBy = texts.map((text) => [...text.matchAll(INSTALLS)].flatMap(([, wanted = '']) => wanted.split(/\s+/)));
  return {
    enabledBy: (started) =>
      units.filter(
        (name, at) =>
          !started.has(name) &&
          wantedBy[at]!.some((one) => started.has(one)) &&
          (lines.find(({ matches }) => matches(name))?.enables ?? true),
      ),
  };
}

interface PresetLine {
  readonly enables: boolean;
  matches(name: string): boolean;
}

/** In the order of the presets' file names: the first that matches decides. */
async function presetLines(tree: FileTree): Promise<readonly PresetLine[]> {
  const files = new Map<string, string>();
  const lists = await askAll(PRESETS, (folder) => tree.list(folder));
  for (const [at, listed] of lists.entries()) {
    for (const file of listed.ok ? listed.names : []) {
      if (file.endsWith('.preset') && !files.has(file)) files.set(file, `${PRESETS[at]}/${file}`);
    }
  }
  const texts = await askAll([...files.keys()].sort(), (file) => textOf(tree, files.get(file)!));
  return texts
    .flatMap((text) => text.split('\n', MOST_PRESET_LINES))
    .slice(0, MOST_PRESET_LINES)
    .flatMap((line) => {
      const [, verb, pattern = ''] = /^\s*(enable|disable|ignore)\s+(\S+)/.exec(line) ?? [];
      if (verb === undefined) return [];
      const matches = isGlob(pattern) ? partMatcher(pattern) : (name: string) => name === pattern;
      return [{ enables: verb === 'enable', matches: (name: string) => pattern === name || matches(name) }];
    });
}
