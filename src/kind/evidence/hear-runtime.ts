import { classifyPodError } from '../cluster/classify.ts';
import type { NodeExec } from '../cluster/node-exec.ts';
import type { Cri } from '../cri/cri.ts';
import { type Gathered, testimony } from './gathered.ts';
import { sightPods } from './pods.ts';
import type { ProbeResult } from './probe.ts';
import type { NodeProcess } from './processes.ts';
import type { HandlerStatus } from './runtime-status.ts';

export function noteNoCri(gathered: Gathered, code: number, message: string, containerd: NodeProcess | null): void {
  const cause =
    code === 12 && message.includes('unknown service')
      ? 'no-cri-service'
      : containerd === null
        ? 'not-running'
        : 'unreachable';
  gathered.observations.push({
    kind: 'live-cri-unavailable',
    location: null,
    related: [],
    detail: { node: gathered.name, cause, message: message.slice(0, 2000) },
  });
  gathered.evidence.push({ kind: 'cri-status', subject: 'containerd', says: cause, detail: message.slice(0, 2000) });
}

export async function lookAtPods(gathered: Gathered, cri: Cri, node: NodeExec, byDefault: string): Promise<void> {
  const [pods, containers] = [await cri.listPods(), await cri.listContainers()];
  if (!pods.ok || !containers.ok) return;
  for (const sighting of await sightPods(cri, node, gathered.cgroupVersion, pods.value, containers.value)) {
    const handler = sighting.handler === '' ? byDefault : sighting.handler;
    const says = sighting.reading === null ? 'unknown' : sighting.reading.runtime;
    gathered.evidence.push({
      kind: 'pod-cgroup',
      subject: `${sighting.pod} (${handler})`,
      says,
      detail: sighting.cgroup,
    });
    if (sighting.reading === null) continue;
    gathered.testimonies.push(
      testimony('kubelet', sighting.reading.kubelet, 'pod-cgroup', sighting.cgroup),
      testimony(`handler ${handler}`, sighting.reading.runtime, 'pod-cgroup', sighting.cgroup),
    );
    if (sighting.reading.misplaced) noteMisplaced(gathered, handler, sighting.pod, sighting.cgroup);
  }
}

function noteMisplaced(gathered: Gathered, handler: string, pod: string | null, cgroup: string): void {
  gathered.observations.push({
    kind: 'live-pod-misplaced',
    location: null,
    related: [],
    detail: { node: gathered.name, handler, pod, cgroup },
  });
}

/** The probe comes before every pod: those may have started before the runtime was set up anew. */
export function noteProbe(gathered: Gathered, handler: string, probe: ProbeResult): void {
  const { name, evidence, observations, testimonies } = gathered;
  const subject = `probe (${handler})`;
  if (probe.outcome === 'seen') {
    evidence.push({ kind: 'pod-cgroup', subject, says: probe.reading?.runtime ?? 'unknown', detail: probe.cgroup });
    if (probe.reading === null) return;
    testimonies.unshift(testimony(`handler ${handler}`, probe.reading.runtime, 'pod-cgroup', probe.cgroup));
    if (probe.reading.misplaced) noteMisplaced(gathered, handler, null, probe.cgroup);
    return;
  }
  if (probe.outcome === 'refused') {
    evidence.push({ kind: 'pod-cgroup', subject, says: 'systemd', detail: probe.message });
    testimonies.unshift(testimony(`handler ${handler}`, 'systemd', 'pod-cgroup', probe.message));
    observations.push({
      kind: 'live-pod-refused',
      location: null,
      related: [],
      detail: { node: name, handler, pod: null, message: probe.message },
    });
    return;
  }
  evidence.push({ kind: 'pod-cgroup', subject, says: 'does not start', detail: probe.message });
  observations.push({
    kind: 'live-probe-failed',
    location: null,
    related: [],
    detail: { node: name, handler, message: probe.message, code: classifyPodError(probe.message) },
  });
}

export async function askRuntime(
  gathered: Gathered,
  cri: Cri,
  handlers: readonly HandlerStatus[],
  byDefault: string,
): Promise<void> {
  const answer = await cri.runtimeConfig();
  const says = answer.ok ? (answer.value ?? 'no driver') : answer.code === 12 ? 'not implemented' : 'error';
  const detail = answer.ok ? `RuntimeConfig: ${(answer.value ?? 'none').toUpperCase()}` : answer.message.slice(0, 2000);
  gathered.evidence.push({ kind: 'runtime-config', subject: 'containerd', says, detail });
  if (answer.ok && answer.value !== null) {
    // It speaks for the first handler with runc options, which need not be the default one.
    const own = handlers.find((handler) => handler.isDefault);
    if (own !== undefined && own.driver !== null && own.shown !== 'no options') {
      gathered.testimonies.push(testimony(`handler ${byDefault}`, answer.value, 'runtime-config', detail));
    }
  }
  for (const handler of handlers) {
    const subject = `handler ${handler.name}`;
    gathered.evidence.push({
      kind: 'cri-status',
      subject,
      says: handler.driver ?? 'no such setting',
      detail: handler.shown,
    });
    if (handler.driver !== null) {
      gathered.testimonies.push(testimony(subject, handler.driver, 'cri-status', handler.shown));
    }
  }
}
