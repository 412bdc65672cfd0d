import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { MemoryFile } from '../../support/memory-tree.ts';
import type { RealSystemd } from './systemds.ts';

/** What a real systemd did with one unit. */
export interface RealUnit {
  /** What its programs were given, in the order in which they ran; empty if none was started. */
  readonly runs: readonly { readonly arguments: readonly string[]; readonly environment: readonly string[] }[];
  /** What `systemctl show` says: LoadState, FragmentPath, DropInPaths, … */
  readonly properties: ReadonlyMap<string, string>;
}

const running = new Set<ChildProcess>();
const work = mkdtempSync(join(process.env.REAL_WORK ?? '/dev/shm', 'cgroup-gate-systemd-'));
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});
let boots = 0;

/** Notes its own arguments and environment under its own name; the kernel keeps both as they were handed over. */
const probe = `#!/bin/sh
n=/out/\${0##*/}.$$
cat /proc/$$/cmdline > $n.part
cat /proc/$$/environ > $n.environ
mv $n.part $n.cmdline
`;
const shown = 'Id,Names,LoadState,LoadError,ActiveState,Result,ExecMainStatus,FragmentPath,DropInPaths';
const finish = (units: readonly ProbedUnit[]) => `#!/bin/sh
sleep 0.5
systemctl show -p ${shown} ${units.map(({ name }) => `'${name}'`).join(' ')} > /out/show 2> /out/show.errors
: > /out/finished
`;

/** A unit to start, and the name of its own by which it is known. */
export interface ProbedUnit {
  readonly name: string;
  /** Part of its program's name. */
  readonly own: string;
}

/** The program that a unit must run to be seen: one of its own for each unit. */
export function probePath({ own }: ProbedUnit): string {
  return `/usr/bin/probe-${own}`;
}

/**
 * Boots systemd once with these files, in a root whose unit directories hold nothing else, and has it start all the
 * units at once.
 */
export async function bootSystemd(
  systemd: RealSystemd,
  files: Readonly<Record<string, MemoryFile>>,
  units: readonly ProbedUnit[],
): Promise<ReadonlyMap<string, RealUnit>> {
  const at = join(work, String(boots++));
  const [upper, merged] = [join(at, 'upper'), join(at, 'merged')];
  for (const directory of [upper, merged, join(at, 'work'), join(upper, 'out')])
    mkdirSync(directory, { recursive: true });
  for (const [path, file] of Object.entries(files)) writeEntry(join(upper, path), file);
  for (const unit of units) writeProgram(join(upper, probePath(unit)), probe);
  mkdirSync(join(upper, 'root'));
  mkdirSync(join(upper, 'etc'), { recursive: true });
  writeFileSync(join(upper, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(upper, 'etc/group'), 'root:x:0:\n');
  writeProgram(join(upper, 'usr/bin/finish-boot'), finish(units));
  writeTargets(join(upper, 'usr/lib/systemd/system'), units);

  const group = join(cgroupTree(), `cgroup-gate-${process.pid}-${basename(at)}`);
  const script = join(import.meta.dirname, 'boot.sh');
  const child = spawn('bash', [script, systemd.root, upper, join(at, 'work'), merged, group], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let over = false;
  void ended.then(() => {
    over = true;
    running.delete(child);
  });
  try {
    const deadline = Date.now() + 120_000;
    while (!existsSync(join(upper, 'out/finished'))) {
      if (over) throw new Error(`systemd ${systemd.version} ended: ${output}`);
      if (Date.now() > deadline) throw new Error(`systemd ${systemd.version} does not finish: ${output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return results(join(upper, 'out'), units);
  } finally {
    child.kill('SIGKILL');
    await ended;
    await removeGroup(group);
    rmSync(at, { recursive: true, force: true });
  }
}

function writeTargets(directory: string, units: readonly ProbedUnit[]): void {
  mkdirSync(directory, { recursive: true });
  for (const target of ['sysinit', 'basic', 'shutdown', 'multi-user', 'network-online']) {
    writeFileSync(join(directory, `${target}.target`), '[Unit]\nDefaultDependencies=no\n');
  }
  const all = units.map(({ name }) => name).join(' ');
  writeFileSync(
    join(directory, 'default.target'),
    `[Unit]\nDefaultDependencies=no\nWants=${all} finish-boot.service\n`,
  );
  writeFileSync(
    join(directory, 'finish-boot.service'),
    `[Unit]\nDefaultDependencies=no\nAfter=${all}\n[Service]\nType=oneshot\nExecStart=/usr/bin/finish-boot\n`,
  );
}

function writeProgram(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

function writeEntry(path: string, file: MemoryFile): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof file === 'string' || file instanceof Uint8Array) writeFileSync(path, file);
  else if ('symlink' in file) symlinkSync(file.symlink, path);
  else if ('directory' in file) mkdirSync(path, { recursive: true });
  else throw new Error(`cannot write ${path}`);
}

/** Where the cgroup2 tree is: in the hybrid layout not at /sys/fs/cgroup itself. */
function cgroupTree(): string {
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, , type]) => type === 'cgroup2');
  if (mount?.[1] === undefined) throw new Error('this machine has no cgroup2 tree');
  return mount[1];
}

async function removeGroup(group: string): Promise<void> {
  const remove = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (entry.isDirectory()) remove(join(directory, entry.name));
    }
    rmdirSync(directory);
  };
  for (let attempt = 0; existsSync(group); attempt++) {
    try {
      remove(group);
    } catch (error) {
      if (attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function results(out: string, units: readonly ProbedUnit[]): ReadonlyMap<string, RealUnit> {
  const properties = new Map<string, Map<string, string>>();
  for (const block of readFileSync(join(out, 'show'), 'utf8').split('\n\n')) {
    const lines = block.split('\n').filter((line) => line.includes('='));
    const values = new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    for (const name of (values.get('Names') ?? '').split(' ')) properties.set(name, values);
  }
  const seen = readdirSync(out).filter((name) => name.endsWith('.cmdline'));
  return new Map(
    units.map((unit) => {
      const prefix = `${basename(probePath(unit))}.`;
      const runs = seen
        .filter((name) => name.startsWith(prefix))
        .sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]))
        .map((name) => ({
          // the shell and the script's own path come first
          arguments: split(readFileSync(join(out, name), 'latin1')).slice(2),
          environment: split(readFileSync(join(out, name.replace(/cmdline$/, 'environ')), 'latin1')),
        }));
      return [unit.name, { runs, properties: properties.get(unit.name) ?? new Map() }];
    }),
  );
}

function split(text: string): string[] {
  return text
    .split('\0')
    .slice(0, -1)
    .map((part) => Buffer.from(part, 'latin1').toString('utf8'));
}
