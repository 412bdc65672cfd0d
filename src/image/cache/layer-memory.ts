import { VERSION } from '../../version.ts';
import { problemText } from '../input-problem.ts';
import type { LayerScan } from '../layer/scan-job.ts';
import type { CachePort } from '../ports.ts';
import { type RecordKey, readRecord, recordName, writeRecord } from './layer-record.ts';

export interface LayerDigests {
  readonly diffId: string;
  readonly stored: string;
}

export interface RememberedScan {
  readonly scan: LayerScan;
  /** `read`: it had to be read now. */
  readonly from: 'read' | 'run' | 'cache';
}

/**
 * What was found in layers, by both of their digests: within a run, and between runs if there is a cache. Layers are
 * content-addressed, so this is exact: something is kept only after both digests were verified on the bytes themselves,
 * and is used only for an image that names both.
 */
export interface LayerMemory {
  /**
   * `read` reads the layer and verifies its digests, or rejects. `failed` hears why something could not be put into the
   * cache, which changes no answer.
   */
  scan(
    digests: LayerDigests,
    read: () => Promise<LayerScan>,
    failed: (problem: string) => void,
  ): Promise<RememberedScan>;
}

export function createLayerMemory(interests: readonly string[], cache: CachePort | null): LayerMemory {
  const run = new Map<string, Promise<LayerScan>>();

  async function fromCache(key: RecordKey): Promise<LayerScan | null> {
    const bytes = await cache?.read(recordName(key));
    return bytes ? readRecord(key, bytes) : null;
  }

  return {
    scan: async (digests, read, failed) => {
      const key: RecordKey = { ...digests, interests, release: VERSION };
      const name = `${digests.diffId} ${digests.stored}`;
      const running = run.get(name);
      if (running) {
        try {
          return { scan: await running, from: 'run' };
        } catch {
          // The other image failed to read it, for a reason that may be its own.
          return { scan: await read(), from: 'read' };
        }
      }
      const found = fromCache(key).then(async (known): Promise<RememberedScan> => {
        return known ? { scan: known, from: 'cache' } : { scan: await read(), from: 'read' };
      });
      const shared = found.then(({ scan }) => scan);
      run.set(name, shared);
      shared.catch(() => run.delete(name));
      const { scan, from } = await found;
      if (from === 'read' && cache) {
        try {
          await cache.write(recordName(key), writeRecord(key, scan));
        } catch (error) {
          failed(problemText(error));
        }
      }
      return { scan, from };
    },
  };
}
