import type { NodeExec } from '../cluster/node-exec.ts';
import type { Cri, CriContainer, CriPod } from '../cri/cri.ts';
import { probeLabel } from '../cri/cri.ts';
import { type CgroupReading, readCgroupPath, readProcessCgroups } from './cgroup-path.ts';

/** A running container's place. */
export interface PodSighting {
  /** `namespace/name`. */
  readonly pod: string;
  /** `""` is the default handler. */
  readonly handler: string;
  /** The path that counts, as the node sees it. */
  readonly cgroup: string;
  readonly reading: CgroupReading | null;
}

const mostContainers = 60;

/** Where a process of the node is; null where it is gone. */
export async function locateProcess(
  node: NodeExec,
  pid: number,
  cgroupVersion: 1 | 2,
): Promise<{ readonly cgroup: string; readonly reading: CgroupReading | null } | null> {
  const result = await node(['cat', `/proc/${pid}/cgroup`], {});
  const places = readProcessCgroups(result.stdout, cgroupVersion);
  if (places.main === null) return null;
  // On v1 a misplaced container shows on the lines of the hierarchies in which the daemon has a cgroup of its own.
  const misplaced = places.all.find((path) => readCgroupPath(path)?.misplaced === true);
  const cgroup = readCgroupPath(places.main) === null && misplaced !== undefined ? misplaced : places.main;
  return { cgroup, reading: readCgroupPath(cgroup) };
}

/** The containers of the kubelet's own pods, our probes left out. */
export async function sightPods(
  cri: Cri,
  node: NodeExec,
  cgroupVersion: 1 | 2,
  pods: readonly CriPod[],
  containers: readonly CriContainer[],
): Promise<PodSighting[]> {
  const byId = new Map(pods.filter((pod) => !pod.labels.has(probeLabel)).map((pod) => [pod.id, pod]));
  const sightings: PodSighting[] = [];
  const running = containers.filter((container) => container.running && byId.has(container.podId));
  for (const container of running.slice(0, mostContainers)) {
    const pod = byId.get(container.podId);
    const details = await cri.containerDetails(container.id);
    if (pod === undefined || !details.ok || details.value.pid === null) continue;
    const place = await locateProcess(node, details.value.pid, cgroupVersion);
    if (place === null) continue;
    sightings.push({ pod: `${pod.namespace}/${pod.name}`, handler: pod.handler, ...place });
  }
  return sightings;
}
