import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { InputProblem } from '../image/input-problem.ts';
import type { DiskConnection } from '../image/ports.ts';
import type { Environment } from './engine.ts';

/** How long the virtual machine may take to start, accelerated or not, in milliseconds. */
const startTime = { kvm: 120_000, tcg: 600_000 };
type Way = keyof typeof startTime;
const listenTime = 10_000;
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
  const ways = (await mayUseKvm()) ? (['kvm', 'tcg'] as const) : (['tcg'] as const);
  let said = '';
  for (const way of ways) {
    const session = await listen(full, format, environment, way, signal);
    if (typeof session !== 'string') return connection(session, { way, inspected: true }, environment, signal);
    said = session;
    if (NO_SYSTEM.test(said)) {
      const bare = await listen(full, format, environment, way, signal, 'bare');
      if (typeof bare !== 'string') return startBare(connection(bare, { way, inspected: false }, environment, signal));
      said = bare;
    }
    if (isAboutTheDisk(said)) break;
  }
  throw startProblem(path, said);
}

/** Without a system to look for, the machine starts when it is told to. */
async function startBare(disk: DiskConnection): Promise<DiskConnection> {
  try {
    for await (const _ of disk.run(['run']));
    return disk;
  } catch (error) {
    await disk.close();
    throw error;
  }
}

const NO_SYSTEM = /no operating system/i;

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
  way: Way,
  signal: AbortSignal | undefined,
  what: 'inspected' | 'bare' = 'inspected',
): Promise<GuestSession | string> {
  return new Promise((done) => {
    const inspector = what === 'inspected' ? ['--inspector'] : [];
    const child = spawn('guestfish', ['--listen', '--ro', `--format=${format}`, '--add', path, ...inspector], {
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
      if (server === undefined) return;
      child.stdout.removeAllListeners('data').resume();
      void answers(Number(server), environment).then((yes) =>
        finish(yes ? { server: Number(server), child, said: () => said } : 'its server does not answer'),
      );
    });
    child.once('error', (error) => finish('code' in error && error.code === 'ENOENT' ? 'ENOENT' : error.message));
    child.once('close', () => {
      if (!/^GUESTFISH_PID=/m.test(printed)) finish(said.trim() || 'it ended at once');
    });
  });
}

/** The server's number is printed before it listens. */
async function answers(server: number, environment: Environment): Promise<boolean> {
  const until = Date.now() + listenTime;
  do {
    const child = spawn('guestfish', [`--remote=${server}`, '--', 'echo'], {
      stdio: 'ignore',
      env: { ...environment, LC_ALL: 'C' } as NodeJS.ProcessEnv,
    });
    const code = await new Promise((done) => child.once('error', () => done(null)).once('close', done));
    if (code === 0) return true;
    await delay(50);
  } while (Date.now() < until);
  return false;
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
  return said === 'ENOENT' || /multi-boot|read key|cancelled|Permission denied|suitable kernel/i.test(said);
}

function startProblem(path: string, said: string): InputProblem {
  const why = (text: string) => new InputProblem(`${path}: ${text}`);
  if (said === 'ENOENT') {
    return why(
      'disk images are read with guestfish, which is not here; install libguestfs-tools (Debian, Ubuntu) or guestfs-tools (Fedora)',
    );
  }
  if (/read key/i.test(said)) {
    return why('a part of it is encrypted (LUKS); decrypt it first, or judge its unpacked files as rootfs:DIR');
  }
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
  { way, inspected }: { readonly way: Way; readonly inspected: boolean },
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
      timeout: command[0] === 'run' ? startTime[way] : 0,
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
    inspected,
    accelerated: way === 'kvm',
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
