import type { EntryKind, FileTree, StatResult, TreeEntry, TreeFailure } from '../../image/file-tree.ts';
import type { NodeExec } from '../cluster/node-exec.ts';
import { type ExecResult, succeeded } from '../ports.ts';

const defaultMaxBytes = 1024 * 1024;

/**
 * The files of a running node, as a tree that the resolvers can read. Bytes come as UTF-8 text: configuration is what
 * this is for. Programs are not looked into; `image` answers for them, from which the node was made.
 */
export function nodeFileTree(node: NodeExec, image: FileTree | null): FileTree {
  async function statWith(path: string, follow: boolean): Promise<StatResult> {
    const args = ['stat', ...(follow ? ['-L'] : []), '-c', '%f %s', '--', path];
    const result = await node(args, {});
    if (!succeeded(result)) return failureOf(path, result);
    const [rawMode = '', size = '0'] = result.stdout.trim().split(' ');
    const mode = Number.parseInt(rawMode, 16);
    const kind = kindOf(mode);
    const real = follow ? await node(['readlink', '-f', '--', path], {}) : null;
    const target = kind === 'symlink' ? (await node(['readlink', '--', path], {})).stdout.replace(/\n$/, '') : null;
    const entry: TreeEntry = {
      path: real !== null && succeeded(real) ? real.stdout.replace(/\n$/, '') : path,
      kind,
      size: kind === 'file' ? Number(size) : 0,
      mode: mode & 0o7777,
      linkTarget: target,
      provenance: null,
    };
    return { ok: true, entry };
  }

  return {
    stat: (path) => statWith(path, true),
    lstat: (path) => statWith(path, false),
    read: async (path, maxBytes = defaultMaxBytes) => {
      const found = await statWith(path, true);
      if (!found.ok) return found;
      if (found.entry.kind !== 'file') return failed(path, 'not-a-file', 'it is no regular file');
      if (found.entry.size > maxBytes) return failed(path, 'too-large', `it has ${found.entry.size} bytes`);
      const result = await node(['cat', '--', path], { maxOutput: maxBytes + 1024 });
      if (!succeeded(result)) return failureOf(path, result);
      return { ok: true, entry: found.entry, bytes: new TextEncoder().encode(result.stdout) };
    },
    list: async (path) => {
      const found = await statWith(path, true);
      if (!found.ok) return found;
      if (found.entry.kind !== 'directory') return failed(path, 'not-a-directory', 'it is no directory');
      const result = await node(['ls', '-A', '-1', '--', path], {});
      if (!succeeded(result)) return failureOf(path, result);
      const names = result.stdout.split('\n').filter((name) => name !== '');
      const sorted = names.sort(compareCodePoints);
      return { ok: true, path: found.entry.path, names: sorted };
    },
    binary: async (path) =>
      image?.binary(path) ?? failed(path, 'unreadable', 'programs of a running node are not read'),
  };
}

/** The order of the names' UTF-8 bytes. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function kindOf(mode: number): EntryKind {
  switch (mode & 0o170000) {
    case 0o100000:
      return 'file';
    case 0o040000:
      return 'directory';
    case 0o120000:
      return 'symlink';
    default:
      return 'other';
  }
}

function failureOf(path: string, result: ExecResult): TreeFailure {
  const text = result.stderr.trim() || result.message;
  if (/No such file or directory|Not a directory/.test(text)) return failed(path, 'absent', text);
  if (/Too many levels of symbolic links/.test(text)) return failed(path, 'loop', text);
  return failed(path, 'unreadable', text.slice(0, 300));
}

function failed(path: string, reason: TreeFailure['reason'], detail: string): TreeFailure {
  return { ok: false, reason, path, detail };
}
