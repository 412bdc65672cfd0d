import type { NodeExec } from '../cluster/node-exec.ts';
import type { Cri, CriImage, PodRequest } from '../cri/cri.ts';
import type { Driver } from '../observations.ts';
import type { KindPorts } from '../ports.ts';
import { type CgroupReading, podCgroupParent, refusedCgroup } from './cgroup-path.ts';
import { locateProcess } from './pods.ts';

export type ProbeResult =
  /** It ran. `container`: a container beside the sandbox was looked at too. */
  | {
      readonly outcome: 'seen';
      readonly cgroup: string;
      readonly reading: CgroupReading | null;
      readonly container: boolean;
    }
  /** runc refused the kubelet's cgroup: kubelet cgroupfs, runtime systemd. */
  | { readonly outcome: 'refused'; readonly cgroup: string; readonly message: string }
  | { readonly outcome: 'failed'; readonly message: string };

export interface ProbeSetup {
  readonly cri: Cri;
  readonly node: NodeExec;
  readonly cgroupVersion: 1 | 2;
  /** As the kubelet of this node names its pods' cgroups. */
  readonly kubelet: Driver;
  readonly cgroupRoot: string;
  readonly images: readonly CriImage[];
}

/**
 * Runs a pod of one handler with the cgroup parent that this node's kubelet passes, looks where it is, and removes it.
 * The container comes from the pause image, which every node has; nothing is pulled. A genuine kubelet removes pods that
 * it does not know within seconds, so a vanished one is tried again.
 */
export async function probeHandler(ports: KindPorts, setup: ProbeSetup, handler: string): Promise<ProbeResult> {
  let last: ProbeResult = { outcome: 'failed', message: 'it was not tried' };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    last = await probeOnce(ports, setup, handler);
    const gone =
      last.outcome === 'failed' && /not found|does not exist|not running|vanished|not ready/i.test(last.message);
    if (!gone) return last;
  }
  return last;
}

async function probeOnce(ports: KindPorts, setup: ProbeSetup, handler: string): Promise<ProbeResult> {
  const { cri, node, cgroupVersion } = setup;
  const uid = formatUid(ports.randomHex(16));
  const pod: PodRequest = {
    name: `cgroup-gate-probe-${uid.slice(0, 8)}`,
    namespace: 'default',
    uid,
    cgroupParent: podCgroupParent(setup.kubelet, setup.cgroupRoot, uid),
  };
  const sandbox = await cri.runPod(pod, handler);
  if (!sandbox.ok) return failure(sandbox.message);
  try {
    const details = await cri.podDetails(sandbox.value);
    if (!details.ok) return failure(details.message);
    const pid = details.value.pid;
    const place = pid === null ? null : await locateProcess(node, pid, cgroupVersion);
    const container = await lookIntoContainer(setup, sandbox.value, pod);
    if (container !== null) return { outcome: 'seen', ...container, container: true };
    if (place === null) return failure('the probe vanished before it was seen');
    return { outcome: 'seen', ...place, container: false };
  } finally {
    await cri.removePod(sandbox.value);
  }
}

async function lookIntoContainer(
  setup: ProbeSetup,
  sandbox: string,
  pod: PodRequest,
): Promise<{ readonly cgroup: string; readonly reading: CgroupReading | null } | null> {
  const pause = setup.images.find((image) => image.tags.some((tag) => /(?:^|\/)pause(?::|$)/.test(tag)));
  if (pause === undefined) return null;
  const container = await setup.cri.runContainer(sandbox, pod, pause.tags[0] ?? pause.id);
  if (!container.ok) return null;
  const details = await setup.cri.containerDetails(container.value);
  if (!details.ok || details.value.pid === null) return null;
  return locateProcess(setup.node, details.value.pid, setup.cgroupVersion);
}

function failure(message: string): ProbeResult {
  const cgroup = refusedCgroup(message);
  const short = message.slice(0, 2000);
  return cgroup === null ? { outcome: 'failed', message: short } : { outcome: 'refused', cgroup, message: short };
}

function formatUid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
