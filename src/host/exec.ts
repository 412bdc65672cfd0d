import { Readable } from 'node:stream';
import type { Exec, ExecEnd, ExecRequest, ExecResult } from '../kind/ports.ts';

type Execa = typeof import('execa').execa;

const defaultMaxOutput = 32 * 1024 * 1024;
/** After the polite signal, this long until the other one. */
const graceMs = 4000;

/** execa 10 does not load on Node 20, so it is only loaded when a program is to be run. */
async function loadExeca(): Promise<Execa | null> {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < 22) return null;
  return (await import('execa')).execa;
}

/**
 * Runs programs with execa. Each gets a process group of its own, so that a cancelled `kind` does not leave the engine's
 * commands behind that it had started, and a Ctrl-C in the terminal reaches us alone.
 */
export const exec: Exec = async (request) => {
  const execa = await loadExeca();
  if (execa === null) {
    return ended('unsupported-node', null, '', '', 'kind mode needs Node 22 or newer');
  }
  if (request.signal?.aborted === true)
    return ended('cancelled', null, '', '', `${request.file} was not started: cancelled`);
  return run(execa, request);
};

async function run(execa: Execa, request: ExecRequest): Promise<ExecResult> {
  const env: Record<string, string | undefined> = { ...process.env, ...request.env };
  const child = execa(request.file, request.args, {
    env: env as Record<string, string>,
    extendEnv: false,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    reject: false,
    detached: true,
    cleanup: false,
    stripFinalNewline: false,
    maxBuffer: request.maxOutput ?? defaultMaxOutput,
    ...inputOf(request),
  });

  let stopped: 'timeout' | 'cancelled' | null = null;
  let killTimer: NodeJS.Timeout | undefined;
  let giveUp = (): void => {};
  const endGroup = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // it is gone already
    }
  };
  const stop = (why: 'timeout' | 'cancelled'): void => {
    if (stopped !== null) return;
    stopped = why;
    endGroup('SIGTERM');
    killTimer = setTimeout(() => {
      endGroup('SIGKILL');
      killTimer = setTimeout(() => giveUp(), graceMs);
    }, graceMs);
  };
  const onAbort = (): void => stop('cancelled');
  request.signal?.addEventListener('abort', onAbort, { once: true });
  const timer = request.timeoutMs === undefined ? undefined : setTimeout(() => stop('timeout'), request.timeoutMs);
  if (request.onLine !== undefined) {
    pumpLines(child.stdout, 'stdout', request.onLine);
    pumpLines(child.stderr, 'stderr', request.onLine);
  }

  // A grandchild that left the group can hold the pipes open for ever; once all were told to end, nobody waits for it.
  const abandoned = new Promise<null>((resolve) => {
    giveUp = () => resolve(null);
  });
  const result = await Promise.race([child, abandoned]);
  clearTimeout(timer);
  clearTimeout(killTimer);
  request.signal?.removeEventListener('abort', onAbort);

  if (result === null) {
    child.stdout.destroy();
    child.stderr.destroy();
    return ended(stopped ?? 'failed', null, '', '', `\`${request.file}\` was ended, but not all that it started`);
  }
  const stdout = typeof result.stdout === 'string' ? result.stdout : '';
  const stderr = typeof result.stderr === 'string' ? result.stderr : '';
  const command = [request.file, ...request.args].join(' ');
  if (stopped === 'timeout') {
    return ended('timeout', null, stdout, stderr, `\`${command}\` did not end within ${seconds(request.timeoutMs)}`);
  }
  if (stopped === 'cancelled') return ended('cancelled', null, stdout, stderr, `\`${command}\` was cancelled`);
  if (result.isMaxBuffer) {
    return ended('too-much-output', null, stdout, stderr, `\`${command}\` printed more than is read`);
  }
  if (typeof result.exitCode === 'number') {
    const message = result.exitCode === 0 ? '' : `\`${command}\` ended with status ${result.exitCode}`;
    return ended('exit', result.exitCode, stdout, stderr, message);
  }
  if (result.isTerminated) {
    return ended('signal', null, stdout, stderr, `\`${command}\` was ended by ${result.signal ?? 'a signal'}`);
  }
  if (result.code === 'ENOENT') return ended('not-found', null, stdout, stderr, `${request.file}: no such program`);
  if (result.code === 'EACCES') {
    return ended('no-permission', null, stdout, stderr, `${request.file}: may not be run`);
  }
  return ended(
    'failed',
    null,
    stdout,
    stderr,
    `\`${command}\` could not be run${result.code === undefined ? '' : ` (${result.code})`}`,
  );
}

function inputOf(request: ExecRequest): { input?: string | Uint8Array | Readable } {
  const { input } = request;
  if (input === undefined) return { input: '' };
  if (typeof input === 'string' || input instanceof Uint8Array) return { input };
  return { input: Readable.from(input) };
}

function pumpLines(stream: Readable, name: 'stdout' | 'stderr', onLine: NonNullable<ExecRequest['onLine']>): void {
  let rest = '';
  const decoder = new TextDecoder();
  stream.on('data', (chunk: Uint8Array) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(-65536);
    for (const line of lines) onLine(line.replace(/\r$/, ''), name);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest, name);
  });
}

function ended(end: ExecEnd, exitCode: number | null, stdout: string, stderr: string, message: string): ExecResult {
  return { end, exitCode, stdout, stderr, message };
}

function seconds(ms: number | undefined): string {
  return `${Math.round((ms ?? 0) / 1000)} s`;
}
