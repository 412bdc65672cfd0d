import { type Cri, probeLabel } from '../cri/cri.ts';
import type { KindPorts } from '../ports.ts';

export interface PodLife {
  /** `namespace/name`. */
  readonly pod: string;
  /** Containers that were made anew, and sandboxes that were. */
  readonly restarts: number;
  readonly newSandboxes: number;
}

const everyMs = 2000;

/** Looks at the kubelet's pods for `ms`: which ones are started again. */
export async function watchPods(ports: KindPorts, cri: Cri, ms: number, signal?: AbortSignal): Promise<PodLife[]> {
  const containersSeen = new Map<string, { readonly pod: string; readonly first: number; last: number }>();
  const sandboxes = new Map<
    string,
    { readonly pod: string; readonly first: ReadonlySet<string>; readonly later: Set<string> }
  >();
  const end = ports.now() + ms;
  for (;;) {
    const [pods, containers] = [await cri.listPods(), await cri.listContainers()];
    if (pods.ok && containers.ok) {
      const own = pods.value.filter((pod) => !pod.labels.has(probeLabel));
      for (const pod of own) {
        const seen = sandboxes.get(pod.uid);
        if (seen === undefined) {
          const first = new Set(own.filter((other) => other.uid === pod.uid).map((other) => other.id));
          sandboxes.set(pod.uid, { pod: `${pod.namespace}/${pod.name}`, first, later: new Set() });
        } else if (!seen.first.has(pod.id)) {
          seen.later.add(pod.id);
        }
      }
      for (const container of containers.value) {
        const pod = own.find((candidate) => candidate.id === container.podId);
        if (pod === undefined) continue;
        const key = `${pod.uid}/${container.name}`;
        const seen = containersSeen.get(key);
        if (seen === undefined) {
          containersSeen.set(key, { pod: pod.uid, first: container.attempt, last: container.attempt });
        } else {
          seen.last = Math.max(seen.last, container.attempt);
        }
      }
    }
    if (ports.now() >= end || signal?.aborted === true) break;
    await ports.sleep(Math.min(everyMs, Math.max(1, end - ports.now())), signal);
  }
  return [...sandboxes].flatMap(([uid, life]) => {
    const restarts = [...containersSeen.values()]
      .filter((seen) => seen.pod === uid)
      .reduce((sum, seen) => sum + (seen.last - seen.first), 0);
    return restarts + life.later.size > 0 ? [{ pod: life.pod, restarts, newSandboxes: life.later.size }] : [];
  });
}
