import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputProblem } from '../image/input-problem.ts';
import type { DiskConnection } from '../image/ports.ts';
import type { Environment } from './engine.ts';

/** How long the virtual machine may take to start, accelerated or not, in milliseconds. */
const startTime = { kvm: 120_000, tcg: 600_000 };
const closeTime = 10_000;

/**
 * Opens a disk image with guestfish, which keeps a virtual machine with the disk and takes commands until it is closed.
 * Where the machine's acceleration is there but does not work (in nested virtual machines), it is emulated.
 */
export async function openDisk(
  path: string,
  format: 'raw' | 'qcow2',
  environment: Environment,
  signal?: AbortSignal,
): Promise<DiskConnection> {
  const full = resolve(path);
  if (await mayUseKvm()) {
    const session = await listen(full, format, environment, 'kvm', signal);
    if (typeof session !== 'string') return connection(session, true, environment, signal);
    if (isAboutTheDisk(session)) throw startProblem(path, session);
  }
  const session = await listen(full, format, environment, 'tcg', signal);
  if (typeof session === 'string') throw startProblem(path, session);
  return connection(session, false, environment, signal);
}

async function mayUseKvm(): Promise<boolean> {
  try {
    await access('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

interface GuestSession {
  readonly server: number;
  readonly child: ChildProcess;
  /** What it has complained of so far. */
  said(): string;
}

/** Starts the server; a string is what it said when it ended instead. */
function listen(
  path: string,
  format: string,
  environment: Environment,
  way: keyof typeof startTime,
  signal: AbortSignal | undefined,
): Promise<GuestSession | string> {
  return new Promise((done) => {
    const child = spawn('guestfish', ['--listen', '--ro', `--format=${format}`, '--add', path, '--inspector'], {
      // The group of its own ends with the virtual machine in it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment,
        LC_ALL: 'C',
        LIBGUESTFS_BACKEND: 'direct',
        ...(way === 'tcg' ? { LIBGUESTFS_BACKEND_SETTINGS: 'force_tcg' } : {}),
      } as NodeJS.ProcessEnv,
    });
    let printed = '';
    let said = '';
    const timer = setTimeout(() => finish('it did not start in time'), startTime[way]);
    const abort = () => finish('reading the image was cancelled');
    const finish = (result: GuestSession | string) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (typeof result === 'string') endGroup(child);
      done(result);
    };
    signal?.addEventListener('abort', abort, { once: true });
    child.stderr.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString('utf8')).slice(-2000);
    });
    child.stdout.on('data', (bytes: Buffer) => {
      printed += bytes.toString('latin1');
      const server = /^GUESTFISH_PID=([0-9]{1,10});/m.exec(printed)?.[1];
      if (server !== undefined) finish({ server: Number(server), child, said: () => said });
    });
    child.once('error', (error) => finish('code' in error && error.code === 'ENOENT' ? 'ENOENT' : error.message));
    child.once('close', () => {
      if (!/^GUESTFISH_PID=/m.test(printed)) finish(said.trim() || 'it ended at once');
    });
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** What emulating the machine would not change. */
function isAboutTheDisk(said: string): boolean {
  return said === 'ENOENT' || /no operating system|multi-boot|cancelled|Permission denied|suitable kernel/i.test(said);
}

function startProblem(path: string, said: string): InputProblem {
  const why = (text: string) => new InputProblem(`${path}: ${text}`);
  if (said === 'ENOENT') {
    return why(
      'disk images are read with guestfish, which is not here; install libguestfs-tools (Debian, Ubuntu) or guestfs-tools (Fedora)',
    );
  }
  if (/no operating system/i.test(said)) return why('no operating system was found on it');
  if (/multi-boot/i.test(said)) return why('there is more than one operating system on it');
  if (/suitable kernel|vmlinuz.*Permission denied|supermin exited/i.test(said)) {
    return why(
      'guestfish finds no kernel that it may read for its virtual machine; install one (linux-image-amd64, linux-image-generic), and on Ubuntu: sudo chmod 0644 /boot/vmlinuz-*',
    );
  }
  const line = said.split('\n').find((text) => text.includes('error:')) ?? said.split('\n').at(-1) ?? '';
  return why(`guestfish can not open it: ${line.replace(/^.*?error: /, '').slice(0, 300)}`);
}

function connection(
  session: GuestSession,
  accelerated: boolean,
  environment: Environment,
  signal: AbortSignal | undefined,
): DiskConnection {
  /** The server takes one command after the other. */
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function* run(command: readonly string[]): AsyncGenerator<Uint8Array> {
    const before = turn;
    let leave = () => {};
    turn = new Promise<void>((done) => {
      leave = done;
    });
    await before;
    const child = spawn('guestfish', [`--remote=${session.server}`, '--', ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment, LC_ALL: 'C' } as NodeJS.ProcessEnv,
      ...(signal ? { signal } : {}),
    });
    const exit = new Promise<number | null>((done) => {
      child.once('error', () => done(null));
      child.once('close', done);
    });
    child.stderr.resume();
    try {
      for await (const chunk of child.stdout) yield chunk as Buffer;
      if ((await exit) !== 0) {
        const line = session.said().trim().split('\n').at(-1) ?? '';
        throw new InputProblem(
          `guestfish ${command[0]} ${command[1] ?? ''}: ${line.replace(/^.*?error: /, '').slice(0, 300) || 'it failed'}`,
        );
      }
    } finally {
      child.stdout.resume();
      void exit.then(leave);
    }
  }

  return {
    run,
    said: session.said,
    accelerated,
    close: async () => {
      if (closed) return;
      closed = true;
      const child = spawn('guestfish', [`--remote=${session.server}`, '--', 'exit'], { stdio: 'ignore' });
      child.once('error', () => {});
      const timer = setTimeout(() => child.kill(), closeTime);
      await once(child, 'close').catch(() => {});
      clearTimeout(timer);
      endGroup(session.child);
    },
  };
}
