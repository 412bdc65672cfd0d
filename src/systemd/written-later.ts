import type { UnitAnswer } from './answer.ts';

/** Folders that a node does not write to: what is missing there stays missing. */
const FIXED = /^\/(?:usr(?!\/local\/)|lib|lib64|bin|sbin)\//;

/** Whether nobody writes there on a node, so that a file which the image lacks is never there. */
export function staysMissing(path: string): boolean {
  return FIXED.test(path);
}

/**
 * Whether systemd refuses the unit only for an environment file that is missing, and that something may write before the
 * unit starts: installers do so, for containerd and the kubelet alike.
 */
export function isWrittenLater({ reason }: UnitAnswer): boolean {
  return reason?.kind === 'environment-file-missing' && !staysMissing(String(reason.detail.path));
}
