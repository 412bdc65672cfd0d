import type { BinaryFacts } from '../../src/binary/binary-facts.ts';
import type {
  BinaryResult,
  EntryKind,
  FileTree,
  ListResult,
  Provenance,
  ReadResult,
  StatResult,
  TreeEntry,
  TreeFailure,
} from '../../src/image/file-tree.ts';

/**
 * What stands at a path: a file's text or bytes; a symlink; a directory (only needed for an empty one, parents make
 * themselves); a file with more to say; something that cannot be read.
 */
export type MemoryFile =
  | string
  | Uint8Array
  | { readonly symlink: string }
  | { readonly directory: true; readonly mode?: number }
  | {
      readonly content?: string | Uint8Array;
      readonly mode?: number;
      readonly provenance?: Provenance;
      /** What `binary` answers; without it the file counts as no executable. */
      readonly binary?: BinaryFacts;
    }
  | { readonly unreadable: string }
  | { readonly other: true };

interface Node {
  readonly path: string;
  readonly kind: EntryKind;
  readonly mode: number;
  readonly bytes: Uint8Array;
  readonly linkTarget: string | null;
  readonly provenance: Provenance | null;
  readonly binary: BinaryFacts | null;
  readonly unreadable: string | null;
  readonly children: Map<string, Node>;
}

type Found = { readonly ok: true; readonly node: Node } | TreeFailure;

const symlinkLimit = 40;
const defaultMaxBytes = 1024 * 1024;
const encoder = new TextEncoder();

/** A file tree out of a table of absolute paths. Throws for a table that no file system could hold. */
export function memoryTree(files: Readonly<Record<string, MemoryFile>>): FileTree {
  const root = directoryNode('/', 0o755);
  for (const [path, file] of Object.entries(files)) plant(root, path, file);

  return {
    stat: async (path) => entryOf(find(root, path, true)),
    lstat: async (path) => entryOf(find(root, path, false)),
    read: async (path, maxBytes = defaultMaxBytes) => read(root, path, maxBytes),
    list: async (path) => list(root, path),
    binary: async (path) => binary(root, path),
  };
}

function plant(root: Node, path: string, file: MemoryFile): void {
  if (!path.startsWith('/')) throw new Error(`not an absolute path: ${path}`);
  const parts = split(path);
  const name = parts.pop();
  if (name === undefined || parts.includes('..') || name === '..') throw new Error(`not a plain path: ${path}`);

  let parent = root;
  for (const part of parts) {
    const next = parent.children.get(part) ?? directoryNode(join(parent.path, part), 0o755);
    if (next.kind !== 'directory') throw new Error(`${next.path} is no directory, so it cannot hold ${path}`);
    parent.children.set(part, next);
    parent = next;
  }
  const node = nodeOf(join(parent.path, name), file);
  const there = parent.children.get(name);
  if (there !== undefined && !(there.kind === 'directory' && node.kind === 'directory')) {
    throw new Error(`${path} is there twice`);
  }
  for (const [child, value] of there?.children ?? []) node.children.set(child, value);
  parent.children.set(name, node);
}

function nodeOf(path: string, file: MemoryFile): Node {
  if (typeof file === 'string' || file instanceof Uint8Array) return fileNode(path, { bytes: bytesOf(file) });
  if ('symlink' in file) return { ...fileNode(path, { mode: 0o777 }), kind: 'symlink', linkTarget: file.symlink };
  if ('directory' in file) return directoryNode(path, file.mode ?? 0o755);
  if ('unreadable' in file) return fileNode(path, { unreadable: file.unreadable, bytes: new Uint8Array(1) });
  if ('other' in file) return { ...fileNode(path, {}), kind: 'other' };
  return fileNode(path, {
    bytes: bytesOf(file.content ?? ''),
    mode: file.mode ?? 0o644,
    provenance: file.provenance ?? null,
    binary: file.binary ?? null,
  });
}

function fileNode(path: string, given: Partial<Node>): Node {
  return {
    path,
    kind: 'file',
    mode: 0o644,
    bytes: new Uint8Array(),
    linkTarget: null,
    provenance: null,
    binary: null,
    unreadable: null,
    children: new Map(),
    ...given,
  };
}

function directoryNode(path: string, mode: number): Node {
  return { ...fileNode(path, { mode }), kind: 'directory' };
}

/** Walks as the kernel does: each symlink costs one of 40, absolute ones and `..` stay below the root. */
function find(root: Node, path: string, followLast: boolean): Found {
  if (!path.startsWith('/')) return failure('absent', path, 'not an absolute path');
  const pending = split(path);
  const mustBeDirectory = /\/\.?$/.test(path);
  const way: Node[] = [root];
  let links = 0;

  while (pending.length > 0) {
    const part = pending.shift()!;
    const here = way.at(-1)!;
    if (here.kind !== 'directory') return failure('absent', path, `${here.path} is no directory`);
    if (part === '..') {
      if (way.length > 1) way.pop();
      continue;
    }
    const next = here.children.get(part);
    if (next === undefined) return failure('absent', path, `there is no ${join(here.path, part)}`);
    if (next.kind !== 'symlink' || (pending.length === 0 && !followLast && !mustBeDirectory)) {
      way.push(next);
      continue;
    }
    links += 1;
    if (links > symlinkLimit) return failure('loop', path, 'too many symbolic links');
    const target = next.linkTarget!;
    if (target === '') return failure('absent', path, `${next.path} links to nothing`);
    if (target.startsWith('/')) way.length = 1;
    pending.unshift(...split(target));
  }
  const node = way.at(-1)!;
  if (mustBeDirectory && node.kind !== 'directory') return failure('absent', path, `${node.path} is no directory`);
  return { ok: true, node };
}

function read(root: Node, path: string, maxBytes: number): ReadResult {
  const found = file(root, path);
  if (!found.ok) return found;
  const { node } = found;
  if (node.bytes.length > maxBytes) return failure('too-large', path, `${node.bytes.length} bytes, limit ${maxBytes}`);
  return { ok: true, entry: entry(node), bytes: node.bytes.slice() };
}

function list(root: Node, path: string): ListResult {
  const found = find(root, path, true);
  if (!found.ok) return found;
  const { node } = found;
  if (node.kind !== 'directory') return failure('not-a-directory', path, `${node.path} is a ${node.kind}`);
  return { ok: true, path: node.path, names: [...node.children.keys()].sort(bytewise) };
}

function binary(root: Node, path: string): BinaryResult {
  const found = file(root, path);
  if (!found.ok) return found;
  const none: BinaryFacts = { format: 'other', goBuildInfo: null, versionStrings: [] };
  return { ok: true, entry: entry(found.node), facts: found.node.binary ?? none };
}

function file(root: Node, path: string): Found {
  const found = find(root, path, true);
  if (!found.ok) return found;
  const { node } = found;
  if (node.kind !== 'file') return failure('not-a-file', path, `${node.path} is a ${node.kind}`);
  if (node.unreadable !== null) return failure('unreadable', path, node.unreadable);
  return found;
}

function entryOf(found: Found): StatResult {
  return found.ok ? { ok: true, entry: entry(found.node) } : found;
}

function entry(node: Node): TreeEntry {
  const { path, kind, mode, bytes, linkTarget, provenance } = node;
  return { path, kind, size: kind === 'file' ? bytes.length : 0, mode, linkTarget, provenance };
}

function failure(reason: TreeFailure['reason'], path: string, detail: string): TreeFailure {
  return { ok: false, reason, path, detail };
}

function split(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

function join(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? encoder.encode(content) : content;
}

function bytewise(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
