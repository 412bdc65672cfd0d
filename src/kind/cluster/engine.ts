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
  /** As images name it, `amd64`; null where the engine's word for it is not known. */
  readonly architecture: string | null;
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

/** What `-v` must print: one line that begins so. */
const names: readonly (readonly [command: string, says: string])[] = [
  ['docker', 'Docker version'],
  ['nerdctl', 'nerdctl version'],
  ['finch', 'finch version'],
  ['podman', 'podman version'],
];

/**
 * kind 0.33, pkg/internal/runtime and the providers' `IsAvailable`: KIND_EXPERIMENTAL_PROVIDER if it names an engine that
 * kind knows, unseen; else the first of docker, nerdctl, finch and podman whose `-v` prints its own name (so that a
 * `docker` that is podman counts as podman).
 */
export async function detectEngine(ports: KindPorts, signal?: AbortSignal): Promise<EngineResult> {
  const wanted = ports.environment.KIND_EXPERIMENTAL_PROVIDER ?? '';
  if (providers.includes(wanted)) return inspectEngine(ports, { command: wanted, environment: {} }, signal);
  for (const [command, says] of names) {
    const result = await ports.exec({ file: command, args: ['-v'], signal, timeoutMs: 20_000 });
    if (result.end === 'unsupported-node') return { ok: false, failure: bootFailure('node-too-old', result.message) };
    if (result.end === 'cancelled') return { ok: false, failure: bootFailure('cancelled') };
    const lines = result.stdout.trimEnd().split('\n');
    if (succeeded(result) && lines.length === 1 && lines[0]?.startsWith(says)) {
      return inspectEngine(ports, { command, environment: {} }, signal);
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
  if (result.end === 'unsupported-node') return { ok: false, failure: bootFailure('node-too-old', result.message) };
  if (result.end === 'not-found') {
    const message = `KIND_EXPERIMENTAL_PROVIDER is ${engine.command}, which is not on the PATH`;
    return { ok: false, failure: bootFailure('no-engine', message) };
  }
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
    architecture: architectures[String(docker.Architecture ?? host.arch ?? '')] ?? null,
    local:
      ports.platform === 'linux' &&
      (address === '' || address.startsWith('unix:')) &&
      engine.command !== 'nerdctl.lima',
  };
}

/** Docker and nerdctl say what uname does, podman what Go does. */
const architectures: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  amd64: 'amd64',
  aarch64: 'arm64',
  arm64: 'arm64',
  ppc64le: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
};

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
