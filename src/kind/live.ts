import { bootAndLook, notBooted, type Run } from './boot-and-look.ts';
import { detectEngine, type Engine, type EngineFacts } from './cluster/engine.ts';
import { type BootFailure, bootFailure } from './cluster/failure.ts';
import { findKind } from './cluster/find-kind.ts';
import { createKind, type Kind } from './cluster/kind-command.ts';
import {
  type ClusterState,
  clusterContainers,
  engineEnvironment,
  newClusterName,
  removeBelongings,
  removeCluster,
} from './cluster/lifetime.ts';
import type { LiveOptions, LiveResult } from './live-options.ts';
import type { KindObservation } from './observations.ts';
import type { KindPorts } from './ports.ts';

/**
 * Boots a cluster from a node image and judges what runs. Whatever happens, the cluster is gone afterwards, unless it is to
 * be kept after a failure. Expected troubles are in the result; only the ports may throw.
 */
export async function judgeLive(options: LiveOptions): Promise<LiveResult> {
  const { ports, signal, onProgress } = options;
  const cluster = options.clusterName ?? newClusterName(ports);
  const found = await detectEngine(ports, signal);
  if (!found.ok) return notBooted(cluster, found.failure);
  const unfit = otherPlatform(options.platform, found.facts);
  if (unfit !== null) return notBooted(cluster, unfit);
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

/** kind runs systemd and a whole Kubernetes in the image: emulated, that is no boot to learn from. */
function otherPlatform(platform: string | null, { architecture }: EngineFacts): BootFailure | null {
  const [os, own] = platform?.split('/') ?? [];
  if (os === undefined || own === undefined || architecture === null) return null;
  if (os === 'linux' && own === architecture) return null;
  return bootFailure(
    'image-wrong-platform',
    `the image is for ${platform}, and the engine's machine is linux/${architecture}`,
  );
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
    const cancelled = options.signal?.aborted === true;
    if (result !== null && failed && ours) result = await exportLogs(options, run, result);
    if (result !== null && ours && failed && options.retainOnFailure && !cancelled) {
      result = { ...result, report: { ...result.report, retained: howToReach(run, result.failure === null) } };
      // It is the user's now: the post step must not take it away.
      await options.saveState(null);
    } else if (!ours) {
      await removeBelongings(ports, run.state);
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

async function exportLogs(options: LiveOptions, run: Run, result: LiveResult): Promise<LiveResult> {
  if (options.logsDir === null || result.failure?.code === 'image-not-loadable' || options.signal?.aborted === true)
    return result;
  const logs = await run.kind.exportLogs(run.state.cluster, options.logsDir);
  return logs.ok ? { ...result, report: { ...result.report, logs: logs.value } } : result;
}

/** kind writes no kubeconfig for a cluster that it gave up. */
function howToReach({ state, engine }: Run, booted: boolean): string {
  const removal = [
    `${state.kind} delete cluster --name ${state.cluster}`,
    ...state.images.map((image) => `${engine.command} rmi ${image}`),
    `rm -r ${state.tempDir}`,
  ];
  return [
    ...(booted ? [`KUBECONFIG=${state.tempDir}/kubeconfig`] : []),
    `${engine.command} exec -it ${state.cluster}-control-plane bash`,
    removal.join(' && '),
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
