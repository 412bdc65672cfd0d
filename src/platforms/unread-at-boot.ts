import type { FileTree, TreeFailure } from '../image/file-tree.ts';
import { observe } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import type { BootDoubt } from './observations.ts';

/** What lies in a folder whose files run at boot. */
export interface FolderAtBoot {
  /** Below the name that the folder was asked by. */
  readonly paths: readonly string[];
  /** One where the folder is there and cannot be listed. */
  readonly doubts: readonly BootDoubt[];
}

/** Whether there may be something behind a failure: what is absent, or of another kind, runs nothing. */
export function mayBeThere({ reason }: TreeFailure): boolean {
  return reason !== 'absent' && reason !== 'not-a-file' && reason !== 'not-a-directory';
}

/** The doubt that a file raises that runs at boot and could not be read; none where nothing is there. */
export function unreadFile(path: string, failure: TreeFailure): readonly BootDoubt[] {
  return unread('boot-script-unread', path, failure);
}

export async function listAtBoot(tree: FileTree, folder: string): Promise<FolderAtBoot> {
  const listed = await tree.list(folder);
  if (!listed.ok) return { paths: [], doubts: unread('boot-folder-unread', folder, listed) };
  return { paths: listed.names.map((name) => `${folder}/${name}`), doubts: [] };
}

function unread(
  kind: 'boot-script-unread' | 'boot-folder-unread',
  path: string,
  failure: TreeFailure,
): readonly BootDoubt[] {
  if (!mayBeThere(failure)) return [];
  const { reason, detail: problem } = failure;
  return [observe(kind, startOfFile(path), { path, reason, problem, writes: 'both' })];
}
