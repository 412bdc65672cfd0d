/**
 * Folders of which nothing that an image holds is there once a node has booted: file systems of their own lie over them
 * (systemd src/shared/mount-setup.c), and `/tmp` is one as well or is emptied (tmp.mount, tmpfiles.d/tmp.conf).
 */
const RUN_TIME_ROOT = /^\/(?:run|var\/run|tmp|proc|dev|sys)(?=\/|$)/;

/** The folder of these below which a plain absolute path lies, or null. `/dev/null` is the same on every host. */
export function runTimeRootOf(path: string): string | null {
  if (path === '/dev/null') return null;
  return RUN_TIME_ROOT.exec(path)?.[0] ?? null;
}

/** Whether a path, as it is written, names something that only a running node has. */
export function isRunTimePath(path: string): boolean {
  return runTimeRootOf(path) !== null;
}
