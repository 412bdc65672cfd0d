import type { FileTree } from '../image/file-tree.ts';
import { type Location, startOfFile } from '../text/position.ts';
import type { Notes } from './notes.ts';

/** What makes an image one of kind's: the version for which it was built. */
export interface KindImage {
  /** The first line of /kind/version, as it stands there. */
  readonly version: string;
  readonly location: Location;
}

/** Null where the image is none of kind's. Source: kind pkg/build/nodeimage, which writes the file. */
export async function findKindImage(tree: FileTree, notes: Notes): Promise<KindImage | null> {
  const path = '/kind/version';
  const read = await tree.read(path, 4096);
  if (!read.ok) {
    if (read.reason !== 'absent') notes.doubt('config-unreadable', startOfFile(path), { path, problem: read.detail });
    return null;
  }
  const version = new TextDecoder().decode(read.bytes).split('\n')[0]!.trim();
  const endColumn = version.length + 1;
  const location = { path: read.entry.path, startLine: 1, startColumn: 1, endLine: 1, endColumn };
  return { version, location };
}
