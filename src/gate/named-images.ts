import type { ImagePorts } from '../image/ports.ts';
import { listTags } from '../image/registry/list-tags.ts';
import { expandImages } from './expand-images.ts';

/** An image to judge, or why a pattern of tags stands for none. */
export interface NamedImage {
  readonly reference: string;
  readonly problem: string | null;
}

/** The images of a run in the order in which they were named, patterns of tags replaced by what they stand for. */
export async function nameImages(
  references: readonly string[],
  ports: ImagePorts,
  signal: AbortSignal | undefined,
): Promise<readonly NamedImage[]> {
  const named = new Map<string, NamedImage>();
  for (const reference of references) {
    const expanded = await expandImages([reference], (repository) => listTags(repository, ports.registry, signal));
    if (!expanded.ok) named.set(reference, { reference, problem: expanded.message });
    else for (const image of expanded.images) named.set(image, named.get(image) ?? { reference: image, problem: null });
  }
  return [...named.values()];
}
