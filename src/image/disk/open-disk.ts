import { createTree } from '../create-tree.ts';
import { engineStore } from '../engine/engine-store.ts';
import type { FileTree } from '../file-tree.ts';
import { InputProblem } from '../input-problem.ts';
import type { DiskConnection } from '../ports.ts';
import type { Session } from '../session.ts';
import { someOf } from '../some-of.ts';
import { diskFormat, diskHeaderLength } from './disk-format.ts';
import { findSystem } from './find-system.ts';
import { guestFiles } from './guest-files.ts';
import { joinedEtc } from './joined-etc.ts';
import { placedFiles } from './placed-files.ts';
import { unmountedFolders } from './unmounted.ts';

/**
 * The files of the operating system on a disk image, raw or qcow2. Partitions, LVM and file systems are for libguestfs,
 * which reads them in a virtual machine of its own: read-only, without root, and out of reach of this machine.
 */
export async function openDiskImage(session: Session, path: string): Promise<FileTree> {
  const { ports, signal } = session.options;
  const file = await ports.files.open(path);
  let format: 'raw' | 'qcow2';
  try {
    format = diskFormat(await file.read(0, diskHeaderLength), path);
  } finally {
    await file.close();
  }
  const disk = await ports.disk(path, format, signal);
  session.onClose(() => disk.close());
  session.expect(null);
  if (!disk.accelerated)
    session.remark('the disk was read in an emulated machine, which is slow: KVM can not be used here');
  const tree = await filesOf(session, disk, path);
  const etc = await tree.stat('/etc');
  if (!etc.ok) throw new InputProblem(`${path}: its operating system has no /etc (${etc.detail})`);
  if (!(await hasUsr(tree))) {
    session.addProblem(
      `${path}: its /usr is empty, and nothing on the disk says what will be mounted there; judge its unpacked files as rootfs:DIR`,
    );
  }
  const unmounted = disk.inspected ? unmountedFolders(disk.said()) : [];
  if (unmounted.length > 0) {
    session.addProblem(
      `${path}: the file system of ${someOf(unmounted)} could not be mounted, and what it holds is not known; judge its unpacked files as rootfs:DIR`,
    );
  }
  return tree;
}

async function filesOf(session: Session, disk: DiskConnection, path: string): Promise<FileTree> {
  const files = guestFiles(disk, path);
  if (disk.inspected) return createTree(engineStore(session, files));
  const { place, lowerEtc, remark } = await findSystem(disk, path);
  session.remark(remark);
  const store = engineStore(session, placedFiles(files, place));
  if (lowerEtc === null) return createTree(store);
  const lower = placedFiles(files, (asked) => asked.replace(/^etc(?=\/|$)/, lowerEtc));
  return createTree(joinedEtc(store, engineStore(session, lower)));
}

/** To list it would be to fetch all of it. */
async function hasUsr(tree: FileTree): Promise<boolean> {
  const found = await Promise.all([tree.stat('/usr/lib'), tree.stat('/usr/bin')]);
  return found.some((one) => one.ok || one.reason !== 'absent');
}
