import type { Location } from '../../text/position.ts';
import { type ContainerState, connectCri, inspectContainer } from '../evidence/connect.ts';
import { findProcess } from '../evidence/processes.ts';
import { type KindPorts, succeeded } from '../ports.ts';
import { classifyKindError } from './classify.ts';
import type { Engine, EngineFacts } from './engine.ts';
import { type BootFailure, type BootFailureCode, bootFailure } from './failure.ts';
import { execInNode, type NodeExec } from './node-exec.ts';

export interface Diagnosis {
  readonly failure: BootFailure;
  /** The line of a file on the node that a daemon stopped at. */
  readonly location: Location | null;
}

const patienceMs = 120_000;

/** Codes that name a symptom only: the node itself may tell the cause. */
const vague: ReadonlySet<BootFailureCode> = new Set<BootFailureCode>([
  'node-silent',
  'containerd-down',
  'cri-missing',
  'kubelet-down',
  'kubeadm-failed',
  'api-server-unreachable',
  'timed-out',
  'unknown',
]);

/** Looks for the cause of a failed boot in what is left of the nodes. */
export async function diagnose(
  ports: KindPorts,
  engine: Engine,
  facts: EngineFacts,
  nodes: readonly string[],
  failure: BootFailure,
): Promise<Diagnosis> {
  const first = nodes[0];
  if (!vague.has(failure.code) || first === undefined) return { failure, location: null };
  const state = await settledState(ports, engine, first, failure);
  if (state === null) return { failure, location: null };
  if (!state.running) return { failure: await deadNode(ports, engine, first, state.exitCode, failure), location: null };
  const node = execInNode(ports, engine, first, ports.now() + patienceMs);
  if (failure.code === 'node-silent') {
    const console = await consoleOf(ports, engine, first);
    return { failure: bootFailure('node-silent', `${failure.message}\n${console}`, failure.step), location: null };
  }
  const daemon = await containerdTrouble(node, failure);
  if (daemon !== null) return daemon;

  const cri = await connectCri(ports, facts, state, first, node);
  const version = await cri.version();
  cri.close();
  if (!version.ok && version.code === 12) {
    return {
      failure: bootFailure('cri-missing', await criTrouble(node, version.message), failure.step),
      location: null,
    };
  }
  return { failure: await kubeletTrouble(node, failure), location: null };
}

/** kind starts nodes with `--restart=on-failure:1`, so one that ends comes back once: it is looked at until it stays down. */
async function settledState(
  ports: KindPorts,
  engine: Engine,
  node: string,
  failure: BootFailure,
): Promise<ContainerState | null> {
  let state = await inspectContainer(ports, engine, node);
  for (let look = 0; look < 6 && failure.code === 'node-silent' && state?.running === true; look += 1) {
    await ports.sleep(500);
    state = await inspectContainer(ports, engine, node);
  }
  return state;
}

async function deadNode(
  ports: KindPorts,
  engine: Engine,
  node: string,
  exitCode: number | null,
  failure: BootFailure,
): Promise<BootFailure> {
  const console = await consoleOf(ports, engine, node);
  const known = classifyKindError(console, failure.step);
  const message = `exit status ${exitCode ?? '?'}; its last words:\n${console}`;
  const code =
    known.code === 'cgroup-unsupported-by-systemd' || known.code === 'too-little-disk' ? known.code : 'node-exited';
  return bootFailure(code, message, failure.step);
}

async function consoleOf(ports: KindPorts, engine: Engine, node: string): Promise<string> {
  const result = await ports.exec({
    file: engine.command,
    args: ['logs', '--tail', '40', node],
    env: engine.environment,
    timeoutMs: 30_000,
  });
  // Colours and cursor movements of systemd's console.
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');
  return `${result.stdout}${result.stderr}`.replace(escapes, '').trim().slice(-3000);
}

async function containerdTrouble(node: NodeExec, failure: BootFailure): Promise<Diagnosis | null> {
  const unit = await node(['systemctl', 'is-active', 'containerd'], {});
  const active = unit.stdout.trim() === 'active' && (await findProcess(node, 'containerd')) !== null;
  if (active || unit.end !== 'exit') return null;
  const journal = await node(['journalctl', '-u', 'containerd', '--no-pager', '-o', 'cat', '-n', '400'], {});
  const lines = journal.stdout.split('\n');
  const telling = lines.filter((line) => /^containerd: |level=(?:error|fatal)/.test(line));
  const words = [...new Set(telling.map((line) => line.replace(/^time="[^"]*" /, '')))].slice(-6);
  // A boot that was cut short may just not have come to it yet.
  if (failure.code === 'timed-out' && words.length === 0) return null;
  const message = words.length === 0 ? failure.message : words.join('\n');
  return { failure: bootFailure('containerd-down', message, failure.step), location: tomlLocation(lines) };
}

/**
 * The place of a TOML error in the daemon's log. containerd 2.x logs `file=… row=… column=…`; 1.x says `(line, column)` in
 * `failed to load TOML: PATH: (19, 70): …`.
 */
export function tomlLocation(lines: readonly string[]): Location | null {
  for (const line of [...lines].reverse()) {
    const path = /\bfile="?([^\s"]+)/.exec(line)?.[1] ?? /failed to load TOML: (\/[^\s:]+)/.exec(line)?.[1];
    const place = /\brow=(\d+)/.exec(line)?.[1] ?? /\((\d+), (\d+)\):/.exec(line)?.[1];
    const column = /\bcolumn=(\d+)/.exec(line)?.[1] ?? /\(\d+, (\d+)\):/.exec(line)?.[1];
    if (path === undefined || place === undefined) continue;
    const [startLine, startColumn] = [Number(place), Math.max(1, Number(column ?? 1))];
    return { path, startLine, startColumn, endLine: startLine, endColumn: startColumn + 1 };
  }
  return null;
}

/** Why the CRI plugin is not there, in the daemon's words. */
async function criTrouble(node: NodeExec, answer: string): Promise<string> {
  const journal = await node(['journalctl', '-u', 'containerd', '--no-pager', '-o', 'cat', '-n', '2000'], {});
  const words = journal.stdout
    .split('\n')
    .filter(
      (line) =>
        /io\.containerd\.(?:grpc\.v1\.cri|cri\.v1)/.test(line) &&
        /level=(?:error|warning)|skip|disabled|fail/i.test(line),
    );
  return [answer, ...new Set(words)].slice(0, 8).join('\n');
}

async function kubeletTrouble(node: NodeExec, failure: BootFailure): Promise<BootFailure> {
  const journal = await node(['journalctl', '-u', 'kubelet', '--no-pager', '-o', 'cat', '-n', '5000'], {
    timeoutMs: 60_000,
  });
  if (!succeeded(journal)) return failure;
  const known = classifyKindError(journal.stdout, failure.step);
  const telling: ReadonlySet<BootFailureCode> = new Set<BootFailureCode>([
    'cgroup-drivers-collide',
    'cgroup-v1-refused',
    'cgroup-root-missing',
    'oom-score-refused',
    'too-little-disk',
  ]);
  if (!telling.has(known.code)) return failure;
  const line =
    journal.stdout
      .split('\n')
      .filter((text) => classifyKindError(text, null).code === known.code)
      .at(-1) ?? '';
  return bootFailure(known.code, line.trim(), failure.step);
}
