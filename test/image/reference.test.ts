import { describe, expect, test } from 'vitest';
import { completeDockerName } from '../../src/image/archive/docker-name.ts';
import { detectForm, startsLikeArchive } from '../../src/image/detect-form.ts';
import { splitPath, splitReference } from '../../src/image/reference.ts';
import { oldDockerArchive } from './make-image.ts';
import { file, tar } from './make-tar.ts';
import { memoryPorts } from './memory-ports.ts';

test.each([
  ['docker-archive:a.tar:node:v1', 'docker-archive', 'a.tar:node:v1'],
  ['oci-archive:a', 'oci-archive', 'a'],
  ['oci:d:v1', 'oci', 'd:v1'],
  ['docker://node:v1', 'docker', 'node:v1'],
  ['docker:v1', null, 'docker:v1'],
  ['docker-daemon:node', 'docker-daemon', 'node'],
  ['rootfs:/', 'rootfs', '/'],
  ['./oci:x', null, './oci:x'],
  ['node:v1', null, 'node:v1'],
])('%s has the form %s', (reference, form, rest) => {
  expect(splitReference(reference)).toEqual({ form, rest });
});

test.each([
  ['a.tar', ['a.tar'], 'a.tar', null],
  ['a.tar:node:v1', ['a.tar'], 'a.tar', 'node:v1'],
  ['a:b.tar:v1', ['a', 'a:b.tar'], 'a:b.tar', 'v1'],
  ['a:b', ['a', 'a:b'], 'a:b', null],
  ['a.tar:', ['a.tar'], 'a.tar', null],
  ['none.tar:node:v1', [], 'none.tar', 'node:v1'],
  ['none.tar', [], 'none.tar', null],
])('%s with %j', async (rest, existing, path, reference) => {
  expect(await splitPath(rest, async (name) => existing.includes(name))).toEqual({ path, reference });
});

test.each([
  ['node', 'docker.io/library/node:latest'],
  ['node:v1', 'docker.io/library/node:v1'],
  ['kindlab/node', 'docker.io/kindlab/node:latest'],
  ['index.docker.io/library/node', 'docker.io/library/node:latest'],
  ['localhost/node', 'localhost/node:latest'],
  ['localhost:5000/node', 'localhost:5000/node:latest'],
  ['example.com/a/b@sha256:00', 'example.com/a/b@sha256:00'],
])('the name %s is %s', (name, complete) => {
  expect(completeDockerName(name)).toBe(complete);
});

describe('what a bare path or name is', () => {
  const root = tar([file('etc/a', 'x')]);
  const bootSector = Buffer.alloc(2048, 1);
  bootSector.set([0x55, 0xaa], 510);
  const marked = (at: number, mark: string, size = at + mark.length): Buffer => {
    const bytes = Buffer.alloc(Math.max(size, 2048));
    bytes.write(mark, at, 'latin1');
    return bytes;
  };
  const packed = Buffer.from(bootSector);
  packed.write('\xfd7zXZ\0', 'latin1');
  const files = {
    'marked.tar.xz': packed,
    'disk.vmdk': marked(0, 'KDMV'),
    'disk.vhdx': marked(0, 'vhdxfile'),
    'disk.ext4': marked(0x438, '\x53\xef'),
    'disk.xfs': marked(0, 'XFSB'),
    'disk.btrfs': marked(0x10040, '_BHRfS_M'),
    'disk.squashfs': marked(0, 'hsqs'),
    'disk.erofs': marked(0x400, '\xe2\xe1\xf5\xe0'),
    'empty.tar': Buffer.alloc(1024),
    'image.tar': oldDockerArchive({ layers: [root] }),
    'root.tar': root,
    'root.tar.xz': Buffer.from('\ufffd7zXZ\0'.replace('\ufffd', '\xfd'), 'latin1'),
    'disk.qcow2': Buffer.concat([Buffer.of(0x51, 0x46, 0x49, 0xfb), Buffer.alloc(600)]),
    'disk.raw': bootSector,
    'lay/oci-layout': '{}',
    'lay2/index.json': '{}',
    'lay2/blobs/sha256/x': '',
    'folder/etc/a': '',
    'a:b/etc/x': '',
  };
  const ports = memoryPorts(files);
  const engine = async (name: string) => name === 'node:v1';
  test.each([
    ['image.tar', 'archive'],
    ['image.tar:node:v1', 'archive'],
    ['root.tar', 'tarball'],
    ['root.tar.xz', 'tarball'],
    ['marked.tar.xz', 'tarball'],
    ['disk.qcow2', 'disk'],
    ['disk.raw', 'disk'],
    ['disk.vmdk', 'disk'],
    ['disk.vhdx', 'disk'],
    ['disk.ext4', 'disk'],
    ['disk.xfs', 'disk'],
    ['disk.btrfs', 'disk'],
    ['disk.squashfs', 'disk'],
    ['disk.erofs', 'disk'],
    ['empty.tar', 'tarball'],
    ['lay', 'oci'],
    ['lay:v1', 'oci'],
    ['lay2/', 'oci'],
    ['folder', 'rootfs'],
    ['a:b', 'rootfs'],
    ['node:v1', 'docker-daemon'],
    ['other:v1', 'docker'],
  ])('%s is %s', async (rest, form) => {
    expect(await detectForm(rest, ports, engine)).toEqual({ form, rest });
  });

  test.each(['/none', './none', '../none', '~/none'])('%s is no name', async (rest) => {
    await expect(detectForm(rest, ports, async () => true)).rejects.toThrow(/there is no such file/);
  });
});

test.each([
  ['manifest.json', true],
  ['blobs/sha256/00', true],
  ['oci-layout', true],
  [`${'0a'.repeat(32)}/layer.tar`, true],
  [`${'0a'.repeat(32)}.json`, true],
  [`${'0a'.repeat(32)}.tar`, true],
  ['etc', false],
  ['bin/manifest.json', false],
  ['blobsy', false],
])('an archive may start with %s: %s', (name, expected) => {
  expect(startsLikeArchive(name)).toBe(expected);
});
