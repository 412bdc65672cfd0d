import { InputProblem } from '../image/input-problem.ts';
import type { ImagePorts } from '../image/ports.ts';
import { nodeFiles } from './files.ts';
import { decompressXz } from './xz.ts';

/** What opening images needs, from this machine. */
export function createImagePorts(): ImagePorts {
  return {
    files: nodeFiles,
    scans: null,
    engine: () => Promise.reject(new InputProblem('no engine')),
    xz: decompressXz,
  };
}
