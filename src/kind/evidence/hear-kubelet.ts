import type { NodeExec } from '../cluster/node-exec.ts';
import type { Driver } from '../observations.ts';
import { succeeded } from '../ports.ts';
import { refusedCgroup } from './cgroup-path.ts';
import { type PodEvents, readEvents } from './events.ts';
import { type Gathered, testimony } from './gathered.ts';
import type { KubeletLog, LogEvent } from './kubelet-log.ts';
import { flagValue, type NodeProcess } from './processes.ts';
import type { PodLife } from './watch.ts';

export function hearKubelet(gathered: Gathered, log: KubeletLog, byDefault: string): void {
  if (log.driver !== null && log.driverLine !== null) {
    gathered.testimonies.push(testimony('kubelet', log.driver, 'kubelet-log', log.driverLine));
    gathered.evidence.push({ kind: 'kubelet-log', subject: 'kubelet', says: log.driver, detail: log.driverLine });
  }
  if (log.source !== null && log.sourceLine !== null) {
    const says = log.source === 'runtime' ? 'takes the answer of the runtime' : 'falls back to its own setting';
    gathered.evidence.push({ kind: 'kubelet-log', subject: 'kubelet', says, detail: log.sourceLine });
  }
  if (log.fatal !== null) {
    gathered.evidence.push({ kind: 'kubelet-log', subject: 'kubelet', says: 'ended', detail: log.fatal });
  }
  for (const refused of log.sandboxFailures) {
    const cgroup = refusedCgroup(refused.message);
    if (cgroup === null) continue;
    gathered.testimonies.push(
      testimony('kubelet', 'cgroupfs', 'kubelet-log', refused.message),
      testimony(`handler ${byDefault}`, 'systemd', 'kubelet-log', refused.message),
    );
  }
}

/** The kubelet's own version, else the one in /kind/version. */
export async function readVersions(gathered: Gathered, node: NodeExec): Promise<string | null> {
  const kind = (await node(['cat', '/kind/version'], {})).stdout.trim();
  const printed = await node(['kubelet', '--version'], { timeoutMs: 20_000 });
  const kubelet = /Kubernetes (v\d+\.\d+\.\d+\S*)/.exec(printed.stdout)?.[1] ?? null;
  if (kubelet !== null && kind !== '' && kubelet !== kind) {
    gathered.observations.push({
      kind: 'live-version-differs',
      location: null,
      related: [],
      detail: { node: gathered.name, kindVersion: kind.slice(0, 100), kubeletVersion: kubelet },
    });
  }
  return kubelet ?? (kind === '' ? null : kind);
}

/** Through the API server from inside the node. On 1.31 to 1.34 it shows the setting, not what is in force. */
export async function askConfigz(gathered: Gathered, node: NodeExec, version: string | null): Promise<void> {
  const path = `/api/v1/nodes/${gathered.name}/proxy/configz`;
  const kubectl = [
    'kubectl',
    '--kubeconfig',
    '/etc/kubernetes/admin.conf',
    '--request-timeout=10s',
    'get',
    '--raw',
    path,
  ];
  const result = await node(kubectl, { timeoutMs: 20_000 });
  const value = /"cgroupDriver"\s*:\s*"([^"]*)"/.exec(result.stdout)?.[1];
  if (!succeeded(result) || value === undefined) return;
  const driver: Driver = value === 'systemd' ? 'systemd' : 'cgroupfs';
  const minor = Number(/^v1\.(\d+)\./.exec(version ?? '')?.[1]);
  const lies = minor >= 31 && minor <= 34;
  gathered.evidence.push({ kind: 'configz', subject: 'kubelet', says: driver, detail: `cgroupDriver: ${value}` });
  const excuse = lies ? 'configz of Kubernetes 1.31 to 1.34 is written before the runtime is asked' : null;
  gathered.testimonies.push({ ...testimony('kubelet', driver, 'configz', `cgroupDriver: ${value}`, !lies), excuse });
}

export function readCommandLines(
  gathered: Gathered,
  containerd: NodeProcess | null,
  kubelet: NodeProcess | null,
): void {
  for (const [subject, found] of [['containerd', containerd] as const, ['kubelet', kubelet] as const]) {
    if (found === null) continue;
    const words = found.arguments.join(' ').slice(0, 2000);
    const flag = subject === 'kubelet' ? flagValue(found.arguments, '--cgroup-driver') : null;
    gathered.evidence.push({ kind: 'command-line', subject, says: flag ?? 'no driver', detail: words });
    if (flag === null) continue;
    // The runtime's answer beats the flag where the kubelet takes it, so the flag is no proof.
    const driver = flag === 'systemd' ? 'systemd' : 'cgroupfs';
    const excuse = 'a kubelet that asks the runtime does not follow its own flag';
    gathered.testimonies.push({ ...testimony('kubelet', driver, 'command-line', words, false), excuse });
  }
}

/** Null where the node has no API server, or no genuine kubectl. */
export async function readApiEvents(node: NodeExec): Promise<PodEvents | null> {
  const kubectl = ['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', '--request-timeout=10s'];
  const result = await node([...kubectl, 'get', 'events', '-A', '-o', 'json'], { timeoutMs: 20_000 });
  return succeeded(result) ? readEvents(result.stdout) : null;
}

/** How the pods lived while they were watched. */
export interface Watched {
  readonly ms: number;
  readonly lives: readonly PodLife[];
  /** Before the watch, and after it; the same where nothing was watched. */
  readonly earlier: PodEvents | null;
  readonly events: PodEvents;
  /** `namespace/name` of the pods whose sandbox was ready in the end; null where the runtime did not say. */
  readonly ready: ReadonlySet<string> | null;
}

/**
 * What happened to the pods. Trouble that was over before the watch, of a pod that runs in the end, is evidence only: while
 * a healthy cluster comes up, a sandbox may fail until the network is there, and a container may end until the API server is.
 */
export function noteLives(gathered: Gathered, watched: Watched, byDefault: string): void {
  noteRestarts(gathered, watched);
  const { events, earlier } = watched;
  const pairs = [
    ['SandboxChanged', 'live-sandbox-changed', events.sandboxChanges, earlier?.sandboxChanges ?? []],
    ['FailedCreatePodSandBox', 'live-sandbox-failed', events.sandboxFailures, earlier?.sandboxFailures ?? []],
  ] as const;
  for (const [reason, kind, now, before] of pairs) {
    for (const event of now) {
      const { pod, count, message } = event;
      gathered.evidence.push({ kind: 'event', subject: pod, says: `${reason}, ${count} times`, detail: message });
      if (isOver(event, before, watched.ready)) continue;
      const detail = { node: gathered.name, pod, count, message };
      gathered.observations.push({ kind, location: null, related: [], detail });
    }
  }
  for (const { pod, message } of events.sandboxFailures) {
    if (refusedCgroup(message) === null) continue;
    gathered.observations.push({
      kind: 'live-pod-refused',
      location: null,
      related: [],
      detail: { node: gathered.name, handler: byDefault, pod, message },
    });
  }
}

function noteRestarts({ name, evidence, observations }: Gathered, { lives, ms }: Watched): void {
  const seconds = Math.round(ms / 1000);
  for (const { pod, restarts: containers, newSandboxes } of lives) {
    const restarts = containers + newSandboxes;
    evidence.push({ kind: 'event', subject: pod, says: `started again ${restarts} times in ${seconds} s`, detail: '' });
    if (restarts < 2 && newSandboxes === 0) continue;
    observations.push({
      kind: 'live-pods-restarting',
      location: null,
      related: [],
      detail: { node: name, pod, restarts, seconds },
    });
  }
}

function isOver(event: LogEvent, before: readonly LogEvent[], ready: ReadonlySet<string> | null): boolean {
  const earlier = before.find(({ pod }) => pod === event.pod);
  return earlier !== undefined && event.count <= earlier.count && ready?.has(event.pod) === true;
}
