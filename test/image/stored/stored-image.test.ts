import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { OpenedImage } from '../../../src/image/opened-image.ts';
import { rawFrame } from '../compression/zstd-frame.ts';
import {
  addImage,
  asArchive,
  type Blobs,
  configOf,
  inFolder,
  layout,
  newDockerArchive,
  oldDockerArchive,
} from '../make-image.ts';
import { file, tar } from '../make-tar.ts';
import { type MemoryFiles, memoryPorts } from '../memory-ports.ts';
import { opened } from '../open-image.ts';
import { fakePorts, registryOf } from '../registry/fake-registry.ts';

const low = tar([file('etc/os-release', 'ID=x\n'), file('usr/bin/kubelet', Buffer.alloc(70_000, 'k'))]);
const up = tar([file('etc/containerd/config.toml', 'version = 2\n')]);
const spec = { layers: [low, up, low] };
const plain = (layer: Buffer): Buffer => layer;
const gzip = (layer: Buffer): Buffer => gzipSync(layer);
const zstd = (bytes: Buffer): Buffer => rawFrame(bytes);
const blobs: Blobs = new Map();
const descriptor = addImage(blobs, spec, gzip);
const files = layout(blobs, [descriptor]);

/** Names of the layers in order, and what each of them holds when it is unpacked. */
async function read(image: OpenedImage, signal?: AbortSignal) {
  const stored = await image.stored?.read(signal);
  const contents = new Map<string, Buffer[]>();
  const sizes = new Map<string, number>();
  let current: Buffer[] = [];
  for await (const piece of stored?.pieces ?? []) {
    if (piece.kind === 'layer') {
      current = [];
      contents.set(piece.name, current);
      sizes.set(piece.name, piece.size);
    } else current.push(Buffer.from(piece.bytes));
  }
  const unpacked = new Map<string, Buffer>();
  for (const [name, parts] of contents) {
    const bytes = Buffer.concat(parts);
    expect(bytes.length).toBe(sizes.get(name));
    unpacked.set(name, bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
  }
  await image.close();
  return { names: stored?.names, unpacked, config: image.stored?.config };
}

const cases: readonly (readonly [reference: string, files: MemoryFiles])[] = [
  ['docker-archive:old.tar', { 'old.tar': oldDockerArchive(spec) }],
  ['docker-archive:new.tar', { 'new.tar': newDockerArchive(spec) }],
  ['docker-archive:gz-layers.tar', { 'gz-layers.tar': newDockerArchive(spec, gzip) }],
  ['docker-archive:old.tar.gz', { 'old.tar.gz': gzipSync(oldDockerArchive(spec)) }],
  ['docker-archive:new.tar.zst', { 'new.tar.zst': zstd(newDockerArchive(spec, gzip)) }],
  ['oci:dir', inFolder('dir', files)],
  ['oci-archive:a.tar', { 'a.tar': asArchive(files) }],
  ['oci-archive:dots.tar', { 'dots.tar': asArchive(files, './') }],
  ['oci-archive:a.tar.gz', { 'a.tar.gz': gzipSync(asArchive(files)) }],
  ['oci-archive:a.tar.zst', { 'a.tar.zst': zstd(asArchive(layout(blobs, [descriptor]))) }],
];

describe('a stored image', () => {
  test.each(cases)('%s is handed on as it was put together', async (reference, memory) => {
    const image = await opened(reference, memory);
    const { names, unpacked, config } = await read(image);
    expect(names).toEqual(['layer-1.tar', 'layer-2.tar', 'layer-1.tar']);
    expect([...unpacked.keys()].sort()).toEqual(['layer-1.tar', 'layer-2.tar']);
    expect(unpacked.get('layer-1.tar')?.equals(low)).toBe(true);
    expect(unpacked.get('layer-2.tar')?.equals(up)).toBe(true);
    expect(Buffer.from(config ?? []).equals(configOf(spec))).toBe(true);
  });

  test('comes from a registry as well', async () => {
    const fake = fakePorts(registryOf(blobs, descriptor));
    const ports = { ...memoryPorts({}), registry: fake.ports };
    const { unpacked } = await read(await opened('docker://r.example/node:v1', {}, { ports }));
    expect(unpacked.get('layer-2.tar')?.equals(up)).toBe(true);
  });

  test.each([
    ['rootfs:root', { 'root/etc/os-release': 'ID=x\n', 'root/usr/x': '' }],
    ['tarball:root.tar', { 'root.tar': tar([file('etc/os-release', 'x'), file('usr/x', '')]) }],
  ])('%s is none', async (reference, memory) => {
    const image = await opened(reference, memory);
    expect(image.stored).toBeNull();
    await image.close();
  });

  const damage = (archive: Buffer): Buffer => {
    const at = archive.indexOf('kkkk');
    const copy = Buffer.from(archive);
    copy[at] = 'K'.charCodeAt(0);
    return copy;
  };
  test.each([
    ['a digest', 'oci:dir', inFolder('dir', damagedLayout())],
    ['a diff ID', 'docker-archive:old.tar', { 'old.tar': damage(oldDockerArchive(spec)) }],
    ['a diff ID, packed', 'docker-archive:old.tar.gz', { 'old.tar.gz': gzipSync(damage(oldDockerArchive(spec))) }],
  ])('is held to %s', async (_, reference, memory) => {
    await expect(read(await opened(reference, memory as MemoryFiles))).rejects.toThrow(/damaged or was changed/);
  });

  test.each(['a.tar', 'a.tar.gz'])('stops when it is told to, in %s', async (name) => {
    const archive = asArchive(files);
    const image = await opened(`oci-archive:${name}`, { [name]: name.endsWith('gz') ? gzipSync(archive) : archive });
    await expect(read(image, AbortSignal.abort())).rejects.toThrow(/cancelled/);
  });
});

function damagedLayout(): Record<string, Buffer> {
  const own: Blobs = new Map();
  const described = addImage(own, spec, plain);
  return Object.fromEntries(
    Object.entries(layout(own, [described])).map(([name, bytes]) => {
      const copy = Buffer.from(bytes);
      if (bytes.equals(low)) copy[copy.length - 2000] = 1;
      return [name, copy];
    }),
  );
}
