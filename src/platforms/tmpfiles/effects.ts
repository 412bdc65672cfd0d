import type { EntryKind, FileTree } from '../../image/file-tree.ts';
import { isGlob, partMatcher } from '../../systemd/glob.ts';
import type { TmpfilesLine } from './lines.ts';
import { isOfNoMatter, type Watched } from './watched.ts';

/** What a line does to a watched place when the node boots. */
export interface Effect {
  readonly watched: Watched;
  /** The path that it changes. */
  readonly path: string;
  /** With a third person verb: `copies /usr/share/x to /etc/x`. */
  readonly what: string;
  /** The file whose text comes there, or the text itself, where one of them is known. */
  readonly source: { readonly path: string } | { readonly text: string } | null;
}

const FACTORY = '/usr/share/factory';
const MOST_ENTRIES = 500;

/**
 * What a line would change of a watched place, null for nothing: only `+` replaces what is there already; `R`, `r` and `D`
 * take away what is there at boot. Source: systemd 257 src/tmpfiles/tmpfiles.c `create_item`, `remove_item`.
 */
export async function effectOf(tree: FileTree, line: TmpfilesLine, watched: Watched): Promise<Effect | null> {
  const { type, path } = line;
  if (isOfNoMatter(path)) return null;
  const effect = (what: string, at: string, source: Effect['source'] = null): Effect => ({
    watched,
    path: at,
    what,
    source,
  });
  if ('rRw'.includes(type)) {
    if (!touches(path, watched.path)) return null;
    const at = await firstOf(tree, await matchesOf(tree, path, watched.path, type === 'w'), type);
    if (at === null) return null;
    if (type !== 'w') return effect(`removes ${at}`, at);
    return effect(`writes into ${at}`, at, line.unsure || line.modifiers !== '' ? null : { text: line.argument ?? '' });
  }
  if (!touches(path, watched.path)) return null;
  const below = isWithin(path, watched.path);
  if (await isInTheWay(tree, line)) return effect(`puts something else in the place of ${path}`, path);
  switch (type) {
    case 'f':
    case 'F':
      if (!below || (!replaces(line) && (await tree.lstat(path)).ok)) return null;
      return effect(`writes ${path}`, path, plainText(line));
    case 'p':
    case 'b':
    case 'c':
      if (!below || (!replaces(line) && (await tree.lstat(path)).ok)) return null;
      return effect(`makes ${path} a pipe or a device`, path);
    case 'L':
      return linkEffect(tree, line, effect);
    case 'C':
      return copyEffect(tree, line, watched.path, effect);
    case 'D':
      return (await isFilled(tree, below ? path : watched.path)) ? effect(`empties ${path}`, path) : null;
    case 'd':
    case 'v':
    case 'q':
    case 'Q':
    case 'e': {
      const aged = line.age !== '-' && line.age !== '';
      if (!aged || !(await isFilled(tree, below ? path : watched.path))) return null;
      return effect(`removes what is older than ${line.age} from ${path}`, path);
    }
    default:
      return null;
  }
}

const KINDS: Readonly<Record<string, EntryKind>> = {
  f: 'file',
  d: 'directory',
  D: 'directory',
  v: 'directory',
  q: 'directory',
  Q: 'directory',
  L: 'symlink',
  p: 'other',
  b: 'other',
  c: 'other',
};

/** With `=` what is there of another kind is removed first. */
async function isInTheWay(tree: FileTree, { type, modifiers, path, argument }: TmpfilesLine): Promise<boolean> {
  if (!modifiers.includes('=')) return false;
  const there = await tree.lstat(path);
  if (!there.ok) return false;
  if (type !== 'C') return KINDS[type] !== undefined && KINDS[type] !== there.entry.kind;
  const source = await tree.stat(argument ?? `${FACTORY}${path}`);
  return !source.ok ? source.reason !== 'absent' : source.entry.kind !== there.entry.kind;
}

type MakeEffect = (what: string, at: string, source?: Effect['source']) => Effect;

async function linkEffect(tree: FileTree, line: TmpfilesLine, effect: MakeEffect): Promise<Effect | null> {
  const { path, argument } = line;
  const target = argument ?? `${FACTORY}${path}`;
  const there = await tree.lstat(path);
  if (there.ok && (!replaces(line) || there.entry.linkTarget === target)) return null;
  const absolute = target.startsWith('/') ? target : `${path.slice(0, path.lastIndexOf('/'))}/${target}`;
  const found = await tree.stat(absolute);
  if (line.modifiers.includes('?') && !found.ok && found.reason === 'absent') return null;
  return effect(`makes ${path} a link to ${target}`, path, line.unsure ? null : { path: absolute });
}

async function copyEffect(
  tree: FileTree,
  line: TmpfilesLine,
  watched: string,
  effect: MakeEffect,
): Promise<Effect | null> {
  const { path, argument } = line;
  const source = argument ?? `${FACTORY}${path}`;
  if (line.unsure) {
    const kept = !replaces(line) && (await tree.lstat(path)).ok;
    return kept ? null : effect(`copies something to ${path}`, path);
  }
  const found = await tree.stat(source);
  if (!found.ok && found.reason === 'absent') return null;
  if (found.ok && found.entry.kind !== 'directory') {
    if ((await tree.lstat(path)).ok) return null;
    return effect(`copies ${source} to ${path}`, path, { path: source });
  }
  // A folder that is there and holds something is left alone, but for what is missing in it where there is a `+`.
  if (!replaces(line) && (await isFilled(tree, path))) return null;
  const rest = isWithin(path, watched) ? '' : watched.slice(path === '/' ? 0 : path.length);
  const missing = await missingIn(tree, `${source}${rest}`, `${path === '/' ? '' : path}${rest}`, {
    left: MOST_ENTRIES,
  });
  return missing === null ? null : effect(`copies ${source} to ${path}`, missing.path, missing.source);
}

/** The first file below `source` that is not below `target` as well; null where there is none. */
async function missingIn(
  tree: FileTree,
  source: string,
  target: string,
  budget: { left: number },
): Promise<{ readonly path: string; readonly source: Effect['source'] } | null> {
  budget.left -= 1;
  if (budget.left < 0 || target.length > 1000) return { path: target, source: null };
  const listed = await tree.list(source);
  if (!listed.ok) {
    if (listed.reason === 'absent' || isOfNoMatter(target)) return null;
    return (await tree.lstat(target)).ok ? null : { path: target, source: { path: source } };
  }
  for (const name of listed.names) {
    const missing = await missingIn(tree, `${source}/${name}`, `${target}/${name}`, budget);
    if (missing !== null) return missing;
  }
  return null;
}

/** What is there and matches the pattern, as far as it is a watched place, lies in one, or holds one. */
async function matchesOf(
  tree: FileTree,
  pattern: string,
  watched: string,
  filesOnly: boolean,
): Promise<readonly string[]> {
  const parts = pattern.split('/').filter((part) => part !== '');
  let paths = [''];
  let looked = 0;
  for (const [index, part] of parts.entries()) {
    const next: string[] = [];
    const isMatch = partMatcher(part);
    for (const path of paths) {
      const listed = await tree.list(path === '' ? '/' : path);
      for (const name of listed.ok ? listed.names : []) {
        if (looked++ > 100_000) return paths;
        const full = `${path}/${name}`;
        if (isMatch(name) && touches(full, watched)) next.push(full);
      }
    }
    paths = next;
    if (index === parts.length - 1 && filesOnly) paths = paths.filter((path) => isWithin(path, watched));
  }
  const there: string[] = [];
  for (const path of paths) {
    if (isOfNoMatter(path)) continue;
    if (isWithin(path, watched) || (await tree.lstat(watched)).ok) there.push(path);
  }
  return there;
}

function replaces({ type, modifiers }: TmpfilesLine): boolean {
  return type === 'F' || modifiers.includes('+');
}

function plainText({ argument, unsure, modifiers }: TmpfilesLine): Effect['source'] {
  return unsure || /[~^]/.test(modifiers) ? null : { text: argument ?? '' };
}

/** `r` leaves a folder alone that holds something. */
async function firstOf(tree: FileTree, paths: readonly string[], type: string): Promise<string | null> {
  for (const path of paths) if (type !== 'r' || !(await isFilledFolder(tree, path))) return path;
  return null;
}

async function isFilledFolder(tree: FileTree, path: string): Promise<boolean> {
  const listed = await tree.list(path);
  return listed.ok && listed.names.length > 0;
}

async function isFilled(tree: FileTree, path: string): Promise<boolean> {
  const listed = await tree.list(path);
  return listed.ok ? listed.names.length > 0 : (await tree.lstat(path)).ok;
}

/** Whether `path` is `folder`, or lies in it. A `*` in either may stand for any name. */
function isWithin(path: string, folder: string): boolean {
  return touches(path, folder) && path.split('/').length >= folder.split('/').length;
}

/** Whether one of two paths is the other, or lies in it. */
export function touches(path: string, watched: string): boolean {
  if (path === '/') return true;
  const parts = path.split('/');
  const others = watched.split('/');
  for (let at = 0; at < Math.min(parts.length, others.length); at++) {
    const part = parts[at]!;
    const other = others[at]!;
    if (part !== other && !(isGlob(part) ? partMatcher(part)(other) : isGlob(other) && partMatcher(other)(part))) {
      return false;
    }
  }
  return true;
}
