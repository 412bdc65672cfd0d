import { isDeepStrictEqual } from 'node:util';
import type { FileTree } from '../image/file-tree.ts';

/** One question to a tree, and its answer. */
interface Asked {
  readonly ask: (tree: FileTree) => Promise<unknown>;
  readonly answer: unknown;
}

/** A step that was taken: all that it was told and saw, and what it came to. */
interface Taken {
  readonly inputs: readonly unknown[];
  readonly asked: ReadonlyMap<string, Asked>;
  readonly value: unknown;
}

/** The steps of the first resolution of an image, by name. */
export type StepMemory = Map<string, Taken>;

/**
 * Takes a step of a resolution, or finds it taken.
 * @param name says which step of the resolution it is; each is taken once
 * @param inputs all that the step knows besides the tree, compared by identity
 * @param work asks no tree but the one it is given; nobody changes what it returns
 */
export type TakeStep = <T>(
  name: string,
  inputs: readonly unknown[],
  work: (tree: FileTree) => Promise<T>,
) => Promise<T>;

/**
 * The steps of a resolution of one tree. A step is not worked out again if the memory has one that was told the same, and
 * whose every question this tree answers as the first one did: it can only come to the same. Where a fix is tried, a tree
 * differs from the first in one file, and so most steps are those that were taken before.
 */
export function stepsOn(tree: FileTree, memory: StepMemory): TakeStep {
  const compared = new Map<string, Promise<boolean>>();

  async function holds(taken: Taken, inputs: readonly unknown[]): Promise<boolean> {
    if (taken.inputs.length !== inputs.length || taken.inputs.some((input, at) => input !== inputs[at])) return false;
    for (const [question, { ask, answer }] of taken.asked) {
      const same = compared.get(question) ?? ask(tree).then((now) => isDeepStrictEqual(now, answer));
      compared.set(question, same);
      if (!(await same)) return false;
    }
    return true;
  }

  return async <T>(name: string, inputs: readonly unknown[], work: (tree: FileTree) => Promise<T>): Promise<T> => {
    const taken = memory.get(name);
    if (taken !== undefined && (await holds(taken, inputs))) return taken.value as T;
    const asked = new Map<string, Asked>();
    const value = await work(recording(tree, asked));
    if (taken === undefined) memory.set(name, { inputs, asked, value });
    return value;
  };
}

/** The same tree; what it is asked, and what it says, is written down. */
function recording(tree: FileTree, asked: Map<string, Asked>): FileTree {
  async function note<T>(question: string, ask: (tree: FileTree) => Promise<T>): Promise<T> {
    const answer = await ask(tree);
    asked.set(question, { ask, answer });
    return answer;
  }
  return {
    stat: (path) => note(`stat ${path}`, (one) => one.stat(path)),
    lstat: (path) => note(`lstat ${path}`, (one) => one.lstat(path)),
    list: (path) => note(`list ${path}`, (one) => one.list(path)),
    binary: (path) => note(`binary ${path}`, (one) => one.binary(path)),
    read: (path, maxBytes) => note(`read ${maxBytes ?? ''} ${path}`, (one) => one.read(path, maxBytes)),
  };
}
