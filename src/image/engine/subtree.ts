import { InputProblem } from '../input-problem.ts';
import type { FileNode } from '../layer/layer.ts';
import { LayerIndex, type LayerNode } from '../layer/layer-index.ts';
import { limits } from '../limits.ts';
import { normalisePath } from '../names.ts';
import type { EngineResponse } from '../ports.ts';
import type { TarEntry } from '../tar/entry.ts';
import { TarScanner } from '../tar/scanner.ts';

/** A folder of a container that was fetched as a whole, its small files with their content. */
export interface Subtree {
  /** Below the root of the container; undefined: there is nothing. */
  node(path: string): Exclude<LayerNode, { kind: 'lower-link' }> | undefined;
  names(path: string): readonly string[];
  content(file: FileNode): Uint8Array | undefined;
}

/**
 * Reads the tar that an engine makes of a folder. Its entries are named after the folder's own last part, whatever
 * lies above it; those of other programs begin below the folder. Null if it is more than `most` bytes, which are then
 * read no further.
 */
export async function readSubtree(
  response: Pick<EngineResponse, 'body'>,
  root: string,
  names: 'from the folder' | 'below the folder',
  where: string,
  advanced: (bytes: number) => void,
  most = Number.POSITIVE_INFINITY,
): Promise<Subtree | null> {
  const entries: TarEntry[] = [];
  const contents = new Map<number, Uint8Array>();
  let kept = 0;
  const place = (name: string) => {
    const path = normalisePath(name);
    if (names === 'below the folder') return path === '' ? root : `${root}/${path}`;
    const cut = path.indexOf('/');
    return cut < 0 ? root : `${root}${path.slice(cut)}`;
  };
  const tar = new TarScanner((entry) => {
    if (entries.length >= limits.entries) throw new InputProblem(`${where} has more than ${limits.entries} entries`);
    entries.push({
      ...entry,
      name: place(entry.name),
      link: entry.type === 'hardlink' ? place(entry.link) : entry.link,
    });
    if (entry.type !== 'file' || entry.sparse || entry.size > limits.smallFile || kept + entry.size > limits.captured)
      return null;
    kept += entry.size;
    return collect(entry, (bytes) => contents.set(entry.offset, bytes));
  }, where);
  for await (const chunk of response.body) {
    advanced(chunk.length);
    tar.push(chunk);
    if (tar.position > most) return null;
  }
  tar.finish();
  if (!tar.ended) throw new InputProblem(`${where}: the answer is cut short`);
  const index = new LayerIndex(entries, where);
  return {
    node: (path) => {
      const node = index.nodes.get(path);
      if (node?.kind === 'lower-link') throw new InputProblem(`/${path}: there came a hard link to nothing`);
      return node;
    },
    names: (path) => index.childrenOf(path),
    content: (file) => contents.get(file.offset),
  };
}

export function collect(entry: TarEntry, done: (bytes: Uint8Array) => void) {
  const bytes = Buffer.allocUnsafeSlow(entry.size);
  let at = 0;
  return {
    data: (chunk: Uint8Array) => {
      bytes.set(chunk, at);
      at += chunk.length;
    },
    end: () => done(bytes),
  };
}
