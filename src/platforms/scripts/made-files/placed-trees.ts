import { askAll } from '../../../image/ask-all.ts';
import type { FileTree } from '../../../image/file-tree.ts';
import type { Side } from '../decisive-files/decisive-files.ts';
import { type DecisivePath, decisiveAt } from '../decisive-files/decisive-paths.ts';
import { kindAt } from './file-kinds.ts';
import type { KindFile } from './kind-files.ts';
import type { Placement } from './placements.ts';

/**
 * The sides of which a tree holds a file that comes to lie where it decides a driver; null where the tree is not in the
 * image, so that anything may be in it.
 */
export async function sidesPlaced(
  tree: FileTree,
  { from, into }: Placement,
  others: readonly DecisivePath[],
): Promise<readonly Side[] | null> {
  if (from === null || !(await tree.stat(from)).ok) return null;
  const root = into === '/' ? '' : into;
  const found = await askAll(decisiveAt(into, others), async ({ side, path }): Promise<readonly Side[]> => {
    if (!path.startsWith(`${root}/`)) return [side];
    const stat = await tree.stat(`${from === '/' ? '' : from}${path.slice(root.length)}`);
    return stat.ok || stat.reason !== 'absent' ? [side] : [];
  });
  return found.flat();
}

/** Folders whose files something on the node runs or reads by itself, and that images are given whole. */
const KIND_FOLDERS = [
  '/etc',
  '/etc/systemd/system',
  '/usr/lib/systemd/system',
  '/etc/udev/rules.d',
  '/etc/cron.d',
  '/etc/cron.hourly',
  '/etc/cron.daily',
  '/etc/cloud/cloud.cfg.d',
  '/etc/NetworkManager/dispatcher.d',
  '/etc/networkd-dispatcher/routable.d',
  '/etc/network/if-up.d',
];
const MOST_PLACED = 500;

/** The files of a tree that come to lie where something on the node runs or reads them by itself. */
export async function kindsPlaced(tree: FileTree, { from, into }: Placement): Promise<readonly KindFile[]> {
  if (from === null) return [];
  const root = into === '/' ? '' : into;
  const folders = KIND_FOLDERS.filter((folder) => folder === root || folder.startsWith(`${root}/`));
  const listed = await askAll(folders, (folder) =>
    tree.list(`${from === '/' ? '' : from}${folder.slice(root.length)}`),
  );
  const files = listed.flatMap((list, at) =>
    (list.ok ? list.names : []).flatMap((name): readonly KindFile[] => {
      const kind = kindAt(`${folders[at]}/${name}`);
      return kind === null || !list.ok ? [] : [{ path: `${list.path === '/' ? '' : list.path}/${name}`, kind }];
    }),
  );
  return files.slice(0, MOST_PLACED);
}
