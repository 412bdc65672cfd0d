import type { FileTree, ListResult, ReadResult, StatResult, TreeEntry, TreeFailure } from '../../image/file-tree.ts';

const encoder = new TextEncoder();

/**
 * A tree with some files written anew and some paths taken away. Paths are absolute and without symlinks; the folders of
 * `files` come along.
 */
export function overlayTree(
  tree: FileTree,
  files: ReadonlyMap<string, string>,
  removed: ReadonlySet<string> = new Set(),
): FileTree {
  const written = new Map([...files].map(([path, text]) => [path, encoder.encode(text)]));
  const folders = new Map<string, Set<string>>();
  for (const path of written.keys()) {
    for (let at = path; at !== '/' && at !== ''; ) {
      const cut = at.lastIndexOf('/');
      const parent = cut <= 0 ? '/' : at.slice(0, cut);
      const names = folders.get(parent) ?? new Set();
      names.add(at.slice(cut + 1));
      folders.set(parent, names);
      at = parent;
    }
  }
  function isRemoved(path: string): boolean {
    if (written.has(path) || removed.size === 0) return false;
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (removed.has(at)) return true;
    return false;
  }
  /** The written path that a path leads to, through the image's own symlinks. */
  async function resolved(path: string): Promise<string> {
    if (written.has(path)) return path;
    const found = await tree.stat(path);
    if (found.ok) return found.entry.path;
    const cut = path.lastIndexOf('/');
    const parent = cut <= 0 ? null : await tree.stat(path.slice(0, cut));
    return parent?.ok === true ? `${parent.entry.path === '/' ? '' : parent.entry.path}${path.slice(cut)}` : path;
  }
  async function entryOf(path: string, bytes: Uint8Array): Promise<TreeEntry> {
    const baked = await tree.lstat(path);
    const provenance = baked.ok ? baked.entry.provenance : null;
    return { path, kind: 'file', size: bytes.length, mode: 0o644, linkTarget: null, provenance };
  }
  async function statWritten(path: string, follow: boolean): Promise<StatResult> {
    const real = follow ? await resolved(path) : path;
    const bytes = written.get(real);
    if (bytes !== undefined) return { ok: true, entry: await entryOf(real, bytes) };
    const found = isRemoved(real) ? gone(path) : await (follow ? tree.stat(path) : tree.lstat(path));
    if (found.ok || !folders.has(path)) return found;
    const entry: TreeEntry = { path, kind: 'directory', size: 0, mode: 0o755, linkTarget: null, provenance: null };
    return { ok: true, entry };
  }
  return {
    stat: (path) => statWritten(path, true),
    lstat: (path) => statWritten(path, false),
    read: async (path, maxBytes = 1024 * 1024): Promise<ReadResult> => {
      const real = await resolved(path);
      const bytes = written.get(real);
      if (bytes === undefined) return isRemoved(real) ? gone(path) : tree.read(path, maxBytes);
      if (bytes.length > maxBytes)
        return { ok: false, reason: 'too-large', path, detail: `it has ${bytes.length} bytes` };
      return { ok: true, entry: await entryOf(real, bytes), bytes };
    },
    list: async (path): Promise<ListResult> => {
      const listed = isRemoved(path) ? gone(path) : await tree.list(path);
      const real = listed.ok ? listed.path : path;
      const more = folders.get(real);
      if (!listed.ok && (more === undefined || listed.reason !== 'absent')) return listed;
      const kept = listed.ok ? listed.names.filter((name) => !isRemoved(`${real === '/' ? '' : real}/${name}`)) : [];
      return { ok: true, path: real, names: [...new Set([...kept, ...(more ?? [])])].sort() };
    },
    binary: async (path) => (isRemoved(await resolved(path)) ? gone(path) : tree.binary(path)),
  };
}

function gone(path: string): TreeFailure {
  return { ok: false, reason: 'absent', path, detail: 'it was removed' };
}
