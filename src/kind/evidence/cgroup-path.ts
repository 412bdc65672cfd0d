import type { Driver } from '../observations.ts';

/** What the place of a running container says about both sides. */
export interface CgroupReading {
  /** The side that named the pod's cgroup. */
  readonly kubelet: Driver;
  /** The side that put the container there. */
  readonly runtime: Driver;
  /** True where the container sits outside of its pod's slice: the two sides disagree. */
  readonly misplaced: boolean;
}

/**
 * Reads a cgroup path as the node sees it. The three forms, in this order (opencontainers/runc and containerd
 * `getCgroupsPath`, 1.6 to 2.3):
 * - `….slice:cri-containerd:ID`: the kubelet named a slice and runc's cgroupfs driver took it for a folder's name
 * - `…-podUID.slice/cri-containerd-ID.scope`: systemd on both sides
 * - `…/kubepods/besteffort/podUID/ID`: cgroupfs on both sides
 * Null for a cgroup that is no pod's.
 */
export function readCgroupPath(path: string): CgroupReading | null {
  if (/\.slice:[^:/]+:[^:/]+(?:\/|$)/.test(path)) return { kubelet: 'systemd', runtime: 'cgroupfs', misplaced: true };
  if (/-pod[^/]+\.slice\/[^/]+-[0-9a-f]+\.scope(?:\/|$)/.test(path)) {
    return { kubelet: 'systemd', runtime: 'systemd', misplaced: false };
  }
  if (/(?:^|\/)kubepods(?:\/besteffort|\/burstable)?\/pod[^/]+\/[^/]+/.test(path)) {
    return { kubelet: 'cgroupfs', runtime: 'cgroupfs', misplaced: false };
  }
  return null;
}

/** Where a process is, per hierarchy of `/proc/PID/cgroup`. */
export interface ProcessCgroups {
  /** The path that limits act on: `0::` with cgroup v2, else `memory`, else any other controller's. */
  readonly main: string | null;
  readonly all: readonly string[];
}

export function readProcessCgroups(text: string, version: 1 | 2): ProcessCgroups {
  const paths = new Map<string, string>();
  for (const line of text.split('\n')) {
    const found = /^\d+:([^:]*):(\/.*)$/.exec(line);
    if (found === null) continue;
    for (const controller of (found[1] ?? '').split(',')) paths.set(controller, found[2] ?? '');
  }
  const order = version === 2 ? [''] : ['memory', 'cpu', 'cpuset', 'pids', 'name=systemd'];
  const main = order.map((name) => paths.get(name)).find((path) => path !== undefined) ?? null;
  return { main, all: [...new Set(version === 2 ? (main === null ? [] : [main]) : paths.values())] };
}

/**
 * The parent that a kubelet would pass for a best-effort pod (k/k pkg/kubelet/cm `CgroupName.ToSystemd` and
 * `ToCgroupfs`). `root` is the kubelet's cgroupRoot, `/kubelet` in kind.
 */
export function podCgroupParent(driver: Driver, root: string, uid: string): string {
  const parts = [...root.split('/').filter((part) => part !== ''), 'kubepods', 'besteffort'];
  if (driver === 'cgroupfs') return `/${[...parts, `pod${uid}`].join('/')}`;
  const names = [...parts, `pod${uid.replaceAll('-', '_')}`];
  return names.map((_, index) => `/${names.slice(0, index + 1).join('-')}.slice`).join('');
}

/** Who refuses what in runc's words, else null: the cgroup that the kubelet wanted. */
export function refusedCgroup(message: string): string | null {
  const found =
    /expected cgroupsPath to be of format \\*"?slice:prefix:name\\*"? for systemd cgroups, got \\*"?([^"\\\s]*)/.exec(
      message,
    );
  return found === null ? null : (found[1] ?? '');
}
