import { bytesSource } from '../../../src/image/byte-source.ts';
import { createTree } from '../../../src/image/create-tree.ts';
import type { FileTree } from '../../../src/image/file-tree.ts';
import type { Layer } from '../../../src/image/layer/layer.ts';
import { LayerIndex } from '../../../src/image/layer/layer-index.ts';
import { overlayStore } from '../../../src/image/overlay/overlay-store.ts';
import type { TarEntry } from '../../../src/image/tar/entry.ts';
import { walkTar } from '../../../src/image/tar/walk.ts';
import { type Member, tar } from '../make-tar.ts';

/** Layers in memory, the lowest first. `asked` hears which ones are looked at. */
export function memoryLayers(all: readonly (readonly Member[])[], asked: (number: number) => void = () => {}): Layer[] {
  return all.map((members, position): Layer => {
    const bytes = tar(members);
    const number = position + 1;
    const where = `layer ${number}`;
    let index: Promise<LayerIndex> | null = null;
    const build = async () => {
      const entries: TarEntry[] = [];
      await walkTar(bytesSource(bytes), where, (entry) => entries.push(entry));
      return new LayerIndex(entries, where);
    };
    return {
      provenance: { layer: number, layers: all.length, diffId: null, createdBy: null },
      index: () => {
        asked(number);
        index ??= build();
        return index;
      },
      content: async (file) => bytes.subarray(file.offset, file.offset + file.size),
      binary: async () => ({ format: 'other', goBuildInfo: null, versionStrings: [] }),
    };
  });
}

export function treeOf(...all: readonly (readonly Member[])[]): FileTree {
  return createTree(overlayStore(memoryLayers(all)));
}

/** `layer:content` of a file, the names of a directory with a slash, or why there is nothing. */
export async function show(tree: FileTree, path: string): Promise<string> {
  const stat = await tree.stat(path);
  if (!stat.ok) return stat.reason;
  if (stat.entry.kind === 'directory') {
    const list = await tree.list(path);
    return list.ok ? `${list.path}/ ${list.names.join(' ')}`.trim() : list.reason;
  }
  const read = await tree.read(path);
  return read.ok
    ? `${read.entry.path} ${read.entry.provenance?.layer}:${Buffer.from(read.bytes).toString()}`
    : read.reason;
}
