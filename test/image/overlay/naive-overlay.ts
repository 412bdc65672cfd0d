/**
 * A second, plain model of what a stack of layers shows: each layer is unpacked into a tree of its own, and the trees
 * are merged into one, from the lowest up, as overlayfs would mount them.
 */
import type { Member } from '../make-tar.ts';

interface Folder {
  readonly kind: 'folder';
  readonly children: Map<string, Node>;
  opaque: boolean;
  readonly gone: Set<string>;
}

type Node =
  | Folder
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'link'; readonly target: string };

const newFolder = (): Folder => ({ kind: 'folder', children: new Map(), opaque: false, gone: new Set() });
const parts = (path: string) => path.split('/').filter((part) => part !== '' && part !== '.');

/** The folder at a path of one layer; made where missing, its own symlinks followed. Null: there is no way to it. */
function enter(root: Folder, path: readonly string[], make: boolean): Folder | null {
  let trail: Folder[] = [root];
  const todo = [...path];
  for (let hops = 0; todo.length > 0; ) {
    const part = todo.shift()!;
    if (part === '..') {
      if (trail.length > 1) trail = trail.slice(0, -1);
      continue;
    }
    const here = trail[trail.length - 1]!;
    let next = here.children.get(part);
    if (next?.kind === 'link') {
      if (++hops > 40) return null;
      if (next.target.startsWith('/')) trail = [root];
      todo.unshift(...parts(next.target));
      continue;
    }
    if (!next) {
      if (!make) return null;
      next = newFolder();
      here.children.set(part, next);
    }
    if (next.kind !== 'folder') return null;
    trail.push(next);
  }
  return trail[trail.length - 1]!;
}

/** Null: the layer can't be unpacked, or links to something outside itself. */
export function unpack(members: readonly Member[]): Folder | null {
  const root = newFolder();
  for (const { name, type = '0', link = '', content = '' } of members) {
    const path = parts(name);
    const base = path.pop();
    if (base === undefined) continue;
    const parent = enter(root, path, true);
    if (!parent) return null;
    if (base.startsWith('.wh.')) {
      if (base === '.wh..wh..opq') parent.opaque = true;
      else parent.gone.add(base.slice(4));
      continue;
    }
    parent.gone.delete(base);
    if (type === '5') {
      if (parent.children.get(base)?.kind !== 'folder') parent.children.set(base, newFolder());
    } else if (type === '2') parent.children.set(base, { kind: 'link', target: link });
    else if (type === '1') {
      const from = parts(link);
      const last = from.pop()!;
      const target = enter(root, from, false)?.children.get(last);
      if (!target || target.kind === 'folder' || target === parent.children.get(base)) return null;
      parent.children.set(base, target);
    } else parent.children.set(base, { kind: 'file', text: String(content) });
  }
  return root;
}

export function merge(lower: Folder, upper: Folder): Folder {
  const result = newFolder();
  if (!upper.opaque)
    for (const [name, node] of lower.children) if (!upper.gone.has(name)) result.children.set(name, node);
  for (const [name, node] of upper.children) {
    const below = result.children.get(name);
    if (node.kind !== 'folder') result.children.set(name, node);
    else result.children.set(name, merge(below?.kind === 'folder' ? below : newFolder(), node));
  }
  return result;
}

/** In the words of `show`, without the layer. */
export function look(root: Folder, path: string): string {
  let trail: { name: string; node: Node }[] = [];
  const todo = parts(path);
  let hops = 0;
  while (todo.length > 0) {
    const part = todo.shift()!;
    const here = trail.at(-1)?.node ?? root;
    if (here.kind !== 'folder') return 'absent';
    if (part === '..') {
      trail.pop();
      continue;
    }
    const node = here.children.get(part);
    if (!node) return 'absent';
    if (node.kind === 'link') {
      if (++hops > 40) return 'loop';
      if (node.target.startsWith('/')) trail = [];
      todo.unshift(...parts(node.target));
    } else trail.push({ name: part, node });
  }
  const at = `/${trail.map((step) => step.name).join('/')}`;
  const found = trail.at(-1)?.node ?? root;
  if (found.kind === 'folder') return `${at}/ ${[...found.children.keys()].sort().join(' ')}`.trim();
  return found.kind === 'file' ? `${at} ${found.text}` : 'absent';
}
