import { createTree } from './create-tree.ts';
import type { FileTree } from './file-tree.ts';
import { InputProblem } from './input-problem.ts';
import { deployedStore } from './ostree/deployed-store.ts';
import { findDeployment } from './ostree/deployment.ts';
import type { Session } from './session.ts';
import { someOf } from './some-of.ts';
import type { StoredEntry, TreeStore } from './tree-store.ts';

/** A root file system, or the deployment that is on a physical root of ostree's. */
export async function rootedTree<Entry extends StoredEntry>(
  session: Session,
  store: TreeStore<Entry>,
  path: string,
): Promise<FileTree> {
  const tree = createTree(store);
  if ((await rootBelow(tree, '')) !== null) return tree;
  const names = async (folder: string) => {
    const listed = await tree.list(`/${folder}`);
    if (!listed.ok && listed.reason === 'unreadable') throw new InputProblem(listed.detail);
    return listed.ok ? listed.names : null;
  };
  const deployment = await findDeployment(names, path);
  if (deployment === null) throw await noRoot(tree, path);
  session.remark(`the files are those of the deployment /${deployment.root}`);
  return createTree(deployedStore(store, deployment));
}

async function noRoot(tree: FileTree, path: string): Promise<InputProblem> {
  const listed = await tree.list('/');
  const names = listed.ok ? listed.names : [];
  const none = `${path} is no root file system: it has neither etc nor usr`;
  if (names.includes('manifest.json') || names.includes('index.json')) {
    return new InputProblem(`${none}, but what image archives have; write ${path} without a form before it`);
  }
  const appliance = names.some((name) => name.endsWith('.ovf'));
  if (appliance) {
    return new InputProblem(
      `${none}, but what virtual appliances (OVA) have; unpack its disk, and convert that: qemu-img convert -O qcow2 DISK.vmdk OUT`,
    );
  }
  const [only] = names;
  if (names.length === 1 && only !== undefined && (await rootBelow(tree, `/${only}`)) !== null) {
    return new InputProblem(
      `${none}, but its folder ${someOf([JSON.stringify(only)])} has; name that folder, or pack what is in it`,
    );
  }
  return new InputProblem(none);
}

/** The first folder there that makes a root file system; null if there is none. */
async function rootBelow(tree: FileTree, folder: string): Promise<string | null> {
  for (const path of [`${folder}/etc`, `${folder}/usr`]) {
    const found = await tree.stat(path);
    if (found.ok && found.entry.kind === 'directory') return path;
    if (!found.ok && found.reason === 'unreadable') throw new InputProblem(found.detail);
  }
  return null;
}
