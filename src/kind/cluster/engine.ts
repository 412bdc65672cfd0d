import { isRecord, parseJson } from '../cri/cri.ts';
import { type ExecResult, type KindPorts, succeeded } from '../ports.ts';
import { type BootFailure, bootFailure } from './failure.ts';

/** The container engine that kind will use, found the way kind finds it. */
export interface Engine {
  /** The program: `docker`, `podman`, `nerdctl`, `finch`, `nerdctl.lima`. */
  readonly command: string;
  /** Variables that every call needs: those that choose the engine. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface EngineFacts {
  readonly version: string | null;
  readonly memoryBytes: number | null;
  /** Where it keeps its data, on its own machine. */
  readonly rootDir: string | null;
  readonly cgroupVersion: 1 | 2 | null;
  /** Whether it runs on this machine, as far as its address tells. */
  readonly local: boolean;
}

export type EngineResult =
  | { readonly ok: true; readonly engine: Engine; readonly facts: EngineFacts }
  | { readonly ok: false; readonly failure: BootFailure };

const providers = ['docker', 'nerdctl', 'podman', 'finch', 'nerdctl.lima'];
/** Below this not even a small node image comes up. */
const leastMemory = 1024 ** 3;
const leastDisk = 1024 ** 3;

/**
 * kind 0.33, pkg/cluster/provider.go: KIND_EXPERIMENTAL_PROVIDER if it names one, else the first of docker, nerdctl and
 * podman whose `-v` prints its own name (so that a `docker` that is podman counts as podman).
 */
export async function detectEngine(ports: KindPorts, signal?: AbortSignal): Promise<EngineResult> {
  const wanted = ports.environment.KIND_EXPERIMENTAL_PROVIDER ?? '';
  const names = providers.includes(wanted) ? [wanted] : ['docker', 'nerdctl', 'podman'];
  for (const name of names) {
    const result = await ports.exec({ file: name, args: ['-v'], signal, timeoutMs: 20_000 });
    if (result.end === 'unsupported-node') return { ok: false, failure: bootFailure('node-too-old', result.message) };
    if (result.end === 'cancelled') return { ok: false, failure: bootFailure('cancelled') };
    const says = name === 'docker' ? /^Docker version/ : name.startsWith('nerdctl') ? /^nerdctl version/ : /version/;
    if (succeeded(result) && says.test(result.stdout)) {
      return inspectEngine(ports, { command: name, environment: {} }, signal);
    }
  }
  return { ok: false, failure: bootFailure('no-engine') };
}

async function inspectEngine(ports: KindPorts, engine: Engine, signal?: AbortSignal): Promise<EngineResult> {
  const result = await ports.exec({
    file: engine.command,
    args: ['info', '--format', '{{json .}}'],
    signal,
    timeoutMs: 30_000,
  });
  if (result.end === 'cancelled') return { ok: false, failure: bootFailure('cancelled') };
  const info = parseJson(result.stdout.trim().split('\n').at(-1) ?? '');
  // Without a daemon `docker info` prints its own half, exits 0 or 1 depending on the version, and complains.
  const complaint = daemonComplaint(result, info);
  if (complaint !== null) return { ok: false, failure: complaint };

  const facts = readFacts(ports, engine, info);
  if (facts.memoryBytes !== null && facts.memoryBytes < leastMemory) {
    const message = `${engine.command} has ${mebibytes(facts.memoryBytes)} MiB of memory`;
    return { ok: false, failure: bootFailure('too-little-memory', message) };
  }
  const free = facts.local && facts.rootDir !== null ? await ports.files.freeBytes(facts.rootDir) : null;
  if (free !== null && free < leastDisk) {
    const message = `${mebibytes(free)} MiB are free at ${facts.rootDir}`;
    return { ok: false, failure: bootFailure('too-little-disk', message) };
  }
  return { ok: true, engine, facts };
}

function daemonComplaint(result: ExecResult, info: unknown): BootFailure | null {
  const errors = isRecord(info) && Array.isArray(info.ServerErrors) ? info.ServerErrors.join('\n') : '';
  if (succeeded(result) && errors === '' && isRecord(info)) return null;
  const text = errors || result.stderr.trim() || result.message;
  const code = /permission denied/i.test(text) ? 'engine-permission' : 'engine-not-running';
  return bootFailure(code, text);
}

function readFacts(ports: KindPorts, engine: Engine, info: unknown): EngineFacts {
  const docker = isRecord(info) ? info : {};
  const host = isRecord(docker.host) ? docker.host : {};
  const store = isRecord(docker.store) ? docker.store : {};
  const version = isRecord(docker.version) ? docker.version.Version : docker.ServerVersion;
  const cgroup = String(docker.CgroupVersion ?? host.cgroupVersion ?? '');
  const memory = docker.MemTotal ?? host.memTotal;
  const rootDir = docker.DockerRootDir ?? store.graphRoot;
  const address = ports.environment.DOCKER_HOST ?? '';
  return {
    version: typeof version === 'string' ? version : null,
    memoryBytes: typeof memory === 'number' && memory > 0 ? memory : null,
    rootDir: typeof rootDir === 'string' && rootDir !== '' ? rootDir : null,
    cgroupVersion: /2/.test(cgroup) ? 2 : /1/.test(cgroup) ? 1 : null,
    local:
      ports.platform === 'linux' &&
      (address === '' || address.startsWith('unix:')) &&
      engine.command !== 'nerdctl.lima',
  };
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
