import { InputProblem } from '../input-problem.ts';
import type { DiskConnection } from '../ports.ts';
import { outputOf } from './guest-output.ts';

export async function isFolder(disk: DiskConnection, path: string): Promise<boolean> {
  return (await print(disk, ['is-dir', path])).trim() === 'true';
}

/** The names in a folder; null where there is no such folder. */
export async function namesIn(disk: DiskConnection, path: string): Promise<readonly string[] | null> {
  if (!(await isFolder(disk, path))) return null;
  const names = (await print(disk, ['ls0', path, '-'])).split('\0').filter((name) => name !== '');
  const odd = names.find((name) => !/^[\w.+@~-]+$/.test(name));
  if (odd !== undefined)
    throw new InputProblem(`${path} has a name that guestfish is not asked for: ${JSON.stringify(odd)}`);
  return names;
}

/** What a command prints, a character for each byte. */
export async function print(disk: DiskConnection, command: readonly string[]): Promise<string> {
  return (await outputOf(disk.run(command))).toString('latin1');
}
