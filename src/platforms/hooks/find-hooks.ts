import { askAll } from '../../image/ask-all.ts';
import type { FileTree } from '../../image/file-tree.ts';
import type { BootDoubt } from '../observations.ts';
import { listAtBoot } from '../unread-at-boot.ts';
import { HOOK_FOLDERS, type HookFolder } from './hook-folders.ts';

/** A script that something runs on a node by itself. */
export interface Hook {
  readonly path: string;
  readonly folder: HookFolder;
}

export interface Hooks {
  readonly hooks: readonly Hook[];
  /** Folders that could not be listed. */
  readonly doubts: readonly BootDoubt[];
}

/** The scripts in the folders whose scripts something runs by itself. */
export async function findHooks(tree: FileTree): Promise<Hooks> {
  const listed = await askAll(HOOK_FOLDERS, ({ folder }) => listAtBoot(tree, folder));
  const hooks = HOOK_FOLDERS.flatMap((folder, at) => listed[at]!.paths.map((path): Hook => ({ path, folder })));
  const stats = await askAll(hooks, ({ path }) => tree.stat(path));
  const run = hooks.filter(({ folder }, at) => {
    const stat = stats[at]!;
    if (!stat.ok) return stat.reason !== 'absent';
    return stat.entry.kind === 'file' && (!folder.executable || (stat.entry.mode & 0o111) !== 0);
  });
  return { hooks: run, doubts: listed.flatMap(({ doubts }) => doubts) };
}
