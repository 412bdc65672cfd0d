import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Checkout, CheckoutFile } from '../source/checkout.ts';

const MOST_FILES = 20_000;
const LARGEST = 1024 * 1024;
const MOST_OUTPUT = 16 * 1024 * 1024;
const AT_ONCE = 64;
const GIT_TIMEOUT_MS = 20_000;
/** Folders of other people's files, and of what is built. */
const SKIPPED = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  '.terraform',
  '.venv',
  'venv',
  '__pycache__',
  '.cache',
  '.vagrant',
  '.tox',
]);

/** The folder as git sees it, or as it lies there where it is no work tree or git is not installed. */
export function openCheckout(folder: string): Checkout {
  let root: Promise<string> | null = null;
  return {
    files: async () => (await trackedFiles(folder)) ?? (await walk(folder)),
    read: async (path) => {
      root ??= realpath(folder);
      return readInside(await root.catch(() => folder), path);
    },
  };
}

/** Why a folder that was named is no checkout, and what to do; null where all is well. */
export async function checkoutProblem(folder: string): Promise<string | null> {
  try {
    return (await stat(folder)).isDirectory() ? null : `--repo ${folder}: it is no folder; name the checkout's folder`;
  } catch {
    return `--repo ${folder}: there is no such folder, or it may not be read; name the checkout's folder`;
  }
}

/** The files of git's index; null where there is none. */
async function trackedFiles(folder: string): Promise<readonly CheckoutFile[] | null> {
  const output = await git(folder, ['ls-files', '-s', '-z', '--', '.']);
  if (output === null) return null;
  const tracked: { path: string; blobId: string }[] = [];
  for (const record of output.split('\0')) {
    const found = /^100(?:644|755) ([0-9a-f]{40}|[0-9a-f]{64}) 0\t([\s\S]+)$/.exec(record);
    const [, blobId, path] = found ?? [];
    if (blobId !== undefined && path !== undefined) tracked.push({ path, blobId });
    if (tracked.length >= MOST_FILES) break;
  }
  if (tracked.length === 0) return null;
  const files: CheckoutFile[] = [];
  for (let from = 0; from < tracked.length; from += AT_ONCE) {
    const some = tracked.slice(from, from + AT_ONCE);
    files.push(
      ...(await Promise.all(some.map(async (one) => ({ ...one, size: await sizeOf(join(folder, one.path)) })))),
    );
  }
  return files;
}

/** What git prints; null where it fails. Nothing of the checkout's own configuration makes git run another program. */
function git(folder: string, args: readonly string[]): Promise<string | null> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', '-C', folder, ...args];
  return new Promise((done) => {
    const options = {
      maxBuffer: MOST_OUTPUT,
      timeout: GIT_TIMEOUT_MS,
      windowsHide: true,
      encoding: 'utf8' as const,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
    };
    const child = execFile('git', safe, options, (error, stdout) => done(error === null ? stdout : null));
    child.on('error', () => done(null));
  });
}

async function walk(folder: string): Promise<readonly CheckoutFile[]> {
  const files: CheckoutFile[] = [];
  const waiting = [''];
  while (waiting.length > 0 && files.length < MOST_FILES) {
    const at = waiting.shift() as string;
    const entries = await readdir(join(folder, at), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) waiting.push(path);
      } else if (entry.isFile() && files.length < MOST_FILES) {
        files.push({ path, blobId: null, size: await sizeOf(join(folder, path)) });
      }
    }
  }
  return files;
}

/** Larger than anything that is read, where there is no such regular file. */
async function sizeOf(path: string): Promise<number> {
  try {
    const status = await lstat(path);
    return status.isFile() ? status.size : Number.MAX_SAFE_INTEGER;
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}

/** Symlinks are not followed out of the checkout, and the file itself may be none. */
async function readInside(root: string, path: string): Promise<Uint8Array | null> {
  try {
    const full = await realpath(join(root, path));
    if (!full.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
    const handle = await open(full, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const status = await handle.stat();
      if (!status.isFile() || status.size > LARGEST) return null;
      const bytes = new Uint8Array(status.size);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
