import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { MemoryFile } from '../../support/memory-tree.ts';
import { writeEntry } from '../write-entry.ts';

/** A root directory of its own for one daemon, on a tmpfs of this machine. */
export interface NodeRoot {
  readonly path: string;
  remove(): void;
}

export interface Daemon {
  readonly root: NodeRoot;
  readonly socket: string;
  /** True once containerd listens, false if it exited instead. */
  readonly listening: Promise<boolean>;
  log(): string;
  stop(): Promise<void>;
}

const work = mkdtempSync(join(process.env.REAL_WORK ?? '/dev/shm', 'cgroup-gate-'));
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});

/**
 * Takes the place of every shim: notes what containerd told it and fails, so that a pod gets as far as its shim and no
 * further. A v2 shim is told on its standard input, the v1 shim by its arguments.
 */
const shimProgram = `#!/bin/sh
case " $* " in
*" -workdir "*) name=\${0##*/} ;;
*" start "*) name=\${0##*/} ;;
*) exit 1 ;;
esac
n=$$
echo "$*" > /run/shims/$n.args
cat > /run/shims/$n.stdin
mv /run/shims/$n.args /run/shims/$n.done
exit 1
`;
const shims = ['containerd-shim', 'containerd-shim-runc-v1', 'containerd-shim-runc-v2'];

let roots = 0;

/** Makes a root directory with the given files. `state`, if given, is copied to /var/lib/containerd. */
export function makeRoot(
  files: Readonly<Record<string, MemoryFile>>,
  options: { readonly systemd: boolean; readonly state?: string },
): NodeRoot {
  const path = join(work, String(roots++));
  for (const directory of [
    'usr',
    'proc',
    'sys',
    'dev',
    'tmp',
    'etc',
    'shims',
    'daemon',
    'run/shims',
    'var/lib',
    'root',
  ]) {
    mkdirSync(join(path, directory), { recursive: true });
  }
  for (const link of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${link}`, join(path, link));
  symlinkSync('../run', join(path, 'var/run'));
  for (const file of ['etc/hosts', 'etc/resolv.conf', 'etc/hostname']) writeFileSync(join(path, file), '');
  for (const shim of shims) {
    writeFileSync(join(path, 'shims', shim), shimProgram);
    chmodSync(join(path, 'shims', shim), 0o755);
  }
  if (options.systemd) mkdirSync(join(path, 'run/systemd/system'), { recursive: true });
  if (options.state !== undefined) cpSync(options.state, join(path, 'var/lib/containerd'), { recursive: true });
  for (const [name, file] of Object.entries(files)) writeEntry(join(path, name), file);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Starts the containerd program in `directory` with `root` as its root directory, in a mount namespace of its own.
 * Ends with this process.
 */
export function startDaemon(root: NodeRoot, directory: string, args: readonly string[] = []): Daemon {
  const script = `
    mount --bind "$0" "$0" || exit 99 # containerd looks up its root directory among the mounts
    for d in usr proc sys dev; do mount --rbind "/$d" "$0/$d" || exit 99; done
    mount --bind "$1" "$0/daemon" || exit 99
    mount --bind "$0/shims" "$0/usr/local/bin" || exit 99
    shift
    exec chroot "$0" /usr/bin/env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin GOTRACEBACK=none /daemon/containerd "$@"`;
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--propagation',
      'private',
      '--',
      'setpriv',
      '--pdeathsig',
      'KILL',
      'sh',
      '-c',
      script,
      root.path,
      directory,
      ...args,
    ],
    { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  running.add(child);
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  void ended.then(() => running.delete(child));
  const socket = join(root.path, 'run/containerd/containerd.sock');
  return {
    root,
    socket,
    listening: waitForSocket(socket, ended),
    log: () => output,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function waitForSocket(socket: string, ended: Promise<void>): Promise<boolean> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const deadline = Date.now() + 60_000;
  while (!over) {
    if (existsSync(socket)) return true;
    if (Date.now() > deadline) throw new Error('containerd neither listens nor exits');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return false;
}

export interface ShimCall {
  readonly id: string;
  readonly args: string;
  readonly stdin: Buffer;
}

/** What the shims were told so far, in no order. */
export function shimCalls(root: NodeRoot): ShimCall[] {
  const directory = join(root.path, 'run/shims');
  return readdirSync(directory)
    .filter((name) => name.endsWith('.done'))
    .map((name) => ({
      id: name,
      args: readFileSync(join(directory, name), 'utf8'),
      stdin: readFileSync(join(directory, name.replace(/done$/, 'stdin'))),
    }));
}
