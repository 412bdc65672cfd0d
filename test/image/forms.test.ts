import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { rawFrame } from './compression/zstd-frame.ts';
import {
  addImage,
  asArchive,
  type Blobs,
  configOf,
  inFolder,
  layout,
  newDockerArchive,
  oldDockerArchive,
  sha256,
} from './make-image.ts';
import { directory, file, symlink, tar } from './make-tar.ts';
import type { MemoryFiles } from './memory-ports.ts';
import { opened, textOf } from './open-image.ts';

const base = tar([
  directory('etc/'),
  file('etc/containerd/config.toml', 'version = 2\n'),
  file('etc/gone', 'x'),
  file('usr/bin/kubelet', Buffer.alloc(70_000, 'k')),
  file('opt/notes', 'far from everything that is kept\n'),
]);
const upper = tar([
  file('./etc/containerd/config.toml', 'version = 3\n'),
  file('etc/.wh.gone'),
  symlink('etc/link', '/opt/notes'),
]);
const spec = {
  layers: [base, upper],
  labels: { who: 'me' },
  history: [{ created_by: 'ADD base' }, { created_by: 'ENV a=b', empty_layer: true }, { created_by: 'COPY config' }],
};
const zstd = (layer: Buffer) => Buffer.concat([rawFrame(layer.subarray(0, 5000)), rawFrame(layer.subarray(5000))]);
const blobsOf = (pack: (layer: Buffer) => Buffer) => {
  const blobs: Blobs = new Map();
  const descriptor = addImage(blobs, spec, pack);
  return { files: layout(blobs, [descriptor]), digest: descriptor.digest };
};
const plain = blobsOf((layer) => layer);
const gzip = blobsOf((layer) => gzipSync(layer));
const zst = blobsOf(zstd);
const configDigest = `sha256:${sha256(configOf(spec))}`;

interface Case {
  readonly reference: string;
  readonly files: MemoryFiles;
  readonly form: string;
  readonly digest: string;
}

const cases: readonly Case[] = [
  {
    reference: 'docker-archive:a.tar',
    files: { 'a.tar': oldDockerArchive(spec) },
    form: 'docker-archive',
    digest: configDigest,
  },
  {
    reference: 'docker-archive:a.tar:node:v1',
    files: { 'a.tar': oldDockerArchive(spec) },
    form: 'docker-archive',
    digest: configDigest,
  },
  {
    reference: 'docker-archive:a.tar:docker.io/library/node:v1',
    files: { 'a.tar': oldDockerArchive(spec) },
    form: 'docker-archive',
    digest: configDigest,
  },
  {
    reference: 'docker-archive:a.tar:@0',
    files: { 'a.tar': oldDockerArchive(spec) },
    form: 'docker-archive',
    digest: configDigest,
  },
  {
    reference: 'docker-archive:a:b.tar',
    files: { 'a:b.tar': oldDockerArchive(spec) },
    form: 'docker-archive',
    digest: configDigest,
  },
  {
    reference: 'a:b.tar:node:v1',
    files: { 'a:b.tar': oldDockerArchive(spec) },
    form: 'docker-archive',
    digest: configDigest,
  },
  {
    reference: 'docker-archive:a.tgz',
    files: { 'a.tgz': gzipSync(oldDockerArchive(spec)) },
    form: 'docker-archive',
    digest: configDigest,
  },
  {
    reference: 'a.zst',
    files: { 'a.zst': zstd(oldDockerArchive(spec)) },
    form: 'docker-archive',
    digest: configDigest,
  },
  { reference: 'a.tar', files: { 'a.tar': newDockerArchive(spec) }, form: 'docker-archive', digest: configDigest },
  {
    reference: 'a.tar',
    files: { 'a.tar': newDockerArchive(spec, (layer) => gzipSync(layer)) },
    form: 'docker-archive',
    digest: configDigest,
  },
  { reference: 'a', files: { a: gzipSync(newDockerArchive(spec)) }, form: 'docker-archive', digest: configDigest },
  {
    reference: 'a',
    files: { a: gzipSync(newDockerArchive(spec, (layer) => gzipSync(layer))) },
    form: 'docker-archive',
    digest: configDigest,
  },
  {
    reference: 'a',
    files: { a: gzipSync(newDockerArchive(spec, zstd)) },
    form: 'docker-archive',
    digest: configDigest,
  },
  { reference: 'oci:dir', files: inFolder('dir', gzip.files), form: 'oci', digest: gzip.digest },
  { reference: 'dir', files: inFolder('dir', plain.files), form: 'oci', digest: plain.digest },
  { reference: 'dir', files: inFolder('dir', zst.files), form: 'oci', digest: zst.digest },
  { reference: 'oci-archive:x', files: { x: asArchive(gzip.files) }, form: 'oci-archive', digest: gzip.digest },
  { reference: 'x', files: { x: asArchive(zst.files, './') }, form: 'oci-archive', digest: zst.digest },
  { reference: 'x', files: { x: gzipSync(asArchive(plain.files)) }, form: 'oci-archive', digest: plain.digest },
  { reference: 'oci-archive:x', files: { x: newDockerArchive(spec) }, form: 'oci-archive', digest: plain.digest },
];

describe.each([false, true])('every form gives the same image, verify: %s', (verify) => {
  test.each(cases)('$reference as $form', async ({ reference, files, form, digest }) => {
    const image = await opened(reference, files, { verify });
    expect(image).toMatchObject({ reference, form, digest, platform: 'linux/amd64', labels: { who: 'me' } });
    expect(image.layers).toEqual([
      { number: 1, diffId: `sha256:${sha256(base)}`, createdBy: 'ADD base' },
      { number: 2, diffId: `sha256:${sha256(upper)}`, createdBy: 'COPY config' },
    ]);
    expect(await textOf(image, '/etc/containerd/config.toml')).toBe('2:version = 3\n');
    expect(await textOf(image, '/etc/gone')).toMatch(/^absent/);
    expect(await textOf(image, '/etc/link')).toBe('1:far from everything that is kept\n');
    expect(await image.tree.list('/etc')).toMatchObject({ ok: true, names: ['containerd', 'link'] });
    expect(await image.tree.binary('/usr/bin/kubelet')).toMatchObject({ ok: true, facts: { format: 'other' } });
    const read = await image.tree.stat('/etc/containerd/config.toml');
    expect(read).toMatchObject({ entry: { provenance: { layer: 2, layers: 2, createdBy: 'COPY config' } } });
    expect(await image.settle()).toEqual([]);
    expect(image.reading()).toMatchObject({ layers: 2, layersRead: 2 });
    await image.close();
  });
});

describe('a lone root file system', () => {
  const root = tar([directory('./'), file('./etc/a', 'x'), file('./usr/b', 'y')]);
  const tarballs: readonly [string, MemoryFiles][] = [
    ['tarball:r.tar', { 'r.tar': root }],
    ['r.tar', { 'r.tar': root }],
    ['r', { r: gzipSync(root) }],
    ['r', { r: zstd(root) }],
    ['tarball:odd:name', { 'odd:name': root }],
  ];
  test.each(tarballs)('%s', async (reference, files) => {
    const image = await opened(reference, files);
    expect(image).toMatchObject({ form: 'tarball', digest: null, platform: null, layers: [] });
    expect(await textOf(image, '/etc/a')).toBe('-:x');
    expect(await image.settle()).toEqual([]);
  });

  test.each(['rootfs:/root', '/root', '/root/'])('%s', async (reference) => {
    const image = await opened(reference, { '/root/etc/a': 'x', '/root/usr/b': 'y', '/root/etc/secret': null });
    expect(image).toMatchObject({ form: 'rootfs', digest: null });
    expect(await textOf(image, '/etc/a')).toBe('-:x');
    expect(await textOf(image, '/etc/none')).toMatch(/^absent/);
    expect(await textOf(image, '/etc/secret')).toMatch(/^unreadable: .*permission denied/);
    expect(await image.tree.list('/etc')).toEqual({ ok: true, path: '/etc', names: ['a', 'secret'] });
  });
});

test('equal layers are read once, and each keeps its place', async () => {
  const twice = { layers: [base, upper, base] };
  const image = await opened('docker-archive:a.tar', { 'a.tar': oldDockerArchive(twice) }, { verify: true });
  expect(await textOf(image, '/etc/containerd/config.toml')).toBe('3:version = 2\n');
  expect(await image.settle()).toEqual([]);
  expect(image.reading()).toMatchObject({ layers: 3, layersRead: 2 });
});

test('what was opened is closed', async () => {
  const closed: string[] = [];
  const { memoryPorts } = await import('./memory-ports.ts');
  const files = { 'a.tar': oldDockerArchive(spec), 'b.tar': tar([file('x')]) };
  const ports = memoryPorts(files, closed);
  await (await opened('docker-archive:a.tar', files, { ports })).close();
  expect(closed).toEqual(['a.tar']);
  await opened('docker-archive:b.tar', files, { ports }).catch(() => {});
  expect(closed).toEqual(['a.tar', 'b.tar']);
});

test('a plain layer without an end mark is whole if it has its digest, as umoci and engines have it', async () => {
  const whole = tar([file('etc/a', 'x')]).subarray(0, 513);
  const files = { t: oldDockerArchive({ layers: [tar([file('etc/b', 'y')]), whole] }) };
  expect(await textOf(await opened('docker-archive:t', files), '/etc/a')).toBe('2:x');
  const other = Buffer.from(files.t);
  other.write('z', other.indexOf('etc/a') + 512);
  expect(await textOf(await opened('docker-archive:t', { t: other }), '/etc/a')).toMatch(/no end mark/);
});
