import { askAll } from '../../../image/ask-all.ts';
import type { FileTree } from '../../../image/file-tree.ts';
import { parentOf } from '../../../image/names.ts';
import { UNIT_FOLDERS } from '../../platform.ts';
import { readText } from '../../tree-text.ts';
import { filesAt } from '../follow/script-files.ts';
import { filesNamedIn, type Side } from './decisive-files.ts';
import { type DecisivePath, pathFrom } from './decisive-paths.ts';

/** The files that decide a driver in one image and in no other: its units and its configuration name them. */
export interface OtherPaths {
  readonly paths: readonly DecisivePath[];
  /** A text in which each of them has the name of a usual one, whose meaning is known. */
  plain(text: string): string;
  /** The same for a command's words, relative ones too, and for a folder that the last one names and a file is put into. */
  plainWords(words: readonly string[], folder: string | null): readonly string[];
  /** Whether one of them lies in a folder. */
  isIn(folder: string | null): boolean;
}

/** What stands for a file: of its side, and one that nothing else decides. */
const USUAL: Readonly<Record<Side, string>> = {
  containerd: '/etc/containerd/conf.d/10-driver.toml',
  kubelet: '/var/lib/kubelet/config.yaml',
};
const CONFIGS: Readonly<Record<Side, RegExp>> = {
  containerd: /(?:--config|(?<!sh)\s-c)[=\s]+"?(\/[^\s"'$]+)/g,
  kubelet: /--config(?:-dir)?[=\s]+"?(\/[^\s"'$]+)/g,
};
const ENVIRONMENT = /^[ \t]*EnvironmentFile[ \t]*=[ \t]*-?(\/\S+)/gm;
const IMPORTS = /^[ \t]*imports[ \t]*=[ \t]*\[/m;
/** What every program of a host reads, and whoever writes it has others in mind. */
const OF_ALL = /^\/etc\/(?:environment|os-release|default\/locale|locale\.conf)$/;
/** Files and names of each kind: what has more is no configuration that somebody wrote. */
export const MOST_NAMED = 1000;

export const NO_OTHERS: OtherPaths = {
  paths: [],
  plain: (text) => text,
  plainWords: (words) => words,
  isIn: () => false,
};

/** A file that decides a driver of a side in one image only, as it is named there. */
export type OtherPath = readonly [Side, string];

export interface NamedFiles {
  readonly paths: readonly OtherPath[];
  /** There are more of them than are looked for. */
  readonly more: boolean;
}

/** Asks the units of the services, the files of variables that they name, and containerd's configuration. */
export async function findOtherPaths(tree: FileTree): Promise<NamedFiles> {
  const sides = await askAll<Side, NamedFiles>(['containerd', 'kubelet'], (side) => namedFor(tree, side));
  const others = new Map(
    sides
      .flatMap(({ paths }) => paths)
      .filter(([, path]) => filesNamedIn(path).length === 0 && !OF_ALL.test(path))
      .map(([side, path]) => [path, side]),
  );
  return {
    paths: [...others].slice(0, MOST_NAMED).map(([path, side]) => [side, path]),
    more: others.size > MOST_NAMED || sides.some(({ more }) => more),
  };
}

async function namedFor(tree: FileTree, side: Side): Promise<NamedFiles> {
  const files = await unitFiles(tree, `${side}.service`);
  const units = await textsOf(tree, files);
  const environments = units.flatMap((text) => pathsIn(text, ENVIRONMENT));
  const texts = [...units, ...(await textsOf(tree, environments))];
  const configs = texts.flatMap((text) => pathsIn(text.replace(/^[ \t]*#.*$/gm, ''), CONFIGS[side]));
  const usual = side === 'containerd' ? CONTAINERD_FILES : KUBELET_FILES;
  const all = [
    ...environments,
    ...configs,
    ...(await linkedFrom(tree, [...usual, ...configs])),
    ...(side === 'containerd' ? await importedBy(tree, [...CONTAINERD_FILES, ...configs]) : []),
  ];
  return {
    paths: all.filter((path) => path.split('/').length > 2).map((path) => [side, path] as const),
    more: [files, environments, configs].some(({ length }) => length > MOST_NAMED),
  };
}

const CONTAINERD_FILES = ['/etc/containerd/config.toml'];
const KUBELET_FILES = ['/var/lib/kubelet/config.yaml', '/etc/default/kubelet', '/etc/sysconfig/kubelet'];

/** What files are called where links lead: they are written by that name as well. */
async function linkedFrom(tree: FileTree, paths: readonly string[]): Promise<readonly string[]> {
  const stats = await askAll(paths.slice(0, MOST_NAMED), (path) => tree.stat(path));
  return stats.flatMap((stat, at) => (stat.ok && stat.entry.path !== paths[at] ? [stat.entry.path] : []));
}

const DEEPEST = 10;

/** What the files import, what those import, and so on (containerd 2.1, `LoadConfig`). */
async function importedBy(tree: FileTree, configs: readonly string[]): Promise<readonly string[]> {
  const read = new Set<string>();
  const found = new Set<string>();
  let level = configs;
  for (let depth = 0; depth < DEEPEST && level.length > 0 && read.size < MOST_NAMED; depth += 1) {
    const paths = level.slice(0, MOST_NAMED).filter((path) => !read.has(path));
    for (const path of paths) read.add(path);
    const contents = await askAll(paths, (path) => readText(tree, path));
    const named = contents.flatMap((file, at) => (file === null ? [] : importsIn(file.text, parentOf(paths[at]!))));
    const fresh = named.filter((path) => !found.has(path));
    for (const path of fresh) found.add(path);
    level = (await askAll(fresh.slice(0, MOST_NAMED), (path) => filesAt(tree, path))).flatMap((files) => files.paths);
  }
  return [...found];
}

/** A comment, a text, or the list's end. */
const ITEM = /#.*|"([^"\n]*)"|'([^'\n]*)'|\]/g;

function importsIn(text: string, folder: string): readonly string[] {
  const start = IMPORTS.exec(text);
  if (start === null) return [];
  const paths: string[] = [];
  for (const [item, double, single] of text.slice(start.index + start[0].length).matchAll(ITEM)) {
    if (item === ']') break;
    const path = pathFrom(double ?? single ?? '', folder);
    if (path !== null) paths.push(path);
  }
  return paths;
}

async function unitFiles(tree: FileTree, service: string): Promise<readonly string[]> {
  const paths = await askAll(UNIT_FOLDERS, async (folder) => {
    const dropIns = await tree.list(`${folder}/${service}.d`);
    const names = dropIns.ok ? dropIns.names.filter((name) => name.endsWith('.conf')) : [];
    return [`${folder}/${service}`, ...names.map((name) => `${folder}/${service}.d/${name}`)];
  });
  return paths.flat();
}

async function textsOf(tree: FileTree, paths: readonly string[]): Promise<readonly string[]> {
  const files = await askAll(paths.slice(0, MOST_NAMED), (path) => readText(tree, path));
  return files.flatMap((file) => (file === null ? [] : [file.text]));
}

function pathsIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, path = '']) => pathFrom(path, null) ?? []);
}

/** A `*` stands for part of a name, once in each. */
function patternOf(path: string): string {
  const parts = path.split('/').map((part) => part.replace(/\*.*\*/, '*').replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return parts.map((part) => part.replaceAll('*', '[^/\\s"\']*')).join('/');
}

export function otherPaths(found: readonly OtherPath[]): OtherPaths {
  if (found.length === 0) return NO_OTHERS;
  const patterns = (['containerd', 'kubelet'] as const).flatMap((side) => {
    const ofSide = found.filter(([one]) => one === side).map(([, path]) => patternOf(path));
    return ofSide.length === 0 ? [] : [{ side, text: new RegExp(`(?:${ofSide.join('|')})(?![\\w-]|\\.\\w)`, 'g') }];
  });
  const plain = (text: string): string =>
    text.includes('/')
      ? patterns.reduce((so, { side, text: pattern }) => so.replace(pattern, USUAL[side]), text)
      : text;
  const folders = new Set(found.map(([, path]) => parentOf(path)));
  const plainWord = (word: string, folder: string | null): string => {
    const whole = folders.has(folder ?? '') && /^[\w*?]/.test(word) ? pathFrom(word, folder) : null;
    return whole === null || plain(whole) === whole ? plain(word) : plain(whole);
  };
  return {
    paths: found.map(([side, path]) => ({
      side,
      path: path.includes('*') ? parentOf(path) : path,
      sample: path.replaceAll('*', 'a'),
    })),
    plain,
    plainWords: (words, folder) => {
      const put = words.map((word) => plainWord(word, folder));
      const into = (words.at(-1) ?? '').replace(/\/+$/, '');
      if (!folders.has(into)) return put;
      const placed = words.slice(1, -1).map((word) => `${into}/${word.slice(word.lastIndexOf('/') + 1)}`);
      const known = placed.find((path) => plain(path) !== path);
      return known === undefined ? put : [...put.slice(0, -1), plain(known)];
    },
    isIn: (folder) => folders.has(folder ?? ''),
  };
}
