import type { BinaryFacts } from '../../binary/binary-facts.ts';
import { scanBinary } from '../../binary/scan-binary.ts';
import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import { baseOf, sortBytewise } from '../names.ts';
import type { Session } from '../session.ts';
import type { StoredEntry, TreeStore } from '../tree-store.ts';
import { lookAhead } from './look-ahead.ts';
import type { PathStatus, RemoteFiles } from './remote-files.ts';
import { RemoteReader } from './remote-reader.ts';
import type { Subtree } from './subtree.ts';

/**
 * Folders that are fetched as a whole the first time that something in them is asked for: a request costs 2 to 50 ms
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

/** Folders that images have many questions about and often little in: fetched as a whole up to so many bytes. */
const smallFolders = ['usr/local', 'opt', 'dev', 'proc', 'usr/lib/lsb', 'var/spool'];
const mostOfSmall = 512 << 10;

/**
 * What is looked at here is read next, or is a link whose target is: one request brings both. Not so what is large, or a
 * program whose version is wanted.
 */
const readNext =
  /^(?:(?:usr\/)?s?bin\/[^/]+|s?bin|lib|lib64|usr\/lib\/os-release|usr\/lib\/apt\/[^/]+|usr\/lib\/udev\/(?!rules\.d)[^/]+|usr\/libexec\/.+|var\/lib\/dpkg\/(?:status|info\/[^/]+\.list))$/;
const mostReadNext = 256 << 10;

interface EngineEntry extends StoredEntry {
  /** Already fetched. */
  readonly bytes: Uint8Array | null;
}

/** A folder that was fetched as a whole; `tree` null: it is no folder, or too large. */
interface Folder {
  readonly entry: EngineEntry;
  readonly tree: Subtree | null;
}

/**
 * The files of a container that was created from an image and never started, or of something like it. `likely`: paths
 * that are asked ahead, in that order, while an answer is waited for or used.
 */
export function engineStore(
  session: Session,
  files: RemoteFiles,
  likely: readonly string[] = [],
): TreeStore<EngineEntry> {
  const reader = new RemoteReader(files, session.advance);
  const closed = new AbortController();
  session.onClose(async () => closed.abort());
  const folders = new Map<string, Promise<Folder | null>>();
  const large = new Set(files.stoppable ? [] : smallFolders);
  const singles = new Map<string, Promise<EngineEntry | null>>();
  const contents = new Map<string, Promise<Uint8Array>>();
  const programs = new Map<string, Promise<BinaryFacts>>();
  const interests = new Set(session.options.interests);
  let kept = 0;

  function folder(root: string): Promise<Folder | null> {
    let found = folders.get(root);
    if (!found) {
      found = fetchFolder(root);
      folders.set(root, found);
      if (root === 'etc') startAhead();
    }
    return found;
  }

  /** Every run comes to systemd's folder after /etc; what is wrong with that, or with the rest, matters only then. */
  function startAhead(): void {
    folder('usr/lib/systemd').catch(() => {});
    const ports = {
      look: async (path: string) => ([undefined, path].includes(folderOf(path)) ? look(path) : null),
      program: (path: string, { size }: EngineEntry) => program(path, size, closed.signal),
    };
    void lookAhead(likely, session.options.interests, ports, closed.signal);
  }

  async function fetchFolder(root: string): Promise<Folder | null> {
    const archive = await files.archive(`/${root}`);
    if (!archive) return null;
    const { status } = archive;
    if (status.kind === 'directory') {
      const entry = entryOf(status, null);
      const most = smallFolders.includes(root) && !large.has(root) ? mostOfSmall : undefined;
      const tree = await reader.folder(root, archive, most);
      if (tree === null) {
        large.add(root);
        folders.delete(root);
        singles.set(root, Promise.resolve(entry));
      }
      return { entry, tree };
    }
    const target = status.kind === 'symlink' ? await reader.target(root, archive) : null;
    archive.cancel();
    return { entry: entryOf(status, target), tree: null };
  }

  /** The folder, fetched or to be fetched as a whole, that a path lies in, or is. */
  function folderOf(path: string): string | undefined {
    for (const root of folders.keys()) if (isIn(path, root)) return root;
    const small = smallFolders.find((root) => isIn(path, root) && !large.has(root));
    return small ?? wholeFolders.find((root) => isIn(path, root));
  }

  function single(path: string): Promise<EngineEntry | null> {
    let entry = singles.get(path);
    if (!entry) {
      entry = fetchSingle(path);
      singles.set(path, entry);
    }
    return entry;
  }

  async function fetchSingle(path: string): Promise<EngineEntry | null> {
    if (files.stoppable && readNext.test(path) && !interests.has(baseOf(path))) return fetchWithContent(path);
    const status = await files.statPath(`/${path}`);
    if (!status) return null;
    return entryOf(status, status.kind === 'symlink' ? await reader.target(path) : null);
  }

  /** With its content, where that is small. */
  async function fetchWithContent(path: string): Promise<EngineEntry | null> {
    const archive = await files.archive(`/${path}`);
    if (!archive) return null;
    const { status } = archive;
    const { kind, size } = status;
    if (kind === 'symlink') return entryOf(status, await reader.target(path, archive));
    if (kind === 'file' && size <= mostReadNext && kept + size <= limits.captured) {
      kept += size;
      return { ...entryOf(status, null), bytes: await reader.content(path, size, archive) };
    }
    archive.cancel();
    return entryOf(status, null);
  }

  async function look(path: string): Promise<EngineEntry | null> {
    if (path === '') return rootEntry;
    const root = folderOf(path);
    if (root === undefined) return single(path);
    const found = await folder(root);
    if (isTooLarge(found)) return look(path);
    if (root === path) return found?.entry ?? null;
    return found?.tree ? subtreeEntry(found.tree, path) : null;
  }

  async function names(path: string): Promise<readonly string[]> {
    const found = await folder(folderOf(path) ?? path);
    if (isTooLarge(found)) return names(path);
    if (found?.tree) return sortBytewise(found.tree.names(path));
    throw new InputProblem(`/${path}: ${files.where} no longer has it`);
  }

  function program(path: string, size: number, signal?: AbortSignal): Promise<BinaryFacts> {
    let facts = programs.get(path);
    if (!facts) {
      facts = reader.program(path, size, signal);
      programs.set(path, facts);
    }
    return facts;
  }

  function content(path: string, file: EngineEntry): Promise<Uint8Array> {
    if (file.bytes) return Promise.resolve(file.bytes);
    const known = contents.get(path);
    if (known) return known;
    const fetched = reader.content(path, file.size);
    // os-release and the like are read by one step after the other.
    if (kept + file.size <= limits.captured) {
      kept += file.size;
      contents.set(path, fetched);
    }
    return fetched;
  }

  return {
    look: (path) => session.track(look(path)),
    names: (path) => session.track(names(path)),
    content,
    binary: async (path, file): Promise<BinaryFacts> => {
      if (file.size > limits.smallFile && !file.bytes) return program(path, file.size);
      // It may be a script, which is asked for as a whole next.
      const bytes = await content(path, file);
      return scanBinary({ size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) });
    },
  };
}

const plain = { target: null, size: 0, mode: 0o755, provenance: null, bytes: null };
const rootEntry: EngineEntry = { ...plain, kind: 'directory' };

function entryOf({ kind, size, mode }: PathStatus, target: string | null): EngineEntry {
  return { ...plain, kind, size, mode, target };
}

function isTooLarge(found: Folder | null): boolean {
  return found !== null && found.tree === null && found.entry.kind === 'directory';
}

function subtreeEntry(tree: Subtree, path: string): EngineEntry | null {
  const node = tree.node(path);
  if (!node) return null;
  const base = { ...plain, kind: node.kind, mode: node.mode };
  if (node.kind === 'symlink') return { ...base, target: node.target };
  return node.kind === 'file' ? { ...base, size: node.size, bytes: tree.content(node) ?? null } : base;
}

function isIn(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}
