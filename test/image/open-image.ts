import { openImage } from '../../src/image/open.ts';
import type { ImageError, OpenedImage, OpenOptions } from '../../src/image/opened-image.ts';
import { type MemoryFiles, memoryOptions } from './memory-ports.ts';

export async function opened(
  reference: string,
  files: MemoryFiles,
  more: Partial<OpenOptions> = {},
): Promise<OpenedImage> {
  const result = await openImage(reference, memoryOptions(files, more));
  if (!result.ok) throw new Error(result.error.message);
  return result.image;
}

export async function refused(
  reference: string,
  files: MemoryFiles,
  more: Partial<OpenOptions> = {},
): Promise<ImageError> {
  const result = await openImage(reference, memoryOptions(files, more));
  if (result.ok) throw new Error(`${reference} was opened as ${result.image.form}`);
  return result.error;
}

/** A file's text and the number of its layer, or why there is none. */
export async function textOf(image: OpenedImage, path: string): Promise<string> {
  const read = await image.tree.read(path);
  return read.ok
    ? `${read.entry.provenance?.layer ?? '-'}:${Buffer.from(read.bytes).toString()}`
    : `${read.reason}: ${read.detail}`;
}
