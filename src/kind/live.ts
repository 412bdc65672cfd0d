import type { FileTree } from '../image/file-tree.ts';
import type { Location } from '../text/position.ts';
import type { LiveReport } from '../verdict/report.ts';
import { diagnose } from './cluster/diagnose.ts';
import { detectEngine, type Engine, type EngineFacts } from './cluster/engine.ts';
import { type BootFailure, blamesImage, bootFailure } from './cluster/failure.ts';
import { findKind } from './cluster/find-kind.ts';
import { createKind, type Kind } from './cluster/kind-command.ts';
import {
  type ClusterState,
  clusterContainers,
  engineEnvironment,
  newClusterName,
  removeCluster,
} from './cluster/lifetime.ts';
import { loadNodeImage, type NodeImageSource } from './cluster/load-image.ts';
import type { OnProgress } from './cluster/steps.ts';
import { applyKindConfig, type KindConfigFile } from './config/apply.ts';
import { collectNode, type NodeFindings } from './evidence/collect.ts';
import { type ResolveTree, type StaticAnswers, staticDrivers } from './evidence/static-side.ts';
import type { Driver, KindObservation } from './observations.ts';
import type { KindPorts } from './ports.ts';

export interface LiveOptions {
  readonly ports: KindPorts;
  readonly image: NodeImageSource;
  readonly kindConfig: KindConfigFile | null;
  /** Null: a random one. A given name that is taken is an error. */
  readonly clusterName: string | null;
  /** For everything up to the cluster's being up. */
  readonly bootTimeoutMs: number;
  /** Seconds that kind waits for Ready; 0 does not wait. */
  readonly waitSeconds: number;
  /** How long the pods are watched. */
  readonly watchMs: number;
  readonly retainOnFailure: boolean;
  /** Says after the evidence is in whether this run failed, for `retainOnFailure`; without it only the boot counts. */
  readonly failed?: (result: LiveResult) => boolean;
  /** Where `kind export logs` writes when the run failed; null: nowhere. */
  readonly logsDir: string | null;
  /** The image's files, where somebody reads them; baked and live are compared then. */
  readonly tree: FileTree | null;
  /** The resolvers, for what the image says and what the node's files say. */
  readonly resolve: ResolveTree | null;
  /** Called before anything is made, and with null when all is gone. */
  readonly saveState: (state: ClusterState | null) => Promise<void>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
}

export interface LiveResult {
  readonly report: LiveReport;
  /** Null: the cluster came up. */
  readonly failure: BootFailure | null;
  readonly observations: readonly KindObservation[];
  /** What runs, per node and subject (`kubelet`, `handler NAME`). */
  readonly nodes: readonly NodeFindings[];
  /** What the resolvers made of the image, patched as kind would; null without them. */
  readonly expected: StaticAnswers | null;
}

/**
 * Boots a cluster from a node image and judges what runs. Whatever happens, the cluster is gone afterwards, unless it is to
 * be kept after a failure. Expected troubles are in the result; only the ports may throw.
 */
export async function judgeLive(options: LiveOptions): Promise<LiveResult> {
  const { ports, signal, onProgress } = options;
  const cluster = options.clusterName ?? newClusterName(ports);
  const found = await detectEngine(ports, signal);
  if (!found.ok) return notBooted(cluster, found.failure);
  const path = await findKind(ports, onProgress, signal);
  if (!path.ok) return notBooted(cluster, path.failure);

  const tempDir = await ports.files.makeTempDir('cgroup-gate-');
  const ownName = `${cluster}.local/node:loaded`;
  const environment = engineEnvironment(ports);
  const state: ClusterState = {
    schema: 1,
    cluster,
    engine: found.engine.command,
    kind: path.value,
    tempDir,
    createdAt: ports.now(),
    images: options.image.form === 'reference' ? [] : [ownName],
    environment,
  };
  const kind = await createKind(ports, {
    path: path.value,
    environment: { ...environment, KUBECONFIG: `${tempDir}/kubeconfig`, TMPDIR: tempDir },
    signal,
  });
  const free = kind.ok ? await nameIsFree(ports, found.engine, kind.value, cluster) : kind.failure;
  if (!kind.ok || free !== null) {
    await ports.files.remove(tempDir);
    return notBooted(cluster, free ?? bootFailure('kind-unusable'));
  }
  await options.saveState(state);
  return withCluster(options, { engine: found.engine, facts: found.facts, kind: kind.value, state, ownName });
}

interface Run {
  readonly engine: Engine;
  readonly facts: EngineFacts;
  readonly kind: Kind;
  readonly state: ClusterState;
  readonly ownName: string;
}

/** Null: it is. Asked twice over, of kind and of the engine, because a wrong answer would cost somebody a cluster. */
async function nameIsFree(ports: KindPorts, engine: Engine, kind: Kind, cluster: string): Promise<BootFailure | null> {
  const clusters = await kind.getClusters();
  if (!clusters.ok) return clusters.failure;
  const containers = await clusterContainers(ports, engine, cluster);
  if (containers === null) return bootFailure('engine-not-running', `${engine.command} ps does not answer`);
  if (!clusters.value.includes(cluster) && containers.length === 0) return null;
  return bootFailure('cluster-exists', `there is a kind cluster named ${cluster}`);
}

async function withCluster(options: LiveOptions, run: Run): Promise<LiveResult> {
  const { ports, onProgress } = options;
  let result: LiveResult | null = null;
  let ours = true;
  try {
    result = await bootAndLook(options, run);
    ours = result.failure?.code !== 'cluster-exists';
  } finally {
    const failed = result === null || result.failure !== null || options.failed?.(result) === true;
    const cancelled = isAborted(options.signal);
    if (result !== null && failed && ours) result = await exportLogs(options, run, result);
    if (result !== null && ours && failed && options.retainOnFailure && !cancelled) {
      result = { ...result, report: { ...result.report, retained: howToReach(run) } };
    } else if (!ours) {
      await ports.files.remove(run.state.tempDir);
      await options.saveState(null);
    } else {
      onProgress({ type: 'step', step: `Removing cluster ${run.state.cluster}`, state: 'started' });
      const cutShort = cancelled || result === null || result.failure !== null;
      const removal = await removeCluster(ports, run.state, cutShort);
      onProgress({
        type: 'step',
        step: `Removing cluster ${run.state.cluster}`,
        state: removal.ok ? 'done' : 'failed',
      });
      if (removal.ok) await options.saveState(null);
      else if (result !== null)
        result = { ...result, observations: [...result.observations, notRemoved(run, removal)] };
    }
  }
  return result;
}

async function bootAndLook(options: LiveOptions, run: Run): Promise<LiveResult> {
  const { ports, signal, onProgress } = options;
  const { engine, facts, kind, state } = run;
  const started = ports.now();
  const loaded = await loadNodeImage(ports, engine, options.image, run.ownName, onProgress, signal);
  if (!loaded.ok) return notBooted(state.cluster, loaded.failure);

  const created = await kind.createCluster({
    name: state.cluster,
    image: loaded.value.reference,
    config: options.kindConfig?.bytes ?? null,
    waitSeconds: options.waitSeconds,
    retain: true,
    timeoutMs: Math.max(1000, options.bootTimeoutMs - (ports.now() - started)),
    onProgress,
  });
  if (isAborted(signal)) return notBooted(state.cluster, bootFailure('cancelled'));
  if (!created.ok && created.failure.code === 'cluster-exists') return notBooted(state.cluster, created.failure);

  const names = await nodesOf(kind, state.cluster);
  const observations: KindObservation[] = [];
  let failure: BootFailure | null = null;
  if (!created.ok) {
    const diagnosis = await diagnose(ports, engine, facts, names, created.failure);
    failure = diagnosis.failure;
    observations.push(bootObservation(failure, diagnosis.location));
  } else if (!created.value.ready) {
    observations.push({
      kind: 'node-not-ready',
      location: null,
      related: [],
      detail: { cluster: state.cluster, seconds: options.waitSeconds },
    });
  }

  const expected = await expectedFrom(options, kind.version);
  const nodes: NodeFindings[] = [];
  for (const name of names) {
    if (isAborted(signal)) break;
    const patchesContainerd =
      options.kindConfig !== null && /containerdConfigPatches/.test(new TextDecoder().decode(options.kindConfig.bytes));
    const setup = {
      ports,
      engine,
      facts,
      signal,
      onProgress,
      watchMs: failure === null ? options.watchMs : 0,
      image: options.tree,
      resolve: options.resolve,
      patchesContainerd,
    };
    const findings = await collectNode(setup, name);
    nodes.push(findings);
    observations.push(
      ...findings.observations,
      ...compareWithStatic(findings, expected?.patched ?? null, expected?.baked ?? null),
    );
  }
  if (isAborted(signal) && failure === null) return notBooted(state.cluster, bootFailure('cancelled'));
  return {
    report: {
      cluster: state.cluster,
      booted: failure === null,
      nodes: nodes.map((findings) => findings.report),
      logs: null,
      retained: null,
    },
    failure,
    observations,
    nodes,
    expected: expected?.patched ?? null,
  };
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Load balancers are no nodes with a kubelet. */
async function nodesOf(kind: Kind, cluster: string): Promise<readonly string[]> {
  const nodes = await kind.getNodes(cluster);
  return nodes.ok ? nodes.value.filter((name) => !name.endsWith('-external-load-balancer')).toSorted() : [];
}

interface Expected {
  readonly baked: StaticAnswers;
  readonly patched: StaticAnswers;
}

async function expectedFrom(options: LiveOptions, kindVersion: string): Promise<Expected | null> {
  const { tree, resolve } = options;
  if (tree === null || resolve === null) return null;
  const baked = await resolve(tree);
  const applied = await applyKindConfig(tree, options.kindConfig, { kindVersion, kubernetesVersion: null });
  return { baked, patched: applied.ok ? await resolve(applied.tree) : baked };
}

function compareWithStatic(
  findings: NodeFindings,
  patched: StaticAnswers | null,
  baked: StaticAnswers | null,
): KindObservation[] {
  const node = findings.report.name;
  const observations: KindObservation[] = [];
  const pairs = (expected: Map<string, Driver>): [string, Driver, Driver][] =>
    [...expected].flatMap(([subject, driver]): [string, Driver, Driver][] => {
      const live = findings.running.get(subject);
      return live === undefined || live === driver ? [] : [[subject, driver, live]];
    });
  for (const [subject, expected, live] of pairs(staticDrivers(patched))) {
    observations.push({
      kind: 'live-disagrees-with-static',
      location: null,
      related: [],
      detail: { node, subject, static: expected, live },
    });
  }
  for (const [subject, from, live] of pairs(staticDrivers(baked))) {
    observations.push({
      kind: 'live-setting-changed-at-boot',
      location: null,
      related: [],
      detail: { node, subject, baked: from, live },
    });
  }
  return observations;
}

async function exportLogs(options: LiveOptions, run: Run, result: LiveResult): Promise<LiveResult> {
  if (options.logsDir === null || result.failure?.code === 'image-not-loadable' || isAborted(options.signal))
    return result;
  const logs = await run.kind.exportLogs(run.state.cluster, options.logsDir);
  return logs.ok ? { ...result, report: { ...result.report, logs: logs.value } } : result;
}

function howToReach(run: Run): string {
  const { state, engine } = run;
  return [
    `KUBECONFIG=${state.tempDir}/kubeconfig`,
    `${engine.command} exec -it ${state.cluster}-control-plane bash`,
    `${state.kind} delete cluster --name ${state.cluster} && rm -r ${state.tempDir}`,
  ].join('\n');
}

function notRemoved(run: Run, removal: { readonly message: string; readonly command: string }): KindObservation {
  return {
    kind: 'cluster-not-removed',
    location: null,
    related: [],
    detail: { cluster: run.state.cluster, message: removal.message, command: removal.command },
  };
}

function bootObservation(failure: BootFailure, location: Location | null): KindObservation {
  const { code, cause, remedy, step, message } = failure;
  return {
    kind: 'boot-failed',
    location,
    related: [],
    detail: { code, cause, remedy, step, message, blamesImage: blamesImage(code) },
  };
}

function notBooted(cluster: string, failure: BootFailure): LiveResult {
  return {
    report: { cluster, booted: false, nodes: [], logs: null, retained: null },
    failure,
    observations: [bootObservation(failure, null)],
    nodes: [],
    expected: null,
  };
}
