import type { BinaryFacts } from '../../binary/binary-facts.ts';
import { createBinaryScanner } from '../../binary/binary-scanner.ts';
import { scanBinary } from '../../binary/scan-binary.ts';
import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import { sortBytewise } from '../names.ts';
import type { EngineResponse } from '../ports.ts';
import type { Session } from '../session.ts';
import type { TarEntry } from '../tar/entry.ts';
import { type ContentSink, TarScanner } from '../tar/scanner.ts';
import type { StoredEntry, TreeStore } from '../tree-store.ts';
import type { PathStatus } from './engine-client.ts';
import { collect, readSubtree, type Subtree } from './subtree.ts';

/**
 * Folders that are fetched as a whole the first time that something in them is asked for: a request costs 3 to 50 ms
 * besides its bytes.
 */
const wholeFolders = [
  'etc',
  'usr/lib/systemd',
  'kind',
  'run',
  'usr/lib/sysctl.d',
  'usr/lib/tmpfiles.d',
  'usr/local/lib/systemd',
  'var/lib/kubelet',
];

interface EngineEntry extends StoredEntry {
  /** Already fetched. */
  readonly bytes: Uint8Array | null;
}

/** Files that another program hands out one by one, or a folder at a time as a tar. Paths begin with a slash. */
export interface RemoteFiles {
  /** What it is that has the files, for messages. */
  readonly where: string;
  /** The names in the tar of a folder begin with the folder's own last part, or right below it. */
  readonly names: 'from the folder' | 'below the folder';
  /** Null if there is nothing; a symlink is not followed. */
  statPath(path: string): Promise<PathStatus | null>;
  /** A tar of what is at the path; null if there is nothing. */
  archive(path: string): Promise<TarBody | null>;
  /** A part of a file, where that can be had. */
  readonly read?: (path: string, offset: number, length: number) => Promise<Uint8Array>;
}

export type TarBody = Pick<EngineResponse, 'body' | 'cancel'>;

/** The files of a container that was created from an image and never started, or of something like it. */
export function engineStore(session: Session, files: RemoteFiles): TreeStore<EngineEntry> {
  const subtrees = new Map<string, Promise<Subtree | null>>();
  const singles = new Map<string, Promise<EngineEntry | null>>();
  const contents = new Map<string, Promise<Uint8Array>>();
  let kept = 0;

  function lookAt(path: string): Promise<EngineEntry | null> {
    let entry = singles.get(path);
    if (!entry) {
      entry = single(path);
      singles.set(path, entry);
    }
    return entry;
  }

  function subtree(root: string): Promise<Subtree | null> {
    let found = subtrees.get(root);
    if (!found) {
      found = fetchSubtree(root);
      subtrees.set(root, found);
      // Every run comes to systemd's folder after /etc; what is wrong with it matters only then.
      if (root === 'etc') subtree('usr/lib/systemd').catch(() => {});
    }
    return found;
  }

  async function fetchSubtree(root: string): Promise<Subtree | null> {
    const response = await files.archive(`/${root}`);
    return response && readSubtree(response, root, files.names, `/${root} of ${files.where}`, session.advance);
  }

  /** The fetched folder that a path lies in, or is. */
  function folderOf(path: string): string | undefined {
    for (const root of subtrees.keys()) if (isIn(path, root)) return root;
    return wholeFolders.find((root) => isIn(path, root));
  }

  async function single(path: string): Promise<EngineEntry | null> {
    const status = await files.statPath(`/${path}`);
    if (!status) return null;
    const target = status.kind === 'symlink' ? await linkTarget(path) : null;
    return { kind: status.kind, target, size: status.size, mode: status.mode, provenance: null, bytes: null };
  }

  /** The status has only where the link ends up; the tar has what is written in it. */
  async function linkTarget(path: string): Promise<string> {
    const entries: TarEntry[] = [];
    await fetchTar(path, (entry) => {
      entries.push(entry);
      return null;
    });
    const [entry] = entries;
    if (entry?.type === 'symlink') return entry.link;
    throw new InputProblem(`/${path}: ${files.where} did not send the symlink`);
  }

  /** Reads until `enough`; then the rest is not waited for. */
  async function fetchTar(
    path: string,
    visit: (entry: TarEntry) => ContentSink | null,
    enough = () => false,
  ): Promise<void> {
    const response = await files.archive(`/${path}`);
    if (!response) throw new InputProblem(`/${path}: ${files.where} no longer has it`);
    const tar = new TarScanner(visit, `/${path} of ${files.where}`);
    try {
      for await (const chunk of response.body) {
        session.advance(chunk.length);
        tar.push(chunk);
        if (enough()) return;
      }
      tar.finish();
    } finally {
      response.cancel();
    }
  }

  async function fetchContent(path: string, size: number): Promise<Uint8Array> {
    let bytes: Uint8Array | null = null;
    await fetchTar(path, (entry) => {
      if (entry.type !== 'file' || entry.sparse || entry.size !== size) return null;
      return collect(entry, (all) => {
        bytes = all;
      });
    });
    if (bytes) return bytes;
    throw new InputProblem(`/${path}: ${files.where} did not send its ${size} bytes`);
  }

  function content(path: string, file: EngineEntry): Promise<Uint8Array> {
    if (file.bytes) return Promise.resolve(file.bytes);
    const known = contents.get(path);
    if (known) return known;
    const fetched = fetchContent(path, file.size);
    // os-release and the like are read by one step after the other.
    if (kept + file.size <= limits.captured) {
      kept += file.size;
      contents.set(path, fetched);
    }
    return fetched;
  }

  return {
    look: async (path) => {
      if (path === '') return { kind: 'directory', target: null, size: 0, mode: 0o755, provenance: null, bytes: null };
      const root = folderOf(path);
      // The folder itself is looked at on its own: it may be a symlink.
      if (root !== undefined && root !== path) {
        const tree = await session.track(subtree(root));
        return tree ? subtreeEntry(tree, path) : null;
      }
      return session.track(lookAt(path));
    },
    names: async (path) => {
      const tree = await session.track(subtree(folderOf(path) ?? path));
      if (!tree) throw new InputProblem(`/${path}: ${files.where} no longer has it`);
      return sortBytewise(tree.names(path));
    },
    content,
    binary: async (path, file): Promise<BinaryFacts> => {
      // It may be a script, which is asked for as a whole next.
      if (file.size <= limits.smallFile) {
        const bytes = await content(path, file);
        return scanBinary({ size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) });
      }
      const { read } = files;
      if (read) {
        return scanBinary({
          size: file.size,
          read: async (offset, length) => {
            const bytes = await read(`/${path}`, offset, Math.min(length, file.size - offset));
            session.advance(bytes.length);
            return bytes;
          },
        });
      }
      const scanner = createBinaryScanner();
      const sink: ContentSink = {
        data: (chunk) => {
          if (!scanner.finished) scanner.push(chunk);
        },
        end: () => {},
      };
      await fetchTar(
        path,
        (entry) => (entry.type === 'file' && !entry.sparse ? sink : null),
        () => scanner.finished,
      );
      return scanner.done();
    },
  };
}

function isIn(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

function subtreeEntry(tree: Subtree, path: string): EngineEntry | null {
  const node = tree.node(path);
  if (!node) return null;
  const base = { kind: node.kind, target: null, size: 0, mode: node.mode, provenance: null, bytes: null };
  if (node.kind === 'symlink') return { ...base, target: node.target };
  return node.kind === 'file' ? { ...base, size: node.size, bytes: tree.content(node) ?? null } : base;
}
