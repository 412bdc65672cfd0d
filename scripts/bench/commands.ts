/** Runs other programs for the benchmark. */
import { execFileSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cgroup-gate');

/** What a shell script prints; throws with what it said on standard error. */
export function shell(script: string, environment: Readonly<Record<string, string>> = {}): string {
  try {
    return execFileSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { stderr } = error as SpawnSyncReturns<string>;
    throw new Error(`${script}\n${stderr}`);
  }
}

/** Makes a file or folder by way of a name of its own, so that what is there is always whole. */
export function made(path: string, make: (part: string) => void): string {
  if (existsSync(path)) return path;
  process.stderr.write(`bench: making ${path}\n`);
  rmSync(`${path}.part`, { recursive: true, force: true });
  make(`${path}.part`);
  renameSync(`${path}.part`, path);
  return path;
}
