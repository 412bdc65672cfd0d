import type { BinaryResult, FileTree, ListResult, ReadResult, StatResult } from './file-tree.ts';

/** How many answers of one kind are kept, and how many bytes of files. */
const MOST_ANSWERS = 20_000;
const MOST_BYTES = 16 << 20;

/**
 * The same tree, which answers a question that was asked before from memory: every version that fits asks for the same
 * files, and so does every fix that is tried.
 */
export function rememberTree(tree: FileTree): FileTree {
  const reads = new Map<string, Promise<ReadResult>>();
  let kept = 0;
  return {
    stat: remember<StatResult>((path) => tree.stat(path)),
    lstat: remember<StatResult>((path) => tree.lstat(path)),
    list: remember<ListResult>((path) => tree.list(path)),
    binary: remember<BinaryResult>((path) => tree.binary(path)),
    read: async (path, maxBytes) => {
      const key = `${maxBytes ?? ''} ${path}`;
      const known = reads.get(key);
      if (known !== undefined) return known;
      const answer = tree.read(path, maxBytes);
      if (kept < MOST_BYTES && reads.size < MOST_ANSWERS) reads.set(key, answer);
      const result = await answer;
      if (result.ok) kept += result.bytes.length;
      return result;
    },
  };
}

function remember<T>(ask: (path: string) => Promise<T>): (path: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (path) => {
    const answer = known.get(path) ?? ask(path);
    if (known.size < MOST_ANSWERS) known.set(path, answer);
    return answer;
  };
}
