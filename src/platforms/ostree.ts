import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { startOfFile } from '../text/position.ts';
import type { BootGenerator } from './boot-generator.ts';
import { firstThere } from './tree-text.ts';

/** What shows that a deployment's /etc is made from /usr/etc (ostree's and bootc's documentation, "/etc"). */
const SIGNS = ['/ostree', '/sysroot/ostree', '/usr/lib/ostree', '/usr/lib/bootc', '/usr/lib/ostree-boot'];

const PLACES: readonly (readonly [path: string, writes: BootGenerator['writes']])[] = [
  ['containerd/config.toml', 'containerd'],
  ['systemd/system/containerd.service', 'containerd'],
  ['systemd/system/containerd.service.d', 'containerd'],
  ['kubernetes', 'kubelet'],
  ['default/kubelet', 'kubelet'],
  ['sysconfig/kubelet', 'kubelet'],
  ['systemd/system/kubelet.service', 'kubelet'],
  ['systemd/system/kubelet.service.d', 'kubelet'],
];

/**
 * Files that lie in /usr/etc and not in /etc, as in a root file system of ostree's that was never deployed: deploying
 * brings them to /etc. What is in /etc already stays, so a file that is in both counts as it is.
 */
export async function recogniseOstree(tree: FileTree): Promise<readonly BootGenerator[]> {
  const listed = await tree.list('/usr/etc');
  if (!listed.ok || listed.path !== '/usr/etc' || (await firstThere(tree, SIGNS)) === null) return [];
  const found = await askAll(PLACES, async ([path, writes]): Promise<readonly BootGenerator[]> => {
    const [source, target] = [`/usr/etc/${path}`, `/etc/${path}`];
    if (!(await tree.lstat(source)).ok || (await tree.lstat(target)).ok) return [];
    const note = `deploying this root file system brings ${source} to ${target}`;
    const base = { name: 'ostree', title: 'ostree', template: null, wouldDo: null } as const;
    return [{ ...base, writes, evidence: startOfFile(source), note }];
  });
  return found.flat();
}
