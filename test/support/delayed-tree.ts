import type { FileTree } from '../../src/image/file-tree.ts';

export interface DelayedTree {
  readonly tree: FileTree;
  /** How many times answers were waited for: what is asked side by side counts once. */
  rounds(): number;
  /** How many questions were asked. */
  questions(): number;
}

/**
 * The same tree, each of whose answers comes only when all who ask are waiting, in the order that `shuffle` makes of those
 * that are due: so a test sees who waits for whom, and what depends on the order of answers.
 */
export function delayedTree(
  tree: FileTree,
  shuffle: (due: readonly (() => void)[]) => readonly (() => void)[] = (due) => due,
): DelayedTree {
  const due: (() => void)[] = [];
  let rounds = 0;
  let questions = 0;
  let turns = 0;

  /** Whoever goes on after an answer has asked again some turns later: promises are taken before the next turn. */
  const turn = (): void => {
    if (turns < 2) {
      turns += 1;
      setImmediate(turn);
      return;
    }
    rounds += 1;
    const answered = shuffle(due.splice(0));
    for (const answer of answered) answer();
  };
  async function later<T>(ask: () => Promise<T>): Promise<T> {
    questions += 1;
    const answer = await ask();
    turns = 0;
    await new Promise<void>((resolve) => {
      due.push(resolve);
      if (due.length === 1) setImmediate(turn);
    });
    return answer;
  }
  return {
    tree: {
      stat: (path) => later(() => tree.stat(path)),
      lstat: (path) => later(() => tree.lstat(path)),
      read: (path, maxBytes) => later(() => tree.read(path, maxBytes)),
      list: (path) => later(() => tree.list(path)),
      binary: (path) => later(() => tree.binary(path)),
    },
    rounds: () => rounds,
    questions: () => questions,
  };
}
