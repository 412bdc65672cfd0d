/** Fails when the committed `dist/` is not what its source builds to. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const fresh = await mkdtemp(join(tmpdir(), 'cgroup-gate-dist-'));
try {
  execFileSync(process.execPath, [`${root}/scripts/build.ts`, fresh], { stdio: 'inherit' });
  const [built, committed] = await Promise.all([listFiles(fresh), listFiles(`${root}/dist`)]);
  const different: string[] = [];
  for (const name of new Set([...built, ...committed])) {
    const [a, b] = await Promise.all([readOrNull(join(fresh, name)), readOrNull(join(root, 'dist', name))]);
    if (a === null || b === null || !a.equals(b)) different.push(name);
  }
  if (different.length > 0) {
    process.stderr.write(`dist/ is not what src/ builds to: ${different.sort().join(', ')}. Run: npm run build\n`);
    process.exitCode = 1;
  }
} finally {
  await rm(fresh, { recursive: true, force: true });
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(folder.length + 1));
}

async function readOrNull(path: string): Promise<Buffer | null> {
  return readFile(path).catch(() => null);
}
