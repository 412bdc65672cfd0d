import type { ImagePorts } from '../image/ports.ts';
import { createFolderCache } from './cache.ts';
import { createEnginePort, type Environment } from './engine.ts';
import { nodeFiles } from './files.ts';
import { openDisk } from './guestfish.ts';
import { createRegistryPorts } from './registry-ports.ts';
import { createScanThreads, startScript } from './scan-threads.ts';
import { workerScript } from './worker-script.ts';
import { decompressXz } from './xz.ts';

export interface NodeImagePorts extends ImagePorts {
  /** Ends the scan threads; the images opened with these ports must be closed before. */
  close(): Promise<void>;
}

/**
 * Everything that opening images needs, on this machine. `from` is the `import.meta.url` of the calling module, beside
 * which the script of the scan threads is looked for; without one, layers are scanned in this thread.
 */
export function createImagePorts(environment: Environment, from: string): NodeImagePorts {
  const script = workerScript(from);
  const scans = script && createScanThreads(startScript(script));
  return {
    files: nodeFiles,
    scans,
    engine: createEnginePort(environment),
    xz: decompressXz,
    registry: createRegistryPorts(environment),
    cache: createFolderCache,
    disk: (path, format, signal) => openDisk(path, format, environment, signal),
    close: async () => {
      await scans?.close();
    },
  };
}
