import { isRecord, parseJson } from '../cri/cri.ts';
import { type KindPorts, succeeded } from '../ports.ts';
import type { Engine } from './engine.ts';

/**
 * All that is needed to take a cluster away again, written down before anything is made, so that the action's post step
 * can do it after a job was killed. Serialises to JSON.
 */
export interface ClusterState {
  readonly schema: 1;
  readonly cluster: string;
  readonly engine: string;
  /** The kind program. */
  readonly kind: string;
  /** The private folder with the kubeconfig. */
  readonly tempDir: string;
  /** Milliseconds since 1970. A node that is older is not ours. */
  readonly createdAt: number;
  /** Names that this run gave to images in the engine. */
  readonly images: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export type Removal =
  | { readonly ok: true }
  /** `command` is what a person can type. */
  | { readonly ok: false; readonly message: string; readonly command: string };

const clusterLabel = 'io.x-k8s.kind.cluster';
/** The engine's clock may differ from ours. */
const clockToleranceMs = 10 * 60_000;
const engineVariables = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CONFIG',
  'CONTAINER_HOST',
  'KIND_EXPERIMENTAL_PROVIDER',
  'KIND_EXPERIMENTAL_DOCKER_NETWORK',
  'XDG_RUNTIME_DIR',
  'HOME',
];

/** 48 bits make two gates on one machine differ. */
export function newClusterName(ports: KindPorts): string {
  return `cgroup-gate-${ports.randomHex(6)}`;
}

/** The variables that choose the engine, as they are now: the post step may run with others. */
export function engineEnvironment(ports: KindPorts): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of engineVariables) {
    const value = ports.environment[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** A state from JSON that a file held; null if it is none. */
export function readClusterState(text: string): ClusterState | null {
  const json = parseJson(text);
  if (!isRecord(json) || json.schema !== 1) return null;
  const { cluster, engine, kind, tempDir, createdAt, images, environment } = json;
  if (typeof cluster !== 'string' || !/^[a-z0-9][a-z0-9.-]{0,62}$/.test(cluster)) return null;
  if (typeof engine !== 'string' || typeof kind !== 'string' || typeof tempDir !== 'string') return null;
  if (typeof createdAt !== 'number' || !Array.isArray(images) || !isRecord(environment)) return null;
  if (!images.every((image) => typeof image === 'string')) return null;
  const strings = Object.entries(environment).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return { schema: 1, cluster, engine, kind, tempDir, createdAt, images, environment: Object.fromEntries(strings) };
}

/** Containers of a cluster, stopped ones too, or null where the engine does not say. */
export async function clusterContainers(ports: KindPorts, engine: Engine, cluster: string): Promise<string[] | null> {
  const result = await ports.exec({
    file: engine.command,
    args: ['ps', '-a', '--no-trunc', '--filter', `label=${clusterLabel}=${cluster}`, '--format', '{{.ID}}'],
    env: engine.environment,
    timeoutMs: 60_000,
  });
  if (!succeeded(result)) return null;
  return result.stdout.split('\n').flatMap((line) => (/^[0-9a-f]{12,64}$/.test(line.trim()) ? [line.trim()] : []));
}

/**
 * Removes the cluster, its volumes and private folder, and the image names of this run. Cannot be cancelled. A cluster of
 * that name with a node older than the state is left alone. `settle`: the creation was cut short, so a node may still be
 * on its way into the engine.
 */
export async function removeCluster(ports: KindPorts, state: ClusterState, settle = true): Promise<Removal> {
  const engine: Engine = { command: state.engine, environment: state.environment };
  const command = `${state.kind} delete cluster --name ${state.cluster}`;
  const before = await clusterContainers(ports, engine, state.cluster);
  if (before !== null && (await someAreOlder(ports, engine, before, state.createdAt))) {
    await removeBelongings(ports, state);
    const message = `cluster ${state.cluster} has a node that is older than this run, so it was left alone`;
    return { ok: false, message, command };
  }
  const deleted = await ports.exec({
    file: state.kind,
    args: ['delete', 'cluster', '--name', state.cluster],
    env: { ...state.environment, KUBECONFIG: `${state.tempDir}/kubeconfig`, TMPDIR: state.tempDir },
    timeoutMs: 180_000,
  });
  const left = await removeLeftovers(ports, engine, state.cluster, settle);
  await removeBelongings(ports, state);
  if (left === 0) return { ok: true };
  const said = deleted.stderr.trim() || deleted.message;
  const what = left === null ? 'the engine does not say what is left' : `${left} container(s) are left`;
  return { ok: false, message: `cluster ${state.cluster} could not be removed: ${what}. ${said}`.trim(), command };
}

/** What a run made beside its cluster: names of images in the engine, and the private folder. */
export async function removeBelongings(ports: KindPorts, state: ClusterState): Promise<void> {
  for (const image of state.images) {
    await ports.exec({ file: state.engine, args: ['rmi', image], env: state.environment, timeoutMs: 120_000 });
  }
  await ports.files.remove(state.tempDir);
}

/** Null: not known. A `docker run` of a killed kind can still be going on, hence several looks. */
async function removeLeftovers(
  ports: KindPorts,
  engine: Engine,
  cluster: string,
  settle: boolean,
): Promise<number | null> {
  let empty = 0;
  let left: number | null = null;
  for (let look = 0; look < 12 && empty < (settle ? 4 : 1); look += 1) {
    const ids = await clusterContainers(ports, engine, cluster);
    left = ids === null ? null : ids.length;
    if (ids !== null && ids.length > 0) {
      await ports.exec({
        file: engine.command,
        args: ['rm', '-f', '-v', ...ids],
        env: engine.environment,
        timeoutMs: 120_000,
      });
    }
    empty = left === 0 ? empty + 1 : 0;
    if (empty < (settle ? 4 : 1)) await ports.sleep(500);
  }
  return left;
}

async function someAreOlder(
  ports: KindPorts,
  engine: Engine,
  ids: readonly string[],
  createdAt: number,
): Promise<boolean> {
  if (ids.length === 0) return false;
  const result = await ports.exec({
    file: engine.command,
    args: ['inspect', '--format', '{{.Created}}', ...ids],
    env: engine.environment,
    timeoutMs: 60_000,
  });
  return result.stdout
    .split('\n')
    .map((line) => Date.parse(line.trim()))
    .some((created) => created < createdAt - clockToleranceMs);
}
