import { askAll } from '../../image/ask-all.ts';
import type { FileTree } from '../../image/file-tree.ts';

/** Of one folder whose scripts are run one after the other. */
const MOST_IN_FOLDER = 200;
/** Where people put programs of their own. */
const LOCAL_PROGRAMS = ['/usr/local/sbin', '/usr/local/bin'];

/** The path itself, or for one with a `*` the files that it stands for. */
export async function filesAt(tree: FileTree, path: string): Promise<readonly string[]> {
  const star = path.indexOf('*');
  if (star < 0) return [path];
  const folder = path.slice(0, path.lastIndexOf('/', star));
  const [before = '', after = ''] = path.slice(folder.length + 1).split('*', 2);
  if (after.includes('/')) return [];
  const listed = await tree.list(folder);
  if (!listed.ok) return [];
  return listed.names
    .filter((name) => name.startsWith(before) && name.endsWith(after) && !name.startsWith('.'))
    .slice(0, MOST_IN_FOLDER)
    .map((name) => `${listed.path}/${name}`);
}

/** The programs that a script finds by their name alone and that the image's maker put there. */
export async function localPrograms(tree: FileTree): Promise<ReadonlyMap<string, string>> {
  const programs = new Map<string, string>();
  const listings = await askAll(LOCAL_PROGRAMS, (folder) => tree.list(folder));
  for (const [at, listed] of listings.entries()) {
    const names = listed.ok ? listed.names : [];
    for (const name of names) if (!programs.has(name)) programs.set(name, `${LOCAL_PROGRAMS[at]}/${name}`);
  }
  return programs;
}
