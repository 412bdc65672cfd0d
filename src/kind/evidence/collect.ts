import type { FileTree } from '../../image/file-tree.ts';
import type { LiveEvidence, LiveNodeReport } from '../../verdict/report.ts';
import { classifyPodError } from '../cluster/classify.ts';
import type { Engine, EngineFacts } from '../cluster/engine.ts';
import { execInNode, type NodeExec } from '../cluster/node-exec.ts';
import type { OnProgress } from '../cluster/steps.ts';
import type { Cri } from '../cri/cri.ts';
import type { Driver, KindObservation } from '../observations.ts';
import { type KindPorts, succeeded } from '../ports.ts';
import { refusedCgroup } from './cgroup-path.ts';
import { connectCri, inspectContainer } from './connect.ts';
import { decide, disagreements, type Testimony } from './decide.ts';
import { type PodEvents, readEvents } from './events.ts';
import { changedAtBoot, configurationFiles, editedAfterStart, type NodeFilesSetup } from './files.ts';
import { type KubeletLog, readKubeletLog } from './kubelet-log.ts';
import { nodeFileTree } from './node-tree.ts';
import { sightPods } from './pods.ts';
import { probeHandler } from './probe.ts';
import { findProcess, flagValue, type NodeProcess } from './processes.ts';
import { type HandlerStatus, readDump, readHandlers } from './runtime-status.ts';
import { type ResolveTree, staticDrivers } from './static-side.ts';
import { type PodLife, watchPods } from './watch.ts';

export interface CollectSetup {
  readonly ports: KindPorts;
  readonly engine: Engine;
  readonly facts: EngineFacts;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
  /** How long the pods are watched. */
  readonly watchMs: number;
  readonly image: FileTree | null;
  readonly resolve: ResolveTree | null;
  readonly patchesContainerd: boolean;
}

export interface NodeFindings {
  readonly report: LiveNodeReport;
  readonly observations: readonly KindObservation[];
  /** What runs, by subject: `kubelet`, `handler NAME`. */
  readonly running: ReadonlyMap<string, Driver>;
  readonly handlers: readonly { readonly name: string; readonly isDefault: boolean }[];
}

/** Everything that one source of a node said. */
interface Gathered {
  readonly name: string;
  readonly cgroupVersion: 1 | 2;
  readonly testimonies: Testimony[];
  readonly evidence: LiveEvidence[];
  readonly observations: KindObservation[];
}

/** All evidence of one node, in order of trust. Throws nothing; what cannot be had is left out. */
export async function collectNode(setup: CollectSetup, name: string): Promise<NodeFindings> {
  const { ports, engine } = setup;
  const node = execInNode(ports.exec, engine, name, setup.signal);
  const container = await inspectContainer(ports, engine, name);
  const gathered: Gathered = {
    name,
    cgroupVersion: await cgroupVersionOf(node),
    testimonies: [],
    evidence: [],
    observations: [],
  };
  if (container === null || !container.running) {
    return conclude(gathered, [], null);
  }
  const cri = await connectCri(ports, setup.facts, container, name, node);
  try {
    return await collectRunning(setup, gathered, node, cri);
  } finally {
    cri.close();
  }
}

async function collectRunning(
  setup: CollectSetup,
  gathered: Gathered,
  node: NodeExec,
  cri: Cri,
): Promise<NodeFindings> {
  const { ports, onProgress } = setup;
  const { name, testimonies, evidence, observations } = gathered;
  const step = (text: string): void => onProgress({ type: 'step', step: `${text} on ${name}`, state: 'started' });

  step('Asking containerd');
  const [containerd, kubelet] = [await findProcess(node, 'containerd'), await findProcess(node, 'kubelet')];
  const status = await cri.status();
  const handlers = status.ok ? readHandlers(status.value.config) : [];
  if (!status.ok) noteNoCri(gathered, status.code, status.message, containerd);
  const journal = await node(['journalctl', '-u', 'kubelet', '--no-pager', '-o', 'cat', '-n', '20000'], {
    timeoutMs: 60_000,
  });
  const log = readKubeletLog(journal.stdout);
  const byDefault = handlers.find((handler) => handler.isDefault)?.name ?? 'runc';

  // 1. where containers really are
  if (status.ok) {
    step('Looking for the pods');
    await lookAtPods(gathered, cri, node, byDefault);
  }
  const kubeletDriver = decide(testimonies, 'kubelet')?.driver ?? log.driver ?? 'systemd';
  if (status.ok) {
    const images = await cri.listImages();
    for (const handler of handlers) {
      if (handler.driver === null || setup.signal?.aborted === true) continue;
      step(`Probing handler ${handler.name}`);
      const probe = await probeHandler(
        ports,
        {
          cri,
          node,
          cgroupVersion: gathered.cgroupVersion,
          kubelet: kubeletDriver,
          cgroupRoot: log.cgroupRoot ?? '/kubelet',
          images: images.ok ? images.value : [],
        },
        handler.name,
      );
      noteProbe(gathered, handler.name, probe);
    }
  }
  // 2. what the runtime and 3. what the kubelet say of themselves
  if (status.ok) await askRuntime(gathered, cri, handlers, byDefault);
  hearKubelet(gathered, log, byDefault);
  const kubeletVersion = await readVersions(gathered, node);
  await askConfigz(gathered, node, kubeletVersion);
  readCommandLines(gathered, containerd, kubelet);

  // 4. how the pods live
  let lives: readonly PodLife[] = [];
  if (status.ok && setup.watchMs > 0) {
    step(`Watching the pods for ${Math.round(setup.watchMs / 1000)} s`);
    lives = await watchPods(ports, cri, setup.watchMs, setup.signal);
  }
  const later = await node(['journalctl', '-u', 'kubelet', '--no-pager', '-o', 'cat', '-n', '20000'], {
    timeoutMs: 60_000,
  });
  const events = (await readApiEvents(node)) ?? readKubeletLog(later.stdout);
  noteLives(gathered, lives, events, setup.watchMs, byDefault);

  // 5. the files, baked and live
  step('Comparing files');
  const dump = await dumpOf(node, containerd);
  for (const [handler, driver] of dump) {
    testimonies.push(testimony(`handler ${handler}`, driver, 'file', `containerd config dump: ${driver}`, false));
  }
  const onDisk = await resolveOnDisk(setup, node, dump);
  const running = runningOf(gathered, handlers);
  const filesSetup: NodeFilesSetup = {
    name,
    node,
    image: setup.image,
    containerd,
    kubelet,
    patchesContainerd: setup.patchesContainerd,
    running,
    onDisk,
  };
  const files = await configurationFiles(filesSetup);
  observations.push(...(await editedAfterStart(filesSetup, files)), ...(await changedAtBoot(filesSetup, files)));
  for (const [subject, file] of onDisk) {
    const runs = running.get(subject);
    evidence.push({ kind: 'file', subject, says: file, detail: 'the files on the node, as they are now' });
    if (runs !== undefined && runs !== file) {
      observations.push({
        kind: 'live-stale-configuration',
        location: null,
        related: [],
        detail: { node: name, subject, file, running: runs },
      });
    }
  }
  return conclude(gathered, handlers, byDefault);
}

async function cgroupVersionOf(node: NodeExec): Promise<1 | 2> {
  return succeeded(await node(['test', '-e', '/sys/fs/cgroup/cgroup.controllers'], {})) ? 2 : 1;
}

function noteNoCri(gathered: Gathered, code: number, message: string, containerd: NodeProcess | null): void {
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

async function lookAtPods(gathered: Gathered, cri: Cri, node: NodeExec, byDefault: string): Promise<void> {
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

function noteProbe(gathered: Gathered, handler: string, probe: Awaited<ReturnType<typeof probeHandler>>): void {
  const { name, evidence, observations, testimonies } = gathered;
  const subject = `probe (${handler})`;
  if (probe.outcome === 'seen') {
    evidence.push({ kind: 'pod-cgroup', subject, says: probe.reading?.runtime ?? 'unknown', detail: probe.cgroup });
    if (probe.reading === null) return;
    testimonies.push(testimony(`handler ${handler}`, probe.reading.runtime, 'pod-cgroup', probe.cgroup));
    if (probe.reading.misplaced) noteMisplaced(gathered, handler, null, probe.cgroup);
    return;
  }
  if (probe.outcome === 'refused') {
    evidence.push({ kind: 'pod-cgroup', subject, says: 'systemd', detail: probe.message });
    testimonies.push(testimony(`handler ${handler}`, 'systemd', 'pod-cgroup', probe.message));
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

async function askRuntime(
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

function hearKubelet(gathered: Gathered, log: KubeletLog, byDefault: string): void {
  if (log.driver !== null && log.driverLine !== null) {
    gathered.testimonies.push(testimony('kubelet', log.driver, 'kubelet-log', log.driverLine));
    gathered.evidence.push({ kind: 'kubelet-log', subject: 'kubelet', says: log.driver, detail: log.driverLine });
  }
  if (log.source !== null && log.sourceLine !== null) {
    const says = log.source === 'runtime' ? 'takes the answer of the runtime' : 'falls back to its own setting';
    gathered.evidence.push({ kind: 'kubelet-log', subject: 'kubelet', says, detail: log.sourceLine });
    if (log.source === 'fallback') {
      gathered.observations.push({
        kind: 'live-kubelet-fallback',
        location: null,
        related: [],
        detail: { node: gathered.name, line: log.sourceLine },
      });
    }
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
async function readVersions(gathered: Gathered, node: NodeExec): Promise<string | null> {
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
async function askConfigz(gathered: Gathered, node: NodeExec, version: string | null): Promise<void> {
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

function readCommandLines(gathered: Gathered, containerd: NodeProcess | null, kubelet: NodeProcess | null): void {
  for (const [subject, process] of [['containerd', containerd] as const, ['kubelet', kubelet] as const]) {
    if (process === null) continue;
    const words = process.arguments.join(' ').slice(0, 2000);
    const flag = subject === 'kubelet' ? flagValue(process.arguments, '--cgroup-driver') : null;
    gathered.evidence.push({ kind: 'command-line', subject, says: flag ?? 'no driver', detail: words });
    if (flag === null) continue;
    // The runtime's answer beats the flag where the kubelet takes it, so the flag is no proof.
    const driver = flag === 'systemd' ? 'systemd' : 'cgroupfs';
    const excuse = 'a kubelet that asks the runtime does not follow its own flag';
    gathered.testimonies.push({ ...testimony('kubelet', driver, 'command-line', words, false), excuse });
  }
}

/** Null where the node has no API server, or no genuine kubectl. */
async function readApiEvents(node: NodeExec): Promise<PodEvents | null> {
  const kubectl = ['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', '--request-timeout=10s'];
  const result = await node([...kubectl, 'get', 'events', '-A', '-o', 'json'], { timeoutMs: 20_000 });
  return succeeded(result) ? readEvents(result.stdout) : null;
}

function noteLives(
  gathered: Gathered,
  lives: readonly PodLife[],
  events: PodEvents,
  watchMs: number,
  byDefault: string,
): void {
  const { name, evidence, observations } = gathered;
  const seconds = Math.round(watchMs / 1000);
  for (const life of lives) {
    const restarts = life.restarts + life.newSandboxes;
    evidence.push({
      kind: 'event',
      subject: life.pod,
      says: `started again ${restarts} times in ${seconds} s`,
      detail: '',
    });
    observations.push({
      kind: 'live-pods-restarting',
      location: null,
      related: [],
      detail: { node: name, pod: life.pod, restarts, seconds },
    });
  }
  for (const { pod, count, message } of events.sandboxChanges) {
    evidence.push({ kind: 'event', subject: pod, says: `SandboxChanged, ${count} times`, detail: message });
    observations.push({
      kind: 'live-sandbox-changed',
      location: null,
      related: [],
      detail: { node: name, pod, count, message },
    });
  }
  for (const { pod, count, message } of events.sandboxFailures) {
    evidence.push({ kind: 'event', subject: pod, says: `FailedCreatePodSandBox, ${count} times`, detail: message });
    observations.push({
      kind: 'live-sandbox-failed',
      location: null,
      related: [],
      detail: { node: name, pod, count, message },
    });
    if (refusedCgroup(message) !== null) {
      observations.push({
        kind: 'live-pod-refused',
        location: null,
        related: [],
        detail: { node: name, handler: byDefault, pod, message },
      });
    }
  }
}

/** What the daemon's own files say now, by containerd's own reading: with the `--config` that the daemon has. */
async function dumpOf(node: NodeExec, containerd: NodeProcess | null): Promise<ReadonlyMap<string, Driver>> {
  const config = flagValue(containerd?.arguments ?? [], '--config', '-c');
  const result = await node(['containerd', ...(config === null ? [] : ['--config', config]), 'config', 'dump'], {});
  return succeeded(result) ? readDump(result.stdout) : new Map();
}

/** The resolvers' reading of the node's files; containerd's own dump counts where both speak. */
async function resolveOnDisk(
  setup: CollectSetup,
  node: NodeExec,
  dump: ReadonlyMap<string, Driver>,
): Promise<ReadonlyMap<string, Driver>> {
  const answers = setup.resolve === null ? null : await setup.resolve(nodeFileTree(node, setup.image));
  const onDisk = staticDrivers(answers);
  for (const [handler, driver] of dump) onDisk.set(`handler ${handler}`, driver);
  return onDisk;
}

function runningOf(gathered: Gathered, handlers: readonly HandlerStatus[]): Map<string, Driver> {
  const running = new Map<string, Driver>();
  for (const subject of ['kubelet', ...handlers.map((handler) => `handler ${handler.name}`)]) {
    const decision = decide(gathered.testimonies, subject);
    if (decision !== null) running.set(subject, decision.driver);
  }
  return running;
}

function conclude(gathered: Gathered, handlers: readonly HandlerStatus[], byDefault: string | null): NodeFindings {
  const { name, testimonies, evidence, observations } = gathered;
  const kubelet = decide(testimonies, 'kubelet');
  if (kubelet === null) {
    observations.push(
      undetermined(name, 'kubelet', 'no pod of it was found, and its journal has no line about the driver'),
    );
  } else {
    observations.push({
      kind: 'live-kubelet-driver',
      location: null,
      related: [],
      detail: { node: name, driver: kubelet.driver, by: kubelet.by, raw: kubelet.raw },
    });
  }
  const judged = handlers.filter((handler) => handler.driver !== null);
  const runtime = judged.map((handler) => {
    const decision = decide(testimonies, `handler ${handler.name}`);
    if (decision !== null) {
      observations.push({
        kind: 'live-runtime-driver',
        location: null,
        related: [],
        detail: { node: name, handler: handler.name, isDefault: handler.name === byDefault, ...decision },
      });
    }
    return { handler: handler.name, driver: decision?.driver ?? ('unknown' as const) };
  });
  if (judged.length === 0) observations.push(undetermined(name, 'runtime', 'the runtime shows no handler'));
  for (const subject of ['kubelet', ...judged.map((handler) => `handler ${handler.name}`)]) {
    for (const { stronger, weaker } of disagreements(testimonies, subject)) {
      if (weaker.by === 'file') continue;
      observations.push({
        kind: 'live-evidence-disagrees',
        location: null,
        related: [],
        detail: {
          node: name,
          subject,
          stronger: stronger.by,
          strongerSays: stronger.driver,
          weaker: weaker.by,
          weakerSays: weaker.driver,
          expected: weaker.excuse !== null,
          note: weaker.excuse ?? weaker.raw,
        },
      });
    }
  }
  const report: LiveNodeReport = {
    name,
    cgroupVersion: byDefault === null ? null : gathered.cgroupVersion,
    kubelet: kubelet?.driver ?? 'unknown',
    runtime,
    evidence: byTrust(evidence),
  };
  return {
    report,
    observations,
    running: runningOf(gathered, handlers),
    handlers: judged.map((handler) => ({ name: handler.name, isDefault: handler.name === byDefault })),
  };
}

const trust = ['pod-cgroup', 'runtime-config', 'cri-status', 'kubelet-log', 'configz', 'command-line', 'file', 'event'];

/** Most trusted first; within a kind the probes first. */
function byTrust(evidence: readonly LiveEvidence[]): LiveEvidence[] {
  const rank = (item: LiveEvidence): number =>
    trust.indexOf(item.kind) * 2 + (item.subject.startsWith('probe ') ? 0 : 1);
  return [...evidence].sort((a, b) => rank(a) - rank(b));
}

function undetermined(node: string, subject: string, reason: string): KindObservation {
  return { kind: 'live-undetermined', location: null, related: [], detail: { node, subject, reason } };
}

function testimony(subject: string, driver: Driver, by: string, raw: string, reliable = true): Testimony {
  return { subject, driver, by, raw, reliable, excuse: null };
}
