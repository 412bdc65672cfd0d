import type { FileTree, TreeFailure } from '../image/file-tree.ts';

/** How long one image may take to be read and judged. The entries have the clock. */
export interface Deadline {
  readonly seconds: number;
  /** Starts the time of one image. */
  start(): RunningTime;
}

/** The time of one image. */
export interface RunningTime {
  readonly seconds: number;
  /** Aborts when the time is up, as soon as anything else lets it. */
  readonly signal: AbortSignal;
  /** Looks at the clock: work that never waits keeps the signal from being told. */
  isUp(): boolean;
  /** Resolves a little after the signal, when whatever listens to it has had its chance to stop. */
  readonly over: Promise<void>;
  stop(): void;
}

/** The same tree, which answers nothing any more once the time is up: what goes by its answers then ends soon. */
export function treeInTime(tree: FileTree, time: RunningTime): FileTree {
  const late = (path: string): TreeFailure | null =>
    time.isUp()
      ? { ok: false, reason: 'unreadable', path, detail: `the image took more than ${time.seconds} seconds` }
      : null;
  return {
    stat: async (path) => late(path) ?? tree.stat(path),
    lstat: async (path) => late(path) ?? tree.lstat(path),
    read: async (path, maxBytes) => late(path) ?? tree.read(path, maxBytes),
    list: async (path) => late(path) ?? tree.list(path),
    binary: async (path) => late(path) ?? tree.binary(path),
  };
}

/** What is said of an image whose time was up before it was judged. */
export function lateMessage(reference: string, seconds: number): string {
  return (
    `${reference} was given up: reading and judging it took more than ${seconds / 60} minutes; where it comes from a slow ` +
    'registry or disk, save it to a file here first and name that, else judge the root file system as a folder'
  );
}

/**
 * Does the work on one image, and gives up when its time is up.
 * @returns null where it was given up; work that does not stop is left alone
 */
export async function inTime<T>(time: RunningTime, work: () => Promise<T>): Promise<T | null> {
  const working = work();
  // Whatever it still comes to once it was given up, nobody waits for it.
  working.catch(() => {});
  try {
    return await Promise.race([working, time.over.then(() => null)]);
  } finally {
    time.stop();
  }
}
