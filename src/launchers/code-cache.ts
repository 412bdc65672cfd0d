import { lstatSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import { isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Has Node keep the compiled code of the command in the user's own cache folder, which takes a fifth off the next run
 * (Node 22.8 and later; NODE_DISABLE_COMPILE_CACHE=1 turns it off). Compiled code is run as it is, so a folder that
 * anybody else may write to is left alone, and it never lies in the folder of `--cache`, which others may fill.
 */
export function keepCompiledCode(environment: Environment): void {
  const folder = codeFolder(environment);
  if (folder !== null) module.enableCompileCache?.(folder);
}

/** `$XDG_CACHE_HOME/cgroup-gate/code`, or that below `~/.cache`; null where it cannot be had for this user alone. */
function codeFolder({ XDG_CACHE_HOME, HOME }: Environment): string | null {
  const user = process.geteuid?.();
  const base = XDG_CACHE_HOME || (HOME ? join(HOME, '.cache') : '');
  if (user === undefined || !isAbsolute(base)) return null;
  const own = join(base, 'cgroup-gate');
  const folder = join(own, 'code');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return [own, folder].every((path) => isOnlyOf(user, path)) ? folder : null;
  } catch {
    return null;
  }
}

function isOnlyOf(user: number, path: string): boolean {
  const { uid, mode } = lstatSync(path);
  return uid === user && (mode & 0o022) === 0;
}
