import { limits } from '../limits.ts';
import { baseOf } from '../names.ts';
import { resolvePath } from '../resolve-path.ts';
import type { StoredEntry } from '../tree-store.ts';

export interface AheadPorts<Entry extends StoredEntry> {
  /** Null also for what is better left to whoever needs it. */
  look(path: string): Promise<Entry | null>;
  /** Reads a program for its version. */
  program(path: string, file: Entry): Promise<unknown>;
}

/**
 * Asks what will probably be asked, one question after the other, so that whoever really asks need not wait for each
 * answer. Programs are read meanwhile, also one after the other. Never rejects: what goes wrong matters only to whoever
 * needs it.
 * @param paths in the order in which they will be asked for
 * @param interests base names of programs whose version will be asked for
 */
export async function lookAhead<Entry extends StoredEntry>(
  paths: readonly string[],
  interests: readonly string[],
  { look, program }: AheadPorts<Entry>,
  signal: AbortSignal,
): Promise<void> {
  const programs = new Set(interests);
  let reading = Promise.resolve();
  for (const path of paths) {
    if (signal.aborted) return;
    const found = await resolvePath(path, true, look).catch(() => null);
    if (!found?.ok || !programs.has(baseOf(found.path))) continue;
    const { path: resolved, entry } = found;
    if (entry.kind !== 'file' || entry.size <= limits.smallFile) continue;
    reading = reading.then(async () => {
      if (!signal.aborted) await program(resolved, entry).catch(() => {});
    });
  }
}
