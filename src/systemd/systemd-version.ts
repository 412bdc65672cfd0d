import type { FileTree } from '../image/file-tree.ts';

/** Where distributions put systemd's private library, whose name carries the version. */
const libraryDirectories = [
  '/usr/lib/systemd',
  '/usr/lib64/systemd',
  '/usr/lib/x86_64-linux-gnu/systemd',
  '/usr/lib/aarch64-linux-gnu/systemd',
  '/lib/systemd',
];

/** systemd's version, from `libsystemd-shared-252.so` or `libsystemd-shared-257.9-1~deb13u1.so`; null if unknown. */
export async function findSystemdVersion(tree: FileTree): Promise<number | null> {
  // Nearly every image has it in the first of them: the others are not worth a question each.
  for (const directory of libraryDirectories) {
    const listed = await tree.list(directory);
    if (!listed.ok) continue;
    for (const name of listed.names) {
      const version = /^libsystemd-shared-(\d+)\D.*so$/.exec(name)?.[1];
      if (version !== undefined) return Number(version);
    }
  }
  return null;
}
