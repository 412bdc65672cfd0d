import { askAll } from '../../image/ask-all.ts';
import type { FileTree } from '../../image/file-tree.ts';
import type { Side } from './decisive-files.ts';
import { type DecisivePath, decisiveAt } from './decisive-paths.ts';
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
