import { InputProblem } from '../input-problem.ts';
import type { Layer } from '../layer/layer.ts';
import type { LayerIndex, LayerNode } from '../layer/layer-index.ts';
import { sortBytewise } from '../names.ts';
import { resolvePath } from '../resolve-path.ts';

export interface Located {
  readonly layer: Layer;
  readonly node: Exclude<LayerNode, { kind: 'lower-link' }>;
}

/**
 * What overlayfs shows at a path whose parents are no symlinks (Linux Documentation/filesystems/overlayfs.rst): the
 * topmost layer that has something there decides, directories are merged downwards until a layer has a whiteout, an
 * opaque directory or something that is no directory. Layers below the deciding one are not looked at: nothing in them
 * can change the answer. `layers` has the lowest first; `path` has no leading slash.
 */
export async function lookUp(layers: readonly Layer[], path: string): Promise<Located | null> {
  const prefixes = prefixesOf(path);
  for (let level = layers.length - 1; level >= 0; level--) {
    const layer = layers[level]!;
    const index = await layer.index();
    let last = false;
    for (let depth = 0; depth < prefixes.length; depth++) {
      const prefix = prefixes[depth]!;
      if (index.whiteouts.has(prefix)) last = true;
      const node = index.nodes.get(prefix);
      if (node === undefined) break;
      if (depth === prefixes.length - 1) {
        // The parents are directories in the view, so they are directories in this layer too, or it would not be reached.
        return node.kind === 'lower-link' ? await followLink(layers, level, node.target) : { layer, node };
      }
      if (node.kind !== 'directory') return null;
      if (index.opaque.has(prefix)) last = true;
    }
    if (last) return null;
    requireHeededRoot(index, level);
  }
  return null;
}

/** The names that overlayfs shows in a directory of the view, sorted bytewise. */
export async function listNames(layers: readonly Layer[], path: string): Promise<string[]> {
  const prefixes = prefixesOf(path);
  const shown = new Set<string>();
  const hidden = new Set<string>();
  for (let level = layers.length - 1; level >= 0; level--) {
    const index = await layers[level]!.index();
    let last = false;
    let reached = true;
    for (const prefix of prefixes) {
      if (index.whiteouts.has(prefix)) last = true;
      if (prefix !== '' && index.opaque.has(prefix)) last = true;
      const node = index.nodes.get(prefix);
      if (node?.kind === 'directory') continue;
      reached = false;
      if (node !== undefined) last = true;
      break;
    }
    if (reached) {
      for (const name of index.childrenOf(path)) if (!hidden.has(name)) shown.add(name);
      for (const name of index.whiteoutsIn(path)) hidden.add(name);
    }
    if (last) break;
    requireHeededRoot(index, level);
  }
  return sortBytewise(shown);
}

/**
 * A root that is marked as opaque hides the layers below, says the OCI image spec 1.1 (layer.md), and so do engines that
 * unpack all layers into one folder; overlayfs does not look at the mark of a root (seen with Linux 6.18).
 */
function requireHeededRoot(index: LayerIndex, level: number): void {
  if (level === 0 || !index.opaque.has('')) return;
  throw new InputProblem(
    `layer ${level + 1} marks its root as opaque; some engines hide the layers below then, and overlayfs does not`,
  );
}

/** A hard link to a lower layer's file: later layers never change what it leads to. */
async function followLink(layers: readonly Layer[], level: number, target: string): Promise<Located> {
  const below = layers.slice(0, level);
  const found = await resolvePath(target, false, async (path) => {
    const located = await lookUp(below, path);
    return located === null ? null : { ...located, kind: located.node.kind, target: linkTarget(located.node) };
  });
  if (found.ok && found.entry.kind !== 'directory') return { layer: found.entry.layer, node: found.entry.node };
  throw new InputProblem(
    `layer ${level + 1} has a hard link to ${JSON.stringify(target)}, which is no file of it or below it`,
  );
}

export function linkTarget(node: LayerNode): string | null {
  return node.kind === 'symlink' ? node.target : null;
}

/** `a/b/c` as `['', 'a', 'a/b', 'a/b/c']`, without the root unless it is the path itself. */
function prefixesOf(path: string): string[] {
  if (path === '') return [''];
  const prefixes: string[] = [];
  for (let cut = path.indexOf('/'); cut >= 0; cut = path.indexOf('/', cut + 1)) prefixes.push(path.slice(0, cut));
  prefixes.push(path);
  return prefixes;
}
