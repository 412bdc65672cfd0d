import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { StoredImage } from '../../../src/image/stored/stored-image.ts';
import { dockerArchive } from '../../../src/kind/cluster/docker-archive.ts';
import { storedImageOf } from '../support/stored-image.ts';

async function bytesOf(image: StoredImage): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of dockerArchive(image, 'own.local/node:loaded')) pieces.push(piece);
  return Buffer.concat(pieces);
}

const unpack = (archive: Buffer, name: string): string =>
  execFileSync('tar', ['-xO', name], { input: archive, encoding: 'utf8' });

describe('dockerArchive', () => {
  it('is a tar with each layer once, under one name only', async () => {
    const archive = await bytesOf(storedImageOf(['layer one', 'x'.repeat(512), 'layer one', '']));
    expect(archive.length % 512).toBe(0);
    const names = execFileSync('tar', ['-t'], { input: archive, encoding: 'utf8' }).trim().split('\n');
    expect(names).toEqual(['config.json', 'layer-1.tar', 'layer-2.tar', 'layer-3.tar', 'manifest.json']);
    expect(JSON.parse(unpack(archive, 'manifest.json'))).toEqual([
      {
        Config: 'config.json',
        RepoTags: ['own.local/node:loaded'],
        Layers: ['layer-1.tar', 'layer-2.tar', 'layer-1.tar', 'layer-3.tar'],
      },
    ]);
    expect(unpack(archive, 'config.json')).toBe('{"os":"linux"}');
    expect(unpack(archive, 'layer-1.tar')).toBe('layer one');
    expect(unpack(archive, 'layer-2.tar')).toBe('x'.repeat(512));
  });

  it('has no manifest where the image breaks off, so that nothing of it is loaded', async () => {
    const pieces: Uint8Array[] = [];
    const reading = (async () => {
      for await (const piece of dockerArchive(storedImageOf(['one'], new Error('damaged')), 'own:1')) {
        pieces.push(piece);
      }
    })();
    await expect(reading).rejects.toThrow('damaged');
    expect(Buffer.concat(pieces).includes('manifest.json')).toBe(false);
  });

  it('writes the size of a layer of more than 8 GiB', async () => {
    const size = 9 * 1024 ** 3;
    const image: StoredImage = {
      ...storedImageOf([]),
      read: async () => ({
        names: ['layer-1.tar'],
        pieces: (async function* () {
          yield { kind: 'layer' as const, name: 'layer-1.tar', size };
        })(),
      }),
    };
    const head = (await bytesOf(image)).subarray(1024, 1536);
    // There is nothing behind the header, which tar says at the end; the listing comes before.
    const listed = spawnSync('tar', ['-tv'], { input: head, encoding: 'utf8' }).stdout;
    expect(listed).toContain(String(size));
  });
});
