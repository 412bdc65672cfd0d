import type { UnitAnswer } from './answer.ts';

/** Folders that a node does not write to: what is missing there stays missing. */
const FIXED = /^\/(?:usr(?!\/local\/)|lib|lib64|bin|sbin)\//;

/**
 * Whether systemd refuses the unit only for an environment file that is missing, and that something may write before the
 * unit starts: installers do so, for containerd and the kubelet alike.
 */
export function isWrittenLater({ reason }: UnitAnswer): boolean {
  return reason?.kind === 'environment-file-missing' && !FIXED.test(String(reason.detail.path));
}
