import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { programs, type Question } from '../../crio/observed/question.ts';
import { writeEntry } from '../write-entry.ts';

/** A running CRI-O with a root directory of its own, on a tmpfs of this machine. */
export interface CrioProcess {
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

/** What CRI-O wants of a node before it looks at its cgroup manager: programs that say a version, a store, a policy. */
function makeRoot({ files }: Question): string {
  const root = join(work, String(roots++));
  for (const directory of [
    'usr',
    'proc',
    'sys',
    'dev',
    'tmp',
    'var',
    'etc/cni/net.d',
    'etc/crio',
    'opt/stub',
    'opt/bin',
  ]) {
    mkdirSync(join(root, directory), { recursive: true });
  }
  for (const link of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${link}`, join(root, link));
  const write = (path: string, text: string) => writeEntry(join(root, path), text);
  write('opt/bin/crio', '');
  for (const name of programs) {
    write(`opt/stub/${name}`, `#!/bin/sh\necho ${name} version 2.1.12\n`);
    chmodSync(join(root, 'opt/stub', name), 0o755);
  }
  write('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n');
  write('etc/group', 'root:x:0:\n');
  write('etc/containers/policy.json', '{"default":[{"type":"insecureAcceptAnything"}]}');
  const store = ['[storage]', 'driver = "vfs"', 'runroot = "/run/store"', 'graphroot = "/var/lib/store"', ''];
  write('etc/containers/storage.conf', store.join('\n'));
  for (const [name, file] of Object.entries(files)) writeEntry(join(root, name), file);
  mkdirSync(join(root, 'run'), { recursive: true });
  mkdirSync(join(root, 'var/run'), { recursive: true });
  return root;
}

/** CRI-O may change nothing of this machine: its mounts, network and processes are its own, the kernel's settings read-only. */
const script = `
  root=$0 program=$1
  shift
  mount --bind "$root" "$root" || exit 99
  mount --rbind /usr "$root/usr" && mount -o remount,bind,ro "$root/usr" || exit 99
  mount -t proc proc "$root/proc" && mount --bind "$root/proc/sys" "$root/proc/sys" &&
    mount -o remount,bind,ro "$root/proc/sys" || exit 99
  mount -t sysfs -o ro sysfs "$root/sys" && mount -t cgroup2 -o ro cgroup2 "$root/sys/fs/cgroup" || exit 99
  mount --rbind /dev "$root/dev" || exit 99
  mount --bind "$program" "$root/opt/bin/crio" || exit 99
  cd "$root" && exec chroot "$root" /opt/bin/crio "$@"
`;

/** Starts a CRI-O on a node that has the files of the question. */
export function startCrio(program: string, question: Question): CrioProcess {
  const root = makeRoot(question);
  const unshare = ['--mount', '--propagation', 'private', '--net', '--ipc', '--pid', '--fork', '--kill-child=KILL'];
  const child = spawn('unshare', [...unshare, 'sh', '-c', script, root, program, ...question.arguments], {
    cwd: '/',
    env: { PATH: '/opt/stub:/usr/sbin:/usr/bin:/sbin:/bin', GOMAXPROCS: '2', ...question.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let ended: number | null = null;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
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
