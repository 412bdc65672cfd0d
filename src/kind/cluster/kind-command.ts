import { type ExecResult, type KindPorts, succeeded } from '../ports.ts';
import { classifyKindError } from './classify.ts';
import { type BootFailure, bootFailure } from './failure.ts';
import { type OnProgress, readStep } from './steps.ts';

export type KindResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: BootFailure };

export interface CreateClusterOptions {
  readonly name: string;
  readonly image: string;
  /** kind's configuration; handed over on standard input. */
  readonly config: Uint8Array | null;
  /** Seconds that kind waits for the node to be Ready; it exits 0 also when it is not. */
  readonly waitSeconds: number;
  readonly retain: boolean;
  readonly timeoutMs: number;
  readonly onProgress: OnProgress;
}

export interface Created {
  /** False: kind gave up waiting for Ready. */
  readonly ready: boolean;
  readonly stderr: string;
}

/** The kind program. Never `-q`: it silences the errors too. */
export interface Kind {
  readonly path: string;
  /** As printed, `v0.33.0`. */
  readonly version: string;
  createCluster(options: CreateClusterOptions): Promise<KindResult<Created>>;
  getClusters(): Promise<KindResult<readonly string[]>>;
  getNodes(name: string): Promise<KindResult<readonly string[]>>;
  loadImage(name: string, image: string): Promise<KindResult<null>>;
  loadArchive(name: string, path: string): Promise<KindResult<null>>;
  exportLogs(name: string, folder: string): Promise<KindResult<string>>;
  /** Also fine when there is no such cluster. Takes no part in a cancellation. */
  deleteCluster(name: string, timeoutMs: number): Promise<KindResult<null>>;
}

export interface KindSetup {
  readonly path: string;
  /** Environment of every call: KUBECONFIG and TMPDIR in a private folder, the engine's own variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal | undefined;
}

const oldest = [0, 20] as const;

export async function createKind(ports: KindPorts, setup: KindSetup): Promise<KindResult<Kind>> {
  const run = (
    args: readonly string[],
    more: {
      timeoutMs?: number;
      input?: Uint8Array;
      onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
      uncancelled?: boolean;
    } = {},
  ): Promise<ExecResult> =>
    ports.exec({
      file: setup.path,
      args,
      env: setup.environment,
      signal: more.uncancelled === true ? undefined : setup.signal,
      timeoutMs: more.timeoutMs ?? 60_000,
      ...(more.input === undefined ? {} : { input: more.input }),
      ...(more.onLine === undefined ? {} : { onLine: more.onLine }),
    });

  const asked = await run(['version']);
  const version = /\bv(\d+)\.(\d+)\.\d+\S*/.exec(asked.stdout);
  if (!succeeded(asked) || version === null) {
    return { ok: false, failure: failureOf(asked, 'kind-unusable', null) };
  }
  if (Number(version[1]) === oldest[0] && Number(version[2]) < oldest[1]) {
    const message = `${setup.path} is ${version[0]}; kind mode needs v${oldest.join('.')}.0 or newer`;
    return { ok: false, failure: bootFailure('kind-unusable', message) };
  }

  async function lines(args: readonly string[]): Promise<KindResult<readonly string[]>> {
    const result = await run(args);
    if (!succeeded(result)) return { ok: false, failure: failureOf(result, 'unknown', null) };
    const names = result.stdout.split('\n').map((line) => line.trim());
    return { ok: true, value: names.filter((line) => line !== '') };
  }
  async function plain(args: readonly string[], timeoutMs: number, uncancelled = false): Promise<KindResult<null>> {
    const result = await run(args, { timeoutMs, uncancelled });
    return succeeded(result) ? { ok: true, value: null } : { ok: false, failure: failureOf(result, 'unknown', null) };
  }

  return {
    ok: true,
    value: {
      path: setup.path,
      version: version[0],
      createCluster: (options) => createCluster(run, options),
      getClusters: () => lines(['get', 'clusters']),
      getNodes: (name) => lines(['get', 'nodes', '--name', name]),
      loadImage: (name, image) => plain(['load', 'docker-image', '--name', name, image], 600_000),
      loadArchive: (name, path) => plain(['load', 'image-archive', '--name', name, path], 600_000),
      exportLogs: async (name, folder) => {
        // Exit status 1 with every file written is what kind does for a node without crictl.
        const result = await run(['export', 'logs', '--name', name, folder], { timeoutMs: 180_000, uncancelled: true });
        const usable = succeeded(result) || (result.end === 'exit' && !/unknown cluster/.test(result.stderr));
        return usable ? { ok: true, value: folder } : { ok: false, failure: failureOf(result, 'unknown', null) };
      },
      deleteCluster: (name, timeoutMs) => plain(['delete', 'cluster', '--name', name], timeoutMs, true),
    },
  };
}

type Run = (
  args: readonly string[],
  more: { timeoutMs?: number; input?: Uint8Array; onLine?: (line: string, stream: 'stdout' | 'stderr') => void },
) => Promise<ExecResult>;

async function createCluster(run: Run, options: CreateClusterOptions): Promise<KindResult<Created>> {
  let step: string | null = null;
  const args = ['create', 'cluster', '--name', options.name, '--image', options.image];
  if (options.config !== null) args.push('--config', '-');
  if (options.waitSeconds > 0) args.push('--wait', `${options.waitSeconds}s`);
  if (options.retain) args.push('--retain');
  const result = await run(args, {
    timeoutMs: options.timeoutMs,
    ...(options.config === null ? {} : { input: options.config }),
    onLine: (line, stream) => {
      if (stream !== 'stderr') return;
      const progress = readStep(line);
      if (progress === null) return;
      if (progress.type === 'step') step = progress.step;
      options.onProgress(progress);
    },
  });
  if (succeeded(result)) {
    const ready = !/Timed out waiting for Ready/i.test(result.stderr);
    return { ok: true, value: { ready, stderr: result.stderr } };
  }
  if (result.end === 'exit') return { ok: false, failure: classifyKindError(result.stderr, step) };
  return { ok: false, failure: failureOf(result, 'kind-unusable', step) };
}

function failureOf(result: ExecResult, otherwise: 'kind-unusable' | 'unknown', step: string | null): BootFailure {
  const message = result.stderr.trim() || result.message;
  if (result.end === 'timeout') return bootFailure('timed-out', result.message, step);
  if (result.end === 'cancelled') return bootFailure('cancelled', '', step);
  if (result.end === 'unsupported-node') return bootFailure('node-too-old', result.message, step);
  return bootFailure(otherwise, message, step);
}
