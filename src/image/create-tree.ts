import type {
  BinaryResult,
  FileTree,
  ListResult,
  ReadResult,
  StatResult,
  TreeEntry,
  TreeFailure,
} from './file-tree.ts';
import { problemText } from './input-problem.ts';
import { resolvePath } from './resolve-path.ts';
import type { StoredEntry, TreeStore } from './tree-store.ts';

const defaultMaxBytes = 1 << 20;

/** How many places are remembered at most; a usual run asks for some hundreds. */
const MOST_KNOWN = 10_000;

/** A `FileTree` over a store: resolves symlinks, and turns whatever the store throws into an `unreadable` answer. */
export function createTree<Entry extends StoredEntry>(store: TreeStore<Entry>): FileTree {
  type Found = { readonly ok: true; readonly path: string; readonly stored: Entry; readonly entry: TreeEntry };
  type Guarded<T> = T | TreeFailure;

  /** The folders of a path are asked for with every file below them. */
  const known = new Map<string, Promise<Entry | null>>();
  const look = (path: string): Promise<Entry | null> => {
    let answer = known.get(path);
    if (answer === undefined) {
      if (known.size === MOST_KNOWN) known.clear();
      answer = store.look(path);
      known.set(path, answer);
    }
    return answer;
  };

  async function guard<T>(path: string, answer: () => Promise<Guarded<T>>): Promise<Guarded<T>> {
    try {
      return await answer();
    } catch (error) {
      return { ok: false, reason: 'unreadable', path, detail: problemText(error) };
    }
  }

  /** Folders to which no symlink leads, as they are asked for: what lies in one is found in one step. */
  const straight = new Set<string>();

  async function find(path: string, followLast: boolean): Promise<Guarded<Found>> {
    if (path.includes('\0')) return { ok: false, reason: 'absent', path, detail: 'no path has a NUL byte' };
    const cut = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(0, cut));
    if (straight.has(folder) && !/^\.{0,2}$/.test(path.slice(cut + 1))) {
      const within = path.slice(1);
      const stored = await look(within);
      if (stored === null) return { ok: false, reason: 'absent', path, detail: `there is no ${path}` };
      if (stored.kind !== 'symlink' || !followLast) return foundAt(within, stored);
    }
    const found = await resolvePath(path, followLast, look);
    if (!found.ok) return { ...found, path };
    if (folder !== '' && path === `/${found.path}`) {
      if (straight.size === MOST_KNOWN) straight.clear();
      straight.add(folder);
    }
    return foundAt(found.path, found.entry);
  }

  const foundAt = (path: string, stored: Entry): Found => ({ ok: true, path, stored, entry: treeEntry(path, stored) });

  async function file(path: string): Promise<Guarded<Found>> {
    const found = await find(path, true);
    if (!found.ok || found.entry.kind === 'file') return found;
    return { ok: false, reason: 'not-a-file', path: found.entry.path, detail: `it is ${nameOfKind(found.entry.kind)}` };
  }

  const stat = (path: string, followLast: boolean): Promise<StatResult> =>
    guard(path, async () => {
      const found = await find(path, followLast);
      return found.ok ? { ok: true, entry: found.entry } : found;
    });

  return {
    stat: (path) => stat(path, true),
    lstat: (path) => stat(path, false),
    read: (path, maxBytes = defaultMaxBytes): Promise<ReadResult> =>
      guard(path, async () => {
        const found = await file(path);
        if (!found.ok) return found;
        const { entry, stored } = found;
        if (entry.size > maxBytes) {
          const detail = `${entry.size} bytes, more than the ${maxBytes} that are read`;
          return { ok: false, reason: 'too-large', path: entry.path, detail };
        }
        return { ok: true, entry, bytes: await store.content(found.path, stored) };
      }),
    list: (path): Promise<ListResult> =>
      guard(path, async () => {
        const found = await find(path, true);
        if (!found.ok) return found;
        if (found.entry.kind !== 'directory') {
          return {
            ok: false,
            reason: 'not-a-directory',
            path: found.entry.path,
            detail: `it is ${nameOfKind(found.entry.kind)}`,
          };
        }
        return { ok: true, path: found.entry.path, names: await store.names(found.path, found.stored) };
      }),
    binary: (path): Promise<BinaryResult> =>
      guard(path, async () => {
        const found = await file(path);
        if (!found.ok) return found;
        return { ok: true, entry: found.entry, facts: await store.binary(found.path, found.stored) };
      }),
  };
}

function treeEntry(path: string, stored: StoredEntry): TreeEntry {
  return {
    path: `/${path}`,
    kind: stored.kind,
    size: stored.kind === 'file' ? stored.size : 0,
    mode: stored.mode,
    linkTarget: stored.target,
    provenance: stored.provenance,
  };
}

function nameOfKind(kind: TreeEntry['kind']): string {
  return kind === 'directory' ? 'a directory' : kind === 'symlink' ? 'a symlink' : 'a device, pipe or socket';
}
