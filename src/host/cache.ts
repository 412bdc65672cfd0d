import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CachePort } from '../image/ports.ts';
import { fileProblem } from './files.ts';

/** What the folder may hold in all, in bytes; what was used least recently goes first. */
const mostBytes = 512 << 20;
const largestEntry = 256 << 20;
/** Entries that nobody used for so long go, in milliseconds. */
const longestUnused = 30 * 24 * 3600 * 1000;
/** A file under way that is older than this was left behind. */
const longestWrite = 3600 * 1000;

const suffix = '.layer';

/** A cache in a folder: one file for each entry, put in place as a whole. It may be deleted at any time. */
export function createFolderCache(folder: string): CachePort {
  const pathOf = (name: string) => join(folder, `${name}${suffix}`);
  let trimming: Promise<void> = Promise.resolve();
  return {
    read: async (name) => {
      const path = pathOf(name);
      try {
        if ((await stat(path)).size > largestEntry) return null;
        const bytes = await readFile(path);
        const now = new Date();
        await utimes(path, now, now).catch(() => {});
        return bytes;
      } catch {
        return null;
      }
    },
    write: async (name, bytes) => {
      if (bytes.length > largestEntry) return;
      const part = join(folder, `${name}.${randomBytes(6).toString('hex')}.part`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(part, bytes, { flag: 'wx' });
        await rename(part, pathOf(name));
      } catch (error) {
        await rm(part, { force: true }).catch(() => {});
        throw fileProblem(folder, error);
      }
      trimming = trimming.then(() => trim(folder));
      await trimming;
    },
  };
}

/** Only files that this cache has written are touched. */
async function trim(folder: string): Promise<void> {
  try {
    const found: { path: string; size: number; used: number }[] = [];
    for (const name of await readdir(folder)) {
      if (!/^[0-9a-f]{64}\.(?:layer|[0-9a-f]{12}\.part)$/.test(name)) continue;
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      const age = Date.now() - mtimeMs;
      if (age > (name.endsWith(suffix) ? longestUnused : longestWrite)) await rm(path, { force: true });
      else if (name.endsWith(suffix)) found.push({ path, size, used: mtimeMs });
    }
    let total = found.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of found.sort((a, b) => a.used - b.used)) {
      if (total <= mostBytes) break;
      await rm(path, { force: true });
      total -= size;
    }
  } catch {
    // Another run may be at it too; what is left is left for the next one.
  }
}
