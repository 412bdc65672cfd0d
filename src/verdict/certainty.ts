import type { ContainerdAnswer } from '../containerd/answer.ts';
import type { PossibleNode } from '../resolve/possible-node.ts';
import { compareVersions, parseVersion } from '../versions/version.ts';
import type { Demands } from './rule.ts';

/**
 * What a finding is drawn from: containerd's, CRI-O's or dockerd's own answer; the driver that the kubelet ends up with; or
 * the command line and files with which the kubelet starts.
 */
export type Ground = 'runtime' | 'kubelet-driver' | 'kubelet-start';

/** Doubts that say what else may go wrong, and leave the drivers as they are. */
const BESIDE_THE_DRIVER: ReadonlySet<string> = new Set(['depends-on-host']);

/** Whether what a finding is drawn from is known for sure. A finding drawn from anything else is a guess, and fails nothing. */
export function isCertain(node: PossibleNode, ground: Ground): boolean {
  if (node.image.problems.length > 0) return false;
  switch (ground) {
    case 'runtime':
      return isRuntimeCertain(node);
    case 'kubelet-driver':
      if (runtimeDecidesForSure(node)) return isRuntimeCertain(node);
      if (node.effective.followsRuntime !== false && !isRuntimeCertain(node)) return false;
      return isKubeletCertain(node);
    case 'kubelet-start':
      return !isWrittenAtBoot(node, 'kubelet') && !(node.kubelet?.doubts.some(({ kind }) => START.has(kind)) ?? false);
  }
}

/** Doubts with which it is not known how the kubelet is started. */
const START: ReadonlySet<string> = new Set([
  'unit-doubtful',
  'config-templated',
  'program-is-not-kubelet',
  'program-is-script',
  'program-elsewhere',
]);

function isRuntimeCertain(node: PossibleNode): boolean {
  const doubts = [...node.image.doubts, ...(node.containerd?.doubts ?? []), ...(node.otherRuntime?.doubts ?? [])];
  return !isWrittenAtBoot(node, 'containerd') && doubts.every(({ kind }) => BESIDE_THE_DRIVER.has(kind));
}

function isKubeletCertain(node: PossibleNode): boolean {
  return !isWrittenAtBoot(node, 'kubelet') && (node.kubelet?.doubts ?? []).length === 0;
}

/** Whether the file that decides could not be read at all, so that the built-in defaults say nothing of this containerd. */
export function isUnread({ files, doubts }: ContainerdAnswer): boolean {
  return files.length === 0 && doubts.some(({ kind }) => kind === 'file-unreadable');
}

/** Whether something writes a side's configuration at boot, or may do so. */
function isWrittenAtBoot({ image }: PossibleNode, what: 'containerd' | 'kubelet'): boolean {
  const boot = [...image.generators, ...image.bootDoubts.map(({ detail }) => detail)];
  return boot.some(({ writes }) => writes === what || writes === 'both');
}

/** From 1.34 on the gate is locked: no setting, seen or unseen, keeps the kubelet from following a runtime that answers. */
export function runtimeDecidesForSure({ kubelet, effective }: PossibleNode): boolean {
  if (effective.followsRuntime !== true || effective.driver === 'unknown' || kubelet?.kubeletVersion == null)
    return false;
  const version = parseVersion(kubelet.kubeletVersion);
  const locked = parseVersion('1.34.0');
  return version !== null && locked !== null && compareVersions(version, locked) >= 0;
}

/**
 * What a difference between the two sides is drawn from. Where systemd is required a side on cgroupfs is wrong by itself,
 * whatever the other one does.
 */
export function groundsOfMismatch(
  node: PossibleNode,
  demands: Demands,
  runtimeDriver: 'systemd' | 'cgroupfs',
): readonly Ground[] {
  const grounds: readonly Ground[] = ['runtime', 'kubelet-driver'];
  if (demands.require !== 'systemd') return grounds;
  const wrong: Ground = runtimeDriver === 'cgroupfs' ? 'runtime' : 'kubelet-driver';
  return isCertain(node, wrong) ? [wrong] : grounds;
}
