import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createLayerMemory } from '../../../src/image/cache/layer-memory.ts';
import { InputProblem } from '../../../src/image/input-problem.ts';
import type { OpenOptions } from '../../../src/image/opened-image.ts';
import type { CachePort } from '../../../src/image/ports.ts';
import { addImage, type Blobs, inFolder, layout } from '../make-image.ts';
import { file, hardLink, symlink, tar } from '../make-tar.ts';
import { opened, textOf } from '../open-image.ts';

const base = tar([
  file('etc/a', 'low'),
  file('usr/bin/kubelet', '\x7fELF no more'),
  symlink('etc/link', 'a'),
  hardLink('etc/hard', 'etc/a'),
  file('opt/\u00e9', 'x'),
  file('opt/far', 'not kept in passing'),
]);

function imageFiles(upper: string, change: (bytes: Buffer) => Buffer = (bytes) => bytes) {
  const blobs: Blobs = new Map();
  const descriptor = addImage(blobs, { layers: [base, tar([file('etc/a', upper)])] });
  const name = [...blobs].find(([, bytes]) => bytes.equals(gzipSync(base)))![0];
  const files = inFolder('/image', layout(blobs, [descriptor]));
  files[`/image/${name}`] = change(files[`/image/${name}`]!);
  return files;
}

function memoryCache(): CachePort & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    read: async (name) => kept.get(name) ?? null,
    write: async (name, bytes) => void kept.set(name, bytes),
  };
}

async function read(files: Record<string, Buffer>, more: Partial<OpenOptions>) {
  const image = await opened('oci:/image', files, more);
  const texts: string[] = [];
  for (const path of ['/etc/a', '/etc/link', '/etc/hard', '/opt/\u00e9', '/opt/far', '/none'])
    texts.push(await textOf(image, path));
  const names = await image.tree.list('/etc');
  const facts = await image.tree.binary('/usr/bin/kubelet');
  const problems = await image.settle();
  return { answers: { texts, names, facts, problems }, reading: image.reading() };
}

describe('layers that were read before', () => {
  test('answer the same, and are not read again', async () => {
    const cache = memoryCache();
    const plain = await read(imageFiles('up'), {});
    const first = await read(imageFiles('up'), { memory: createLayerMemory(['kubelet'], cache) });
    const second = await read(imageFiles('up'), { memory: createLayerMemory(['kubelet'], cache) });
    expect(first.answers).toEqual(plain.answers);
    expect(second.answers).toEqual(plain.answers);
    expect(second.reading.layersRead).toBe(0);
    expect(second.reading.remarks[0]).toMatch(/^2 layers were known from the cache/);
    const changed = await read(imageFiles('other'), { memory: createLayerMemory(['kubelet'], cache) });
    expect(changed.answers.texts[0]).toBe('2:other');
    expect(changed.reading.layersRead).toBe(1);
  });

  test('within one run as well', async () => {
    const memory = createLayerMemory(['kubelet'], null);
    const both = await Promise.all([read(imageFiles('one'), { memory }), read(imageFiles('two'), { memory })]);
    expect(both.map(({ answers }) => answers.texts[0])).toEqual(['2:one', '2:two']);
    expect(both.map(({ reading }) => reading.layersRead).sort()).toEqual([1, 2]);
  });

  test('are hashed all the same when everything is to be verified', async () => {
    const cache = memoryCache();
    await read(imageFiles('up'), { memory: createLayerMemory(['kubelet'], cache) });
    const broken = imageFiles('up', (bytes) => Buffer.concat([bytes, Buffer.from('x')]));
    const verified = await read(broken, { memory: createLayerMemory(['kubelet'], cache), verify: true });
    expect(verified.answers.problems).not.toEqual([]);
  });

  test('nothing is kept of a layer whose digests are wrong', async () => {
    for (const change of [
      () => gzipSync(tar([file('etc/a', 'forged')])),
      // The right content, in another blob than the manifest names.
      () => gzipSync(base, { level: 1 }),
    ]) {
      const cache = memoryCache();
      const { answers } = await read(imageFiles('up', change), { memory: createLayerMemory(['kubelet'], cache) });
      expect(answers.problems[0]).toMatch(/digest/);
      expect(cache.kept.size).toBe(1);
    }
  });

  test('a damaged entry is read past, and replaced', async () => {
    const cache = memoryCache();
    await read(imageFiles('up'), { memory: createLayerMemory(['kubelet'], cache) });
    const good = new Map(cache.kept);
    for (const [name, bytes] of good) cache.kept.set(name, bytes.subarray(0, bytes.length - 1));
    const again = await read(imageFiles('up'), { memory: createLayerMemory(['kubelet'], cache) });
    expect(again.answers.texts[0]).toBe('2:up');
    expect(again.reading.layersRead).toBe(2);
    expect([...cache.kept].map(([name]) => name)).toEqual([...good.keys()]);
  });

  test('one image that fails to read a layer does not fail the other', async () => {
    const memory = createLayerMemory(['kubelet'], null);
    const broken = imageFiles('one', (bytes) => bytes.subarray(0, 20));
    const [bad, good] = await Promise.all([read(broken, { memory }), read(imageFiles('two'), { memory })]);
    expect(bad.answers.problems).not.toEqual([]);
    expect(good.answers.problems).toEqual([]);
    expect(good.answers.texts[0]).toBe('2:two');
  });

  test('a cache that cannot be written is told of, and changes no answer', async () => {
    const full: CachePort = {
      read: async () => null,
      write: async () => {
        throw new InputProblem('/cache: no space');
      },
    };
    const { answers, reading } = await read(imageFiles('up'), { memory: createLayerMemory(['kubelet'], full) });
    expect(answers.problems).toEqual([]);
    expect(reading.remarks).toContain('the cache could not be written: /cache: no space');
  });
});
