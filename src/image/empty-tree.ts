import type { FileTree, TreeFailure } from './file-tree.ts';

/** A root file system in which nothing is, for an image whose files cannot be read from outside. */
export const emptyTree: FileTree = {
  stat: async (path) => absent(path),
  lstat: async (path) => absent(path),
  read: async (path) => absent(path),
  list: async (path) => absent(path),
  binary: async (path) => absent(path),
};

function absent(path: string): TreeFailure {
  return { ok: false, reason: 'absent', path, detail: 'there is no such file' };
}
