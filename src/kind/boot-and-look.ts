import type { Location } from '../text/position.ts';
import { blameLines } from './blame.ts';
import { diagnose } from './cluster/diagnose.ts';
import type { Engine, EngineFacts } from './cluster/engine.ts';
import { type BootFailure, blamesImage, bootFailure } from './cluster/failure.ts';
import type { Kind } from './cluster/kind-command.ts';
import type { ClusterState } from './cluster/lifetime.ts';
import { loadNodeImage } from './cluster/load-image.ts';
import { applyKindConfig } from './config/apply.ts';
import { mapLocations } from './config/map-locations.ts';
import { collectNode } from './evidence/collect.ts';
import type { NodeFindings } from './evidence/conclude.ts';
import { type StaticAnswers, staticDrivers } from './evidence/static-side.ts';
import type { LiveOptions, LiveResult } from './live-options.ts';
import type { Driver, KindObservation } from './observations.ts';

/** What a run works with once the engine and kind are found. */
export interface Run {
  readonly engine: Engine;
  readonly facts: EngineFacts;
  readonly kind: Kind;
  readonly state: ClusterState;
  readonly ownName: string;
}

/** Loads the image, creates the cluster, and gathers what its nodes show; removes nothing. */
export async function bootAndLook(options: LiveOptions, run: Run): Promise<LiveResult> {
  const { ports, signal, onProgress } = options;
  const { engine, facts, kind, state } = run;
  const started = ports.now();
  const loaded = await loadNodeImage(options.image, {
    ports,
    engine,
    ownName: run.ownName,
    timeoutMs: options.bootTimeoutMs,
    onProgress,
    signal,
  });
  if (!loaded.ok) return notBooted(state.cluster, loaded.failure);

  const created = await kind.createCluster({
    name: state.cluster,
    image: loaded.value,
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
  const expected = await expectedFrom(options, kind.version);
  let failure: BootFailure | null = null;
  if (!created.ok) {
    const diagnosis = await diagnose(ports, engine, facts, names, created.failure);
    failure = diagnosis.failure;
    const blamed = blameLines(failure.code, expected?.patched ?? null);
    observations.push({ ...bootObservation(failure, blamed.location ?? diagnosis.location), related: blamed.related });
  } else if (!created.value.ready) {
    observations.push({
      kind: 'node-not-ready',
      location: null,
      related: [],
      detail: { cluster: state.cluster, seconds: options.waitSeconds },
    });
  }

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
    observations.push(...findings.observations, ...compareWithStatic(findings, expected));
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
  /** The node whose kubelet `patched` speaks of, `worker2`. */
  readonly node: string;
}

async function expectedFrom(options: LiveOptions, kindVersion: string): Promise<Expected | null> {
  const { tree, resolve } = options;
  if (tree === null || resolve === null) return null;
  const hints = { containerdVersion: null, kubeletVersion: null };
  const baked = await resolve(tree, { ...hints, booted: false });
  const applied = await applyKindConfig(tree, options.kindConfig, { kindVersion, kubernetesVersion: null });
  const patched = applied.ok
    ? mapLocations(await resolve(applied.tree, { ...hints, booted: true }), applied.originOf)
    : baked;
  return { baked, patched, node: applied.ok ? applied.node : 'control-plane' };
}

function compareWithStatic(findings: NodeFindings, expected: Expected | null): KindObservation[] {
  const node = findings.report.name;
  const observations: KindObservation[] = [];
  const isJudged = expected !== null && node.endsWith(`-${expected.node}`);
  const pairs = (drivers: Map<string, Driver>): [string, Driver, Driver][] =>
    [...drivers].flatMap(([subject, driver]): [string, Driver, Driver][] => {
      const live = findings.running.get(subject);
      if (live === undefined || live === driver || (subject === 'kubelet' && !isJudged)) return [];
      return [[subject, driver, live]];
    });
  for (const [subject, driver, live] of pairs(staticDrivers(expected?.patched ?? null))) {
    observations.push({
      kind: 'live-disagrees-with-static',
      location: null,
      related: [],
      detail: { node, subject, static: driver, live },
    });
  }
  for (const [subject, from, live] of pairs(staticDrivers(expected?.baked ?? null))) {
    observations.push({
      kind: 'live-setting-changed-at-boot',
      location: null,
      related: [],
      detail: { node, subject, baked: from, live },
    });
  }
  return observations;
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

export function notBooted(cluster: string, failure: BootFailure): LiveResult {
  return {
    report: { cluster, booted: false, nodes: [], logs: null, retained: null },
    failure,
    observations: [bootObservation(failure, null)],
    nodes: [],
    expected: null,
  };
}
