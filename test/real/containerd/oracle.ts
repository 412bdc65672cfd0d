import type { ContainerdState, HandlerDriver } from '../../../src/containerd/answer.ts';
import type { MemoryFile } from '../../support/memory-tree.ts';
import { type CriClient, connectCri, runtimeConfigDriver, shimOptions, statusConfig } from './cri.ts';
import { type Daemon, makeRoot, type NodeRoot, shimCalls, startDaemon } from './daemon.ts';
import type { RealContainerd } from './daemons.ts';
import type { GrpcAnswer } from './grpc.ts';
import { preparedState } from './state.ts';

export type RealRuntimeConfig = 'systemd' | 'cgroupfs' | 'unimplemented' | 'no-cri';

/** What a real containerd did with a configuration. */
export interface RealAnswer extends OneAnswer<{ onSystemdHost: RealRuntimeConfig; elsewhere: RealRuntimeConfig }> {}

/** The same of one run of the daemon. */
interface OneAnswer<RuntimeConfig> {
  readonly state: ContainerdState;
  /** Its own words where the state is not `ok`. */
  readonly reason: string;
  readonly default: string;
  readonly handlers: Readonly<Record<string, HandlerDriver>>;
  readonly runtimeConfig: Readonly<RuntimeConfig>;
}

export interface Question {
  /** Given as `--config`; without it containerd looks at its default path. */
  readonly configPath?: string;
}

type Run = OneAnswer<RealRuntimeConfig>;

/**
 * Starts the daemon with these files as its root directory, asks it over CRI, and lets every handler start a pod as far
 * as its shim, which tells what that shim would have been given. Rejects where the daemon does something that this
 * module cannot put into the words of an answer.
 */
export async function askContainerd(
  containerd: RealContainerd,
  files: Readonly<Record<string, MemoryFile>>,
  question: Question = {},
): Promise<RealAnswer> {
  const run = await askUntilPulled(() => withDaemon(containerd, files, question, true, askEverything));
  const onSystemdHost = run.runtimeConfig;
  // containerd looks for systemd once, so its other answer takes another daemon
  const mayDiffer = containerd.hasRuntimeConfig && run.state === 'ok' && onSystemdHost === 'systemd';
  const elsewhere = mayDiffer
    ? await withDaemon(containerd, files, question, false, async (daemon) => {
        const client = await patiently(daemon, containerd);
        return askRuntimeConfig(client).finally(() => client.close());
      })
    : onSystemdHost;
  if (typeof elsewhere !== 'string') throw new Error(`containerd runs only with systemd: ${elsewhere.reason}`);
  return { ...run, runtimeConfig: { onSystemdHost, elsewhere } };
}

const MOST_STARTS = 8;

/**
 * Of several content stores, a proxy's among them, containerd takes one at random each time it starts (`Get` in
 * plugin/context.go of 1.6 ranges over a map): where it took one that is not there, no pod gets its image.
 */
async function askUntilPulled(ask: () => Promise<Run>): Promise<Run> {
  for (let start = 1; ; start += 1) {
    try {
      return await ask();
    } catch (error) {
      if (start === MOST_STARTS || !/failed to get sandbox image/.test(String(error))) throw error;
    }
  }
}

async function withDaemon<T>(
  containerd: RealContainerd,
  files: Readonly<Record<string, MemoryFile>>,
  question: Question,
  systemd: boolean,
  ask: (daemon: Daemon, containerd: RealContainerd) => Promise<T>,
): Promise<T | Run> {
  const state = await preparedState(containerd.directory, containerd.cache, containerd.api);
  const root = makeRoot(files, { systemd, state });
  const args = question.configPath === undefined ? [] : ['--config', question.configPath];
  const daemon = startDaemon(root, containerd.directory, args);
  try {
    if (!(await daemon.listening)) return withoutHandlers('daemon-exit', lastLine(daemon.log()));
    return await ask(daemon, containerd);
  } finally {
    await daemon.stop();
    root.remove();
  }
}

async function askEverything(daemon: Daemon, containerd: RealContainerd): Promise<Run> {
  const client = await patiently(daemon, containerd);
  try {
    const status = await client.status();
    if (status.code === 12) return await withoutCri(client, status);
    if (status.code !== 0) throw new Error(`Status: ${status.message}\n${daemon.log()}`);
    const config = statusConfig(status);
    const handlers: Record<string, HandlerDriver> = {};
    for (const [name, runtime] of Object.entries(config.containerd.runtimes ?? {})) {
      handlers[name] = await driverOf(client, daemon.root, name, runtime.runtimeType, containerd);
    }
    const runtimeConfig = await askRuntimeConfig(client);
    return { state: 'ok', reason: '', default: config.containerd.defaultRuntimeName, handlers, runtimeConfig };
  } finally {
    client.close();
  }
}

function withoutHandlers(state: ContainerdState, reason: string): Run {
  return { state, reason, default: '', handlers: {}, runtimeConfig: 'no-cri' };
}

/** Connects, and waits until the CRI service (or the lack of one) answers. */
async function patiently(daemon: Daemon, containerd: RealContainerd): Promise<CriClient> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = connectCri(daemon.socket, containerd.api);
    const answer = await client.status();
    const early = answer.code === -1 || answer.code === 14 || answer.message.includes('not initialized');
    if (!early) return client;
    client.close();
    if (Date.now() > deadline) throw new Error(`no answer from containerd: ${answer.message}\n${daemon.log()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A CRI plugin that is not even listed was disabled; one that is listed says why it did not load. */
async function withoutCri(client: CriClient, status: GrpcAnswer): Promise<Run> {
  if (!status.message.includes('unknown service')) throw new Error(`Status: ${status.message}`);
  const cri = (await client.plugins()).find(({ type, id }) => type === 'io.containerd.grpc.v1' && id === 'cri');
  if (cri?.error === '') throw new Error('the CRI plugin loaded, but there is no CRI service');
  return withoutHandlers(cri === undefined ? 'cri-disabled' : 'cri-failed', cri?.error ?? '');
}

async function driverOf(
  client: CriClient,
  root: NodeRoot,
  handler: string,
  type: string,
  containerd: RealContainerd,
): Promise<HandlerDriver> {
  const before = new Set(shimCalls(root).map(({ id }) => id));
  const answer = await client.runPodSandbox(handler, `pod-${before.size}-${handler}`);
  const call = shimCalls(root).find(({ id }) => !before.has(id));
  const v1Shim = call?.args.includes(' -workdir ') ?? false;
  if (call !== undefined && v1Shim) return / -systemd-cgroup(\s|$)/.test(call.args) ? 'systemd' : 'cgroupfs';
  if (call !== undefined && containerd.runcTypes.includes(type)) {
    const options = shimOptions(call.stdin);
    return options?.systemdCgroup ? 'systemd' : 'cgroupfs';
  }
  if (call !== undefined) return 'opaque';
  if (/Runtime\.Name must be set/.test(answer.message)) return 'no-runtime-type';
  if (/failed to generate (sandbox )?runtime options|failed to get sandbox controller/.test(answer.message)) {
    return 'options-error';
  }
  if (/error unpacking image: .*\bsnapshotter\b|invalid runtime name/.test(answer.message)) {
    return 'options-error';
  }
  if (/failed to resolve runtime path|binary not installed|type with url .* not found/.test(answer.message))
    return 'opaque';
  throw new Error(`handler ${handler} (${type}): ${answer.code} ${answer.message}`);
}

async function askRuntimeConfig(client: CriClient): Promise<RealRuntimeConfig> {
  const answer = await client.runtimeConfig();
  if (answer.code === 0) return runtimeConfigDriver(answer);
  if (answer.code === 12) return 'unimplemented';
  throw new Error(`RuntimeConfig: ${answer.code} ${answer.message}`);
}

function lastLine(log: string): string {
  return log.trim().split('\n').at(-1) ?? '';
}
