import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import { baseOf, normalisePath, parentOf } from '../names.ts';
import type { TarEntry } from '../tar/entry.ts';

/** What one layer says is at a path. Several paths share a node when they are hard links of one another. */
export type LayerNode =
  | { readonly kind: 'directory'; readonly mode: number; readonly implicit: boolean }
  | {
      readonly kind: 'file';
      readonly mode: number;
      readonly size: number;
      readonly offset: number;
      readonly sparse: boolean;
    }
  | { readonly kind: 'symlink'; readonly mode: number; readonly target: string }
  | { readonly kind: 'other'; readonly mode: number }
  /** A hard link to a file that a lower layer has. */
  | { readonly kind: 'lower-link'; readonly target: string };

const whiteoutPrefix = '.wh.';
const whiteoutMetaPrefix = '.wh..wh.';
const opaqueMarker = '.wh..wh..opq';

const implicitDirectory: LayerNode = { kind: 'directory', mode: 0o755, implicit: true };

/**
 * One layer as containerd unpacks it into a folder of its own (`archive/tar.go`, containerd 2.1, with the overlayfs
 * snapshotter): later entries replace earlier ones, a symlink of the same layer on the way to an entry is followed, a
 * missing parent becomes a directory. Whiteouts and opaque markers act on lower layers only, wherever in the tar they
 * stand (OCI image spec 1.1, layer.md), but an entry written after a whiteout of its own name takes the whiteout's place:
 * the unpacked layer has a plain directory there, and overlayfs merges it with the lower ones (seen with Docker 28's
 * overlay2; the opposite order is refused there, and follows the specification here). Paths have no leading slash; the
 * root is the empty string.
 */
export class LayerIndex {
  readonly nodes = new Map<string, LayerNode>([['', implicitDirectory]]);
  /** Paths that hide what lower layers have there. */
  readonly whiteouts = new Set<string>();
  /** Directories whose content in lower layers is hidden. */
  readonly opaque = new Set<string>();
  readonly #where: string;
  #children: Map<string, string[]> | null = null;
  #whiteoutNames: Map<string, string[]> | null = null;
  /** Bounds the work that replaced directories make. */
  #dropped = 0;
  #count = 0;
  /** What bounds the room that paths take, and the work of following symlinks. */
  #characters = 0;
  #placing = 0;
  /** The literal parent of the last entry, if that is a directory here: its siblings follow one another. */
  #knownParent: string | null = null;

  constructor(entries: Iterable<TarEntry>, where: string) {
    this.#where = where;
    for (const entry of entries) this.add(entry);
  }

  /** The names right below a directory, in no order; whiteouts are not among them. */
  childrenOf(directory: string): readonly string[] {
    this.#children ??= groupByParent(this.nodes.keys());
    return this.#children.get(directory) ?? [];
  }

  /** The names right below a directory that lower layers lose. */
  whiteoutsIn(directory: string): readonly string[] {
    this.#whiteoutNames ??= groupByParent(this.whiteouts);
    return this.#whiteoutNames.get(directory) ?? [];
  }

  /** Takes the next entry of the tar. All have to be in before the index is asked anything. */
  add(entry: TarEntry): void {
    if (++this.#count > limits.entries) {
      throw new InputProblem(`${this.#where} has more than ${limits.entries} entries`);
    }
    const name = normalisePath(entry.name);
    // So many folders have at least so long a name.
    if (name.length > 2 * limits.depth && name.split('/').length > limits.depth) {
      throw new InputProblem(`${this.#where} has a file more than ${limits.depth} folders deep`);
    }
    if (name === '') {
      if (entry.type === 'directory') this.nodes.set('', { kind: 'directory', mode: entry.mode, implicit: false });
      return;
    }
    const cut = name.lastIndexOf('/');
    const written = cut < 0 ? '' : name.slice(0, cut);
    const parent = written === this.#knownParent ? written : this.#makeParent(written, name);
    this.#knownParent = parent === written ? parent : null;
    if (name.startsWith(whiteoutPrefix, cut + 1)) {
      const base = name.slice(cut + 1);
      if (base === opaqueMarker) this.opaque.add(parent);
      // Other names with the doubled prefix are leftovers of aufs.
      else if (!base.startsWith(whiteoutMetaPrefix)) this.#whiteOut(parent, base.slice(whiteoutPrefix.length));
      return;
    }
    const path = parent === written ? name : parent === '' ? name.slice(cut + 1) : `${parent}/${name.slice(cut + 1)}`;
    if (entry.type === 'whiteout') this.#hide(path);
    else this.#put(path, this.#node(entry, path));
  }

  /** A device 0/0 takes the place of what this layer has there, and hides what the lower ones have. */
  #hide(path: string): void {
    if (this.nodes.get(path)?.kind === 'directory') this.#drop(path);
    this.#knownParent = null;
    this.nodes.delete(path);
    this.whiteouts.add(path);
  }

  #whiteOut(parent: string, base: string): void {
    if (base === '' || base === '.' || base === '..') {
      throw new InputProblem(
        `${this.#where} has the invalid whiteout ${JSON.stringify(`${parent}/${whiteoutPrefix}${base}`)}`,
      );
    }
    const path = parent === '' ? base : `${parent}/${base}`;
    this.#countPath(path);
    this.whiteouts.add(path);
  }

  #node(entry: TarEntry, path: string): LayerNode {
    switch (entry.type) {
      case 'directory':
        return { kind: 'directory', mode: entry.mode, implicit: false };
      case 'file':
        return { kind: 'file', mode: entry.mode, size: entry.size, offset: entry.offset, sparse: entry.sparse };
      case 'symlink':
        return { kind: 'symlink', mode: entry.mode, target: entry.link };
      case 'hardlink':
        return this.#linked(entry.link, path);
      default:
        return { kind: 'other', mode: entry.mode };
    }
  }

  /** The name in a hard link counts from the root of the archive; symlinks on the way to it are followed, it itself is not. */
  #linked(link: string, path: string): LayerNode {
    const written = normalisePath(link);
    const parent = this.#follow(parentOf(written));
    const target = parent === null ? written : parent === '' ? baseOf(written) : `${parent}/${baseOf(written)}`;
    const node = target === path ? undefined : this.nodes.get(target);
    if (node === undefined) return { kind: 'lower-link', target: written };
    if (node.kind === 'directory') {
      throw new InputProblem(`${this.#where}: ${JSON.stringify(path)} is a hard link to a directory`);
    }
    return node;
  }

  #put(path: string, node: LayerNode): void {
    const old = this.nodes.get(path);
    if (old?.kind === 'directory' && node.kind !== 'directory') {
      this.#drop(path);
      this.#knownParent = null;
    }
    if (this.whiteouts.size > 0) this.whiteouts.delete(path);
    if (old === undefined) this.#countPath(path);
    this.nodes.set(path, node);
  }

  #countPath(path: string): void {
    this.#characters += path.length;
    if (this.#characters > limits.names) {
      throw new InputProblem(`${this.#where} has paths of more than ${limits.names} characters together`);
    }
  }

  #drop(directory: string): void {
    const prefix = `${directory}/`;
    this.#dropped += this.nodes.size + this.whiteouts.size + this.opaque.size;
    if (this.#dropped > 50 * limits.entries) throw new InputProblem(`${this.#where} replaces too many directories`);
    for (const path of this.nodes.keys()) if (path.startsWith(prefix)) this.nodes.delete(path);
    for (const path of this.whiteouts) if (path.startsWith(prefix)) this.whiteouts.delete(path);
    for (const path of this.opaque) if (path === directory || path.startsWith(prefix)) this.opaque.delete(path);
  }

  /** The path of a directory after the symlinks of this layer, the directory and its parents made where missing. */
  #makeParent(directory: string, forName: string): string {
    if (this.nodes.get(directory)?.kind === 'directory') return directory;
    const resolved = this.#follow(directory);
    if (resolved === null)
      throw new InputProblem(`${this.#where}: too many symlinks on the way to ${JSON.stringify(forName)}`);
    let path = '';
    for (const part of resolved.split('/')) {
      if (part === '') continue;
      path = path === '' ? part : `${path}/${part}`;
      const node = this.nodes.get(path);
      if (node === undefined) {
        this.#countPath(path);
        this.nodes.set(path, implicitDirectory);
      } else if (node.kind !== 'directory') {
        throw new InputProblem(`${this.#where}: a parent of ${JSON.stringify(forName)} is no directory`);
      }
    }
    return resolved;
  }

  /**
   * Follows the symlinks of this layer; parts that the layer doesn't have stay as they are. Null: too many, or a path that
   * Linux would not take.
   */
  #follow(path: string): string | null {
    const pending = path.split('/').reverse();
    const done: string[] = [];
    let budget: number = limits.symlinks;
    while (pending.length > 0) {
      const part = pending.pop()!;
      if (part === '' || part === '.') continue;
      if (part === '..') {
        done.pop();
        continue;
      }
      done.push(part);
      const at = done.join('/');
      if (at.length > limits.name) return null;
      this.#placing += at.length;
      if (this.#placing > limits.placing) {
        throw new InputProblem(`${this.#where} takes too long to place: its paths lead through too many symlinks`);
      }
      const node = this.nodes.get(at);
      if (node?.kind !== 'symlink') continue;
      if (--budget < 0) return null;
      done.pop();
      if (node.target.startsWith('/')) done.length = 0;
      pending.push(...node.target.split('/').reverse());
    }
    return done.join('/');
  }
}

function groupByParent(paths: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  let parent: string | null = null;
  let names: string[] = [];
  for (const path of paths) {
    if (path === '') continue;
    const own = parentOf(path);
    // Siblings follow one another in most tars.
    if (own !== parent) {
      parent = own;
      names = groups.get(own) ?? [];
      if (names.length === 0) groups.set(own, names);
    }
    names.push(baseOf(path));
  }
  return groups;
}
