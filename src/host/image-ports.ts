import type { ImagePorts } from '../image/ports.ts';
import { createEnginePort } from './engine.ts';
import { nodeFiles } from './files.ts';
import { createScanThreads, startScript } from './scan-threads.ts';
import { workerScript } from './worker-script.ts';
import { decompressXz } from './xz.ts';

/** What opening images needs, from this machine. */
export function createImagePorts(): ImagePorts {
  const script = workerScript(import.meta.url);
  return {
    files: nodeFiles,
    scans: script === null ? null : createScanThreads(startScript(script)),
    engine: createEnginePort(process.env),
    xz: decompressXz,
  };
}
