import type { StoredImage } from '../../../src/image/stored/stored-image.ts';

/** An image with these layers; `broken` is thrown behind the last of them. */
export function storedImageOf(layers: readonly string[], broken: Error | null = null): StoredImage {
  const distinct = [...new Set(layers)];
  const nameOf = (layer: string): string => `layer-${distinct.indexOf(layer) + 1}.tar`;
  return {
    config: Buffer.from('{"os":"linux"}'),
    where: 'node.tar',
    layers: layers.length,
    read: async (signal) => ({
      names: layers.map(nameOf),
      pieces: (async function* () {
        for (const layer of distinct) {
          if (signal?.aborted) throw new Error('cancelled');
          yield { kind: 'layer' as const, name: nameOf(layer), size: layer.length };
          const half = layer.length >> 1;
          yield { kind: 'bytes' as const, bytes: Buffer.from(layer.slice(0, half)) };
          yield { kind: 'bytes' as const, bytes: Buffer.from(layer.slice(half)) };
        }
        if (broken !== null) throw broken;
      })(),
    }),
  };
}
