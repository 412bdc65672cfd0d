import { askAll } from '../../image/ask-all.ts';
import type { FileTree } from '../../image/file-tree.ts';
import { pathsIn } from '../tree-text.ts';
import { HOOK_FOLDERS, type HookFolder } from './hook-folders.ts';

/** A script that something runs on a node by itself. */
export interface Hook {
  readonly path: string;
  readonly folder: HookFolder;
}

/** The scripts in the folders whose scripts something runs by itself. */
export async function findHooks(tree: FileTree): Promise<readonly Hook[]> {
  const listed = await askAll(HOOK_FOLDERS, ({ folder }) => pathsIn(tree, folder));
  const hooks = HOOK_FOLDERS.flatMap((folder, at) => listed[at]!.map((path): Hook => ({ path, folder })));
  const stats = await askAll(hooks, ({ path }) => tree.stat(path));
  return hooks.filter(({ folder }, at) => {
    const stat = stats[at]!;
    if (!stat.ok) return stat.reason !== 'absent';
    return stat.entry.kind === 'file' && (!folder.executable || (stat.entry.mode & 0o111) !== 0);
  });
}
