import { askAll } from '../../../image/ask-all.ts';
import type { FileTree, TreeFailure } from '../../../image/file-tree.ts';
import { mayBeThere } from '../../unread-at-boot.ts';

/** Of one pattern. */
export const MOST_MATCHES = 200;
/** Where people put programs of their own. */
export const LOCAL_PROGRAMS = ['/usr/local/sbin', '/usr/local/bin', '/opt/bin'];

export interface FilesAt {
  readonly paths: readonly string[];
  /** Why a folder could not be listed that is there. */
  readonly unread: TreeFailure | null;
  /** There are more than are looked at. */
  readonly more: boolean;
}

/** The path itself, or for one with a `*` the files that it stands for. */
export async function filesAt(tree: FileTree, path: string): Promise<FilesAt> {
  if (!path.includes('*')) return { paths: [path], unread: null, more: false };
  let folders: readonly string[] = [''];
  let unread: TreeFailure | null = null;
  let more = false;
  for (const part of path.split('/').slice(1)) {
    if (!part.includes('*')) {
      folders = folders.map((folder) => `${folder}/${part}`);
      continue;
    }
    const [before = '', after = ''] = part.split('*', 2);
    const listings = await askAll(folders, (folder) => tree.list(folder === '' ? '/' : folder));
    const found = listings.flatMap((listed) => {
      if (!listed.ok) return [];
      const named = listed.names.filter(
        (name) => name.startsWith(before) && name.endsWith(after) && !name.startsWith('.'),
      );
      return named.map((name) => `${listed.path === '/' ? '' : listed.path}/${name}`);
    });
    for (const listed of listings) if (!listed.ok && mayBeThere(listed)) unread ??= listed;
    more ||= found.length > MOST_MATCHES;
    folders = found.slice(0, MOST_MATCHES);
  }
  return { paths: folders, unread, more };
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
