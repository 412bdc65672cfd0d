import { getHeapStatistics } from 'node:v8';
import type { ImagePorts, ScanPort } from '../image/ports.ts';
import { createFolderCache } from './cache.ts';
import type { Environment } from './engine.ts';
import { nodeFiles } from './files.ts';
import { createRegistryPorts } from './registry-ports.ts';
import { workerScript } from './worker-script.ts';

/** What opening an image may leave in V8's heap: with plain or compressed layers it is 10 MB. */
const MUCH_LEFT = 13 << 20;

export interface NodeImagePorts extends ImagePorts {
  /** Ends the scan threads; the images opened with these ports must be closed before. */
  close(): Promise<void>;
}

/**
 * Everything that opening images needs, on this machine. `from` is the `import.meta.url` of the calling module, beside
 * which the script of the scan threads is looked for; without one, layers are scanned in this thread.
 * What most runs have no use for is loaded only when it is asked for: Node's HTTP alone takes a third of a short run.
 */
export function createImagePorts(environment: Environment, from: string): NodeImagePorts {
  const script = workerScript(from);
  const scans = script && threadsOnDemand(script);
  return {
    files: nodeFiles,
    scans,
    engine: async (signal) => {
      const { createEnginePort } = await import('./engine.ts');
      return createEnginePort(environment)(signal);
    },
    xz: async function* (compressed) {
      const { decompressXz } = await import('./xz.ts');
      yield* decompressXz(compressed);
    },
    registry: createRegistryPorts(environment),
    cache: createFolderCache,
    disk: async (path, format, signal) => {
      const { openDisk } = await import('./guestfish.ts');
      return openDisk(path, format, environment, signal);
    },
    tidy: async () => {
      // process.memoryUsage() needs /proc, which a chroot of a broken node may lack.
      if (getHeapStatistics().used_heap_size > MUCH_LEFT) (await import('./young-garbage.ts')).collectAll();
    },
    close: async () => {
      await scans?.close();
    },
  };
}

/** Scan threads, whose code is loaded with the first job: a walk over headers needs none. */
function threadsOnDemand(script: URL): ScanPort {
  let threads: Promise<ScanPort> | null = null;
  const started = () => {
    threads ??= import('./scan-threads.ts').then(({ createScanThreads, startScript }) =>
      createScanThreads(startScript(script)),
    );
    return threads;
  };
  return {
    scan: async (...job) => (await started()).scan(...job),
    scanStream: async (...job) => (await started()).scanStream(...job),
    close: async () => (await threads)?.close(),
  };
}
