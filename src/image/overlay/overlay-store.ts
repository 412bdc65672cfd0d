import { InputProblem } from '../input-problem.ts';
import type { FileNode, Layer } from '../layer/layer.ts';
import type { StoredEntry, TreeStore } from '../tree-store.ts';
import { type Located, linkTarget, listNames, lookUp } from './overlay-lookup.ts';

interface OverlayEntry extends StoredEntry {
  readonly located: Located;
}

/** The files of layers as overlayfs shows them; the lowest layer first. */
export function overlayStore(layers: readonly Layer[]): TreeStore<OverlayEntry> {
  return {
    look: async (path) => {
      const located = await lookUp(layers, path);
      return located === null ? null : overlayEntry(located);
    },
    names: (path) => listNames(layers, path),
    content: async (path, { located }) => {
      const file = plainFile(path, located);
      if (file.size === 0) return new Uint8Array(0);
      const bytes = await located.layer.content(file);
      if (bytes.length !== file.size) {
        throw new InputProblem(`/${path}: ${bytes.length} of its ${file.size} bytes could be read`);
      }
      return bytes;
    },
    binary: (path, { located }) => located.layer.binary(plainFile(path, located)),
  };
}

function overlayEntry(located: Located): OverlayEntry {
  const { layer, node } = located;
  return {
    kind: node.kind,
    target: linkTarget(node),
    size: node.kind === 'file' ? node.size : 0,
    mode: node.mode,
    provenance: layer.provenance,
    located,
  };
}

function plainFile(path: string, { node }: Located): FileNode {
  if (node.kind !== 'file') throw new InputProblem(`/${path} is no file`);
  if (node.sparse) throw new InputProblem(`/${path} is stored as a sparse file, which is not read`);
  return node;
}
