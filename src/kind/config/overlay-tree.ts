import type { FileTree, ListResult, ReadResult, StatResult, TreeEntry } from '../../image/file-tree.ts';

const encoder = new TextEncoder();

/** A tree with some files written anew. Paths of `files` are absolute and without symlinks; their folders come along. */
export function overlayTree(tree: FileTree, files: ReadonlyMap<string, string>): FileTree {
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
    const found = await (follow ? tree.stat(path) : tree.lstat(path));
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
      if (bytes === undefined) return tree.read(path, maxBytes);
      if (bytes.length > maxBytes)
        return { ok: false, reason: 'too-large', path, detail: `it has ${bytes.length} bytes` };
      return { ok: true, entry: await entryOf(real, bytes), bytes };
    },
    list: async (path): Promise<ListResult> => {
      const listed = await tree.list(path);
      const more = folders.get(listed.ok ? listed.path : path);
      if (more === undefined || (!listed.ok && listed.reason !== 'absent')) return listed;
      const names = [...new Set([...(listed.ok ? listed.names : []), ...more])].sort();
      return { ok: true, path: listed.ok ? listed.path : path, names };
    },
    binary: (path) => tree.binary(path),
  };
}
