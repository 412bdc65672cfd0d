import type { ImageReport } from '../verdict/report.ts';

/** A name for each image that is fit for an address or an identifier, unique in the report: `node.tar`, `kindest-node-v1.34.1`. */
export function imageKeys(images: readonly ImageReport[]): readonly string[] {
  const seen = new Map<string, number>();
  return images.map((image) => {
    const key = imageKey(image.image);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}~${count}`;
  });
}

function imageKey(image: string): string {
  const key = image
    .replace(/^[a-z-]+:(?:\/\/)?/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return key.slice(0, 100) || 'image';
}
