import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryFile } from '../support/memory-tree.ts';
import { writeEntry } from './write-entry.ts';

/** What a program finds on its node, beside this machine's `/usr`. */
export interface Node {
  /** Programs of this machine by the place where the node has them. The first is started. */
  readonly programs: Readonly<Record<string, string>>;
  /** Small scripts by their place. */
  readonly scripts: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, MemoryFile>>;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A running program with a root directory of its own, on a tmpfs of this machine. */
export interface NodeProcess {
  /** Its root directory. */
  readonly root: string;
  /** What it has said so far. */
  output(): string;
  /** Null as long as it runs, else its exit status. */
  ended(): number | null;
  /** Ends it, and removes its root directory. */
  stop(): Promise<void>;
}

const work = mkdtempSync(join(process.env.REAL_WORK ?? '/dev/shm', 'cgroup-gate-'));
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});

let roots = 0;

function makeRoot({ programs, scripts, files }: Node): string {
  const root = join(work, String(roots++));
  for (const directory of ['usr', 'proc', 'sys', 'dev', 'tmp', 'var', 'etc']) {
    mkdirSync(join(root, directory), { recursive: true });
  }
  for (const link of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${link}`, join(root, link));
  for (const place of Object.keys(programs)) writeEntry(join(root, place), '');
  for (const [place, text] of Object.entries(scripts)) {
    writeEntry(join(root, place), text);
    chmodSync(join(root, place), 0o755);
  }
  writeEntry(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeEntry(join(root, 'etc/group'), 'root:x:0:\n');
  for (const [name, file] of Object.entries(files)) writeEntry(join(root, name), file);
  mkdirSync(join(root, 'run'), { recursive: true });
  mkdirSync(join(root, 'var/run'), { recursive: true });
  return root;
}

/**
 * The program sees cgroup v2, and may change nothing of this machine: its mounts, network and processes are its own, the
 * kernel's settings and the cgroups read-only. The mounts come as pairs of places, with a `--` behind them.
 */
const script = `
  root=$0
  mount --bind "$root" "$root" || exit 99
  mount --rbind /usr "$root/usr" && mount -o remount,bind,ro "$root/usr" || exit 99
  mount -t proc proc "$root/proc" && mount --bind "$root/proc/sys" "$root/proc/sys" &&
    mount -o remount,bind,ro "$root/proc/sys" || exit 99
  mount -t sysfs -o ro sysfs "$root/sys" && mount -t cgroup2 -o ro cgroup2 "$root/sys/fs/cgroup" || exit 99
  mount --rbind /dev "$root/dev" || exit 99
  first=$2
  while [ "$1" != -- ]; do
    mount --bind "$1" "$root$2" || exit 99
    shift 2
  done
  shift
  cd "$root" && exec chroot "$root" "$first" "$@"
`;

/** Starts the first program of the node. */
export function startOnNode(node: Node): NodeProcess {
  const root = makeRoot(node);
  const unshare = ['--mount', '--propagation', 'private', '--net', '--ipc', '--pid', '--fork', '--kill-child=KILL'];
  const mounts = Object.entries(node.programs).flatMap(([place, program]) => [program, place]);
  const child = spawn('unshare', [...unshare, 'sh', '-c', script, root, ...mounts, '--', ...node.arguments], {
    cwd: '/',
    env: { PATH: '/opt/stub:/opt/bin:/usr/sbin:/usr/bin:/sbin:/bin', GOMAXPROCS: '2', ...node.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let ended: number | null = null;
  const read = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const closed = new Promise<void>((resolve) => {
    child.on('close', (code) => {
      ended = code ?? -1;
      running.delete(child);
      resolve();
    });
  });
  return {
    root,
    output: () => output,
    ended: () => ended,
    stop: async () => {
      child.kill('SIGKILL');
      await closed;
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The last line in which it says an error. */
export function reasonOf(started: NodeProcess): string {
  const lines = started
    .output()
    .split('\n')
    .filter((line) => line !== '');
  const told = lines.findLast((line) => /level=(?:error|fatal)|^panic|rror/.test(line));
  return (told ?? lines.at(-1) ?? '').slice(0, 600);
}

const most = 30_000;

/** What `ask` gives once it gives something, or null where the program ends before. Rejects where neither comes in time. */
export async function waitFor<T>(started: NodeProcess, ask: () => Promise<T | null>): Promise<T | null> {
  for (const from = Date.now(); Date.now() - from < most; ) {
    const answer = await ask();
    if (answer !== null) return answer;
    const code = started.ended();
    if (code === 99) throw new Error(`no namespace for the program: ${started.output()}`);
    if (code !== null) return null;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the program neither answers nor ends: ${started.output().slice(-2000)}`);
}
