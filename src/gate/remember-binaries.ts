import type { BinaryResult, FileTree } from '../image/file-tree.ts';

/** The same tree, which scans each program once however often it is asked about it. */
export function rememberBinaries(tree: FileTree): FileTree {
  const known = new Map<string, Promise<BinaryResult>>();
  return {
    ...tree,
    binary: (path) => {
      const result = known.get(path) ?? tree.binary(path);
      known.set(path, result);
      return result;
    },
  };
}
