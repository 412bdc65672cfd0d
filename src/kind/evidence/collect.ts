import type { FileTree } from '../../image/file-tree.ts';
import type { Engine, EngineFacts } from '../cluster/engine.ts';
import { execInNode, type NodeExec } from '../cluster/node-exec.ts';
import type { OnProgress } from '../cluster/steps.ts';
import type { Cri } from '../cri/cri.ts';
import type { Driver } from '../observations.ts';
import { type KindPorts, succeeded } from '../ports.ts';
import { conclude, type NodeFindings, runningOf } from './conclude.ts';
import { connectCri, inspectContainer } from './connect.ts';
import { decide } from './decide.ts';
import { changedAtBoot, configurationFiles, editedAfterStart, type NodeFilesSetup } from './files.ts';
import type { Gathered } from './gathered.ts';
import {
  askConfigz,
  hearKubelet,
  noteLives,
  readApiEvents,
  readCommandLines,
  readVersions,
  type Watched,
} from './hear-kubelet.ts';
import { askRuntime, lookAtPods, noteNoCri, noteProbe } from './hear-runtime.ts';
import { type KubeletLog, readKubeletLog } from './kubelet-log.ts';
import { liveTree } from './live-tree.ts';
import { probeHandler } from './probe.ts';
import { findProcess, flagValue, type NodeProcess } from './processes.ts';
import { readDump, readHandlers } from './runtime-status.ts';
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

/** For everything on one node but the watching. */
const patienceMs = 300_000;

/** All evidence of one node, in order of trust. Throws nothing; what cannot be had is left out. */
export async function collectNode(setup: CollectSetup, name: string): Promise<NodeFindings> {
  const { ports, engine } = setup;
  const node = execInNode(ports, engine, name, ports.now() + patienceMs + setup.watchMs, setup.signal);
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
  const [status, version] = [await cri.status(), await cri.version()];
  const handlers = status.ok ? readHandlers(status.value.config) : [];
  if (!status.ok) noteNoCri(gathered, status.code, status.message, containerd);
  const log = await readJournal(node);
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
  const watched = await watch(setup, name, node, status.ok ? cri : null, log);
  noteLives(gathered, watched, byDefault);

  // 5. the files, baked and live
  step('Comparing files');
  const onDisk = await readDisk(
    setup,
    name,
    node,
    containerd,
    version.ok ? version.value.version : null,
    kubeletVersion,
  );
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

async function readJournal(node: NodeExec): Promise<KubeletLog> {
  const journal = await node(['journalctl', '-u', 'kubelet', '--no-pager', '-o', 'cat', '-n', '20000'], {
    timeoutMs: 60_000,
  });
  return readKubeletLog(journal.stdout);
}

/** The API server's events tell more than the journal, where there is one that answers. */
async function watch(
  { ports, watchMs, signal, onProgress }: CollectSetup,
  name: string,
  node: NodeExec,
  cri: Cri | null,
  log: KubeletLog,
): Promise<Watched> {
  const earlier = watchMs > 0 ? ((await readApiEvents(node)) ?? log) : null;
  let lives: readonly PodLife[] = [];
  if (cri !== null && watchMs > 0) {
    const step = `Watching the pods for ${Math.round(watchMs / 1000)} s on ${name}`;
    onProgress({ type: 'step', step, state: 'started' });
    lives = await watchPods(ports, cri, watchMs, signal);
  }
  const events = (await readApiEvents(node)) ?? (await readJournal(node));
  const pods = cri === null ? null : await cri.listPods();
  const ready = pods?.ok === true ? pods.value.filter((pod) => pod.ready) : null;
  return {
    ms: watchMs,
    lives,
    earlier,
    events,
    ready: ready === null ? null : new Set(ready.map((pod) => `${pod.namespace}/${pod.name}`)),
  };
}

async function cgroupVersionOf(node: NodeExec): Promise<1 | 2> {
  return succeeded(await node(['test', '-e', '/sys/fs/cgroup/cgroup.controllers'], {})) ? 2 : 1;
}

/**
 * What the files on the node say now, by the resolvers; where those have no answer, by containerd's own reading of them,
 * with the `--config` that the daemon has.
 */
async function readDisk(
  setup: CollectSetup,
  name: string,
  node: NodeExec,
  containerd: NodeProcess | null,
  containerdVersion: string | null,
  kubeletVersion: string | null,
): Promise<ReadonlyMap<string, Driver>> {
  const hints = { booted: true, containerdVersion, kubeletVersion };
  const { resolve, image, ports, engine } = setup;
  const tree = image === null || resolve === null ? null : await liveTree(ports, engine, name, node, image, containerd);
  const onDisk = staticDrivers(tree === null || resolve === null ? null : await resolve(tree, hints));
  if (!dumpsWhatItReads(containerdVersion)) return onDisk;
  const config = flagValue(containerd?.arguments ?? [], '--config', '-c');
  const dump = await node(['containerd', ...(config === null ? [] : ['--config', config]), 'config', 'dump'], {});
  if (!succeeded(dump)) return onDisk;
  for (const [handler, driver] of readDump(dump.stdout)) {
    const subject = `handler ${handler}`;
    if (!onDisk.has(subject)) onDisk.set(subject, driver);
  }
  return onDisk;
}

/** 1.4 leaves options out of its dump; 2.0.0 to 2.0.5 dump a file of version 2 as if it were empty. */
export function dumpsWhatItReads(version: string | null): boolean {
  const found = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version ?? '');
  if (found === null) return false;
  const [major, minor, patch] = found.slice(1).map(Number) as [number, number, number];
  if (major === 1) return minor >= 5;
  return major > 2 || minor > 0 || patch > 5;
}
