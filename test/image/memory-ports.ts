import { bytesSource } from '../../src/image/byte-source.ts';
import { InputProblem } from '../../src/image/input-problem.ts';
import type { OpenOptions } from '../../src/image/opened-image.ts';
import type { FilePort, ImagePorts } from '../../src/image/ports.ts';

/** `null` is a file that may not be read. */
export type MemoryFiles = Readonly<Record<string, Uint8Array | string | null>>;

/** Files in memory, by their path; folders are there if something is in them. */
export function memoryFiles(files: MemoryFiles, closed: string[] = []): FilePort {
  const status = async (path: string) => {
    const at = path.replace(/\/+$/, '').replace(/\/+/g, '/');
    const bytes = files[at];
    if (bytes !== undefined) return { kind: 'file' as const, size: bytes === null ? 0 : bytes.length, mode: 0o644 };
    if (Object.keys(files).some((name) => name.startsWith(`${at}/`)))
      return { kind: 'directory' as const, size: 0, mode: 0o755 };
    throw new InputProblem(`${path}: there is no such file or folder`, 'ENOENT');
  };
  return {
    stat: status,
    lstat: status,
    readLink: async (path) => {
      throw new InputProblem(`${path}: no symlink`, 'EINVAL');
    },
    list: async (path) => {
      const prefix = `${path.replace(/\/+$/, '')}/`;
      const below = Object.keys(files).filter((name) => name.startsWith(prefix));
      return [...new Set(below.map((name) => name.slice(prefix.length).split('/')[0]!))];
    },
    open: async (path) => {
      await status(path);
      const bytes = files[path];
      if (bytes === undefined) throw new InputProblem(`${path}: it is a folder`, 'EISDIR');
      if (bytes === null) throw new InputProblem(`${path}: permission denied`, 'EACCES');
      const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      return { ...bytesSource(content), size: content.length, close: async () => void closed.push(path) };
    },
  };
}

export function memoryPorts(files: MemoryFiles, closed: string[] = []): ImagePorts {
  return {
    files: memoryFiles(files, closed),
    scans: null,
    engine: async () => {
      throw new InputProblem('no container engine can be reached');
    },
    // biome-ignore lint/correctness/useYield: it fails before it gives anything.
    async *xz() {
      throw new InputProblem('there is no xz program here');
    },
    disk: async () => {
      throw new InputProblem('there is no guestfish here');
    },
    registry: null,
    cache: () => ({ read: async () => null, write: async () => {} }),
  };
}

export function memoryOptions(files: MemoryFiles, more: Partial<OpenOptions> = {}): OpenOptions {
  return {
    platform: { os: 'linux', architecture: 'amd64' },
    verify: false,
    interests: ['kubelet'],
    ports: memoryPorts(files),
    ...more,
  };
}
