import { scanBinary } from '../../binary/scan-binary.ts';
import { readAll } from '../byte-source.ts';
import { InputProblem } from '../input-problem.ts';
import { sortBytewise } from '../names.ts';
import type { FilePort, OpenFile } from '../ports.ts';
import type { StoredEntry, TreeStore } from '../tree-store.ts';

/** A root file system that lies in a folder of this machine; symlinks in it are followed by us, inside the folder. */
export function folderStore(files: FilePort, folder: string, advanced: (bytes: number) => void): TreeStore {
  const root = folder.replace(/\/+$/, '');
  const at = (path: string) => (path === '' ? root || '/' : `${root}/${path}`);

  async function withFile<T>(path: string, use: (file: OpenFile) => Promise<T>): Promise<T> {
    const file = await files.open(at(path));
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }

  return {
    look: async (path): Promise<StoredEntry | null> => {
      try {
        const status = await (path === '' ? files.stat(at(path)) : files.lstat(at(path)));
        const target = status.kind === 'symlink' ? await files.readLink(at(path)) : null;
        return { kind: status.kind, target, size: status.size, mode: status.mode, provenance: null };
      } catch (error) {
        if (
          error instanceof InputProblem &&
          (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG')
        ) {
          return null;
        }
        throw error;
      }
    },
    names: async (path) => sortBytewise(await files.list(at(path))),
    content: (path, { size }) =>
      withFile(path, async (file) => {
        const bytes = await readAll(file, size, at(path));
        advanced(bytes.length);
        return bytes;
      }),
    binary: (path) =>
      withFile(path, (file) =>
        scanBinary({
          size: file.size,
          read: async (offset, length) => {
            const bytes = await file.read(offset, length);
            advanced(bytes.length);
            return bytes;
          },
        }),
      ),
  };
}
