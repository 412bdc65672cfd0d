import { existsSync } from 'node:fs';

/**
 * The script of the scan threads, seen from the module at `from` (its `import.meta.url`): `worker.js` of the bundle,
 * which may lie one folder up, or `worker.ts` of the sources. Null if there is none.
 */
export function workerScript(from: string): URL | null {
  for (const candidate of ['./worker.js', '../worker.js', './worker.ts', '../host/worker.ts']) {
    const script = new URL(candidate, from);
    if (existsSync(script)) return script;
  }
  return null;
}
