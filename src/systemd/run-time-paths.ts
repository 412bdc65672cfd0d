/**
 * Folders of which nothing that an image holds is there once a node has booted: file systems of their own lie over them
 * (systemd src/shared/mount-setup.c), and `/tmp` is one as well or is emptied (tmp.mount, tmpfiles.d/tmp.conf).
 */
const runTimeRoots = ['/run', '/var/run', '/tmp', '/proc', '/dev', '/sys'] as const;

/** The folder of these below which a plain absolute path lies, or null. `/dev/null` is the same on every host. */
export function runTimeRootOf(path: string): string | null {
  if (path === '/dev/null') return null;
  return runTimeRoots.find((root) => path === root || path.startsWith(`${root}/`)) ?? null;
}

/** Whether a path, as it is written, names something that only a running node has. */
export function isRunTimePath(path: string): boolean {
  return runTimeRootOf(path) !== null;
}
