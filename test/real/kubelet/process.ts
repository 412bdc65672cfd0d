import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryFile } from '../../support/memory-tree.ts';
import { writeEntry } from '../write-entry.ts';

/** A root directory of its own for one kubelet, on a tmpfs of this machine. */
export interface NodeRoot {
  readonly path: string;
  remove(): void;
}

export interface Run {
  /** Null where the kubelet was stopped, as it had said enough. */
  readonly exitCode: number | null;
  readonly output: string;
}

const work = mkdtempSync(join(process.env.REAL_WORK ?? '/dev/shm', 'cgroup-gate-'));
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});

let roots = 0;

export function makeRoot(files: Readonly<Record<string, MemoryFile>>): NodeRoot {
  const path = join(work, String(roots++));
  for (const directory of ['usr/bin', 'proc', 'sys', 'dev', 'tmp', 'etc', 'run', 'var/lib', 'root']) {
    mkdirSync(join(path, directory), { recursive: true });
  }
  for (const file of ['etc/hosts', 'etc/resolv.conf', 'etc/hostname', 'usr/bin/kubelet']) {
    writeFileSync(join(path, file), '');
  }
  writeFileSync(join(path, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  for (const [name, file] of Object.entries(files)) writeEntry(join(path, name), file);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * The kubelet sees cgroup v2, and nothing of this machine that it could change: the kernel's settings and cgroups are
 * read-only, its network and processes are its own.
 */
const script = `
  root=$0 program=$1 directory=$2
  shift 2
  mount --bind "$root" "$root" || exit 99
  mount -t proc proc "$root/proc" && mount --bind "$root/proc/sys" "$root/proc/sys" &&
    mount -o remount,bind,ro "$root/proc/sys" || exit 99
  mount -t sysfs -o ro sysfs "$root/sys" && mount -t cgroup2 -o ro cgroup2 "$root/sys/fs/cgroup" || exit 99
  mount --rbind /dev "$root/dev" || exit 99
  mount --bind "$program" "$root/usr/bin/kubelet" || exit 99
  cd "$root" && exec chroot "$root" /usr/bin/kubelet "$@"
`;

/**
 * Runs a kubelet in the working directory `/` until it ends, or until `enough` is true of its output. Rejects where it
 * does neither in half a minute.
 */
export async function runKubelet(
  program: string,
  root: NodeRoot,
  arguments_: readonly string[],
  environment: Readonly<Record<string, string>>,
  enough: (output: string) => boolean,
): Promise<Run> {
  const unshare = ['--mount', '--propagation', 'private', '--net', '--ipc', '--pid', '--fork', '--kill-child=KILL'];
  const child = spawn('unshare', [...unshare, 'sh', '-c', script, root.path, program, '/', ...arguments_], {
    cwd: '/',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', GOTRACEBACK: 'none', GOMAXPROCS: '2', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let stopped = false;
  let late = false;
  const stop = () => {
    stopped = true;
    child.kill('SIGKILL');
  };
  const read = (chunk: Buffer) => {
    output += chunk.toString('utf8');
    if (!stopped && enough(output)) stop();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, 30_000);
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  clearTimeout(timer);
  running.delete(child);
  if (late) throw new Error(`the kubelet neither settles on a driver nor ends: ${output.slice(-2000)}`);
  if (exitCode === 99) throw new Error(`no namespace for the kubelet: ${output}`);
  return { exitCode: stopped ? null : exitCode, output };
}
