import { describe, expect, test } from 'vitest';
import { InputProblem } from '../../../src/image/input-problem.ts';
import { findDeployment, placeIn } from '../../../src/image/ostree/deployment.ts';
import { memoryPorts } from '../memory-ports.ts';
import { opened, refused, textOf } from '../open-image.ts';

const CHECKSUM = '0123456789abcdef'.repeat(4);
const DEPLOYED = `ostree/deploy/node/deploy/${CHECKSUM}.0`;

function listing(folders: Readonly<Record<string, readonly string[]>>) {
  return async (path: string) => folders[path] ?? null;
}

describe('a physical root', () => {
  test('with one deployment', async () => {
    const list = listing({
      'ostree/deploy': ['node', 'empty'],
      'ostree/deploy/node/deploy': [`${CHECKSUM}.0`, `${CHECKSUM}.0.origin`, 'else'],
    });
    expect(await findDeployment(list, 'x')).toEqual({ root: DEPLOYED, var: 'ostree/deploy/node/var' });
  });

  test.each<[string, Readonly<Record<string, readonly string[]>>, RegExp]>([
    ['with none yet', { 'ostree/deploy': ['node'] }, /^x: it is laid out for ostree, and nothing is deployed on it$/],
    [
      'with two',
      { 'ostree/deploy': ['node'], 'ostree/deploy/node/deploy': [`${CHECKSUM}.0`, `${CHECKSUM}.1`] },
      /^x: more than one deployment is on it, and its boot loader chooses \(.*\.0, .*\.1\); judge the one that boots/,
    ],
    [
      'with three, of two stateroots',
      {
        'ostree/deploy': ['a', 'b'],
        'ostree/deploy/a/deploy': [`${CHECKSUM}.0`, `${CHECKSUM}.1`],
        'ostree/deploy/b/deploy': [`${CHECKSUM}.0`],
      },
      /boot loader chooses \(\/ostree\/deploy\/a\/[^,]*\.0, \/ostree\/deploy\/a\/[^,]*\.1, \/ostree\/deploy\/b\/[^,]*\.0\);/,
    ],
    [
      'with more stateroots than are looked into',
      {
        'ostree/deploy': Array.from({ length: 101 }, (_, at) => `s${at}`),
        'ostree/deploy/s0/deploy': [`${CHECKSUM}.0`],
      },
      /^x: more stateroots of ostree are on it than are looked into \(100\)$/,
    ],
    ['of composefs', { 'state/deploy': [] }, /^x: its files are in a composefs image, .*the container image/],
  ])('%s', async (_, folders, message) => {
    await expect(findDeployment(listing(folders), 'x')).rejects.toThrow(message);
  });

  test('that is none', async () => {
    expect(await findDeployment(listing({}), 'x')).toBeNull();
  });

  test.each([
    ['', DEPLOYED],
    ['etc/containerd/config.toml', `${DEPLOYED}/etc/containerd/config.toml`],
    ['var', 'ostree/deploy/node/var'],
    ['var/lib/kubelet/config.yaml', 'ostree/deploy/node/var/lib/kubelet/config.yaml'],
    ['variant', `${DEPLOYED}/variant`],
    ['sysroot', ''],
    ['sysroot/ostree/repo', 'ostree/repo'],
  ])('has %j at %j', (path, place) => {
    expect(placeIn({ root: DEPLOYED, var: 'ostree/deploy/node/var' }, path)).toBe(place);
  });
});

describe('a folder that is one', () => {
  const files = {
    '/disk/boot/loader/entries/ostree-1.conf': 'version 1\n',
    [`/disk/${DEPLOYED}/etc/containerd/config.toml`]: 'version = 2\n',
    [`/disk/${DEPLOYED}/usr/bin/kubelet`]: '#!/bin/sh\n',
    [`/disk/${DEPLOYED}/var/lib/kubelet/config.yaml`]: 'hidden by the mount\n',
    '/disk/ostree/deploy/node/var/lib/kubelet/config.yaml': 'cgroupDriver: systemd\n',
  };

  test('is read as it will have booted', async () => {
    const image = await opened('rootfs:/disk', files);
    expect(await textOf(image, '/etc/containerd/config.toml')).toBe('-:version = 2\n');
    expect(await textOf(image, '/var/lib/kubelet/config.yaml')).toBe('-:cgroupDriver: systemd\n');
    expect(await textOf(image, '/boot/loader/entries/ostree-1.conf')).toMatch(/^absent/);
    expect(await image.tree.list('/')).toMatchObject({ path: '/', names: ['etc', 'usr', 'var'] });
    expect(await image.tree.binary('/usr/bin/kubelet')).toMatchObject({ ok: true, facts: { format: 'other' } });
    expect(image.reading().remarks).toEqual([`the files are those of the deployment /${DEPLOYED}`]);
  });

  test('and has an /etc of its own is what it seems', async () => {
    const image = await opened('rootfs:/disk', { ...files, '/disk/etc/os-release': 'ID=x\n' });
    expect(await textOf(image, '/etc/os-release')).toBe('-:ID=x\n');
    expect(await textOf(image, '/etc/containerd/config.toml')).toMatch(/^absent/);
  });

  test('of which a stateroot cannot be listed is not known', async () => {
    const ports = memoryPorts(files);
    const list = ports.files.list;
    const unlisted = async (path: string) => {
      if (path.endsWith('/node/deploy')) throw new InputProblem(`${path}: permission denied`, 'EACCES');
      return list(path);
    };
    const { message } = await refused('rootfs:/disk', files, {
      ports: { ...ports, files: { ...ports.files, list: unlisted } },
    });
    expect(message).toMatch(/node\/deploy: permission denied$/);
  });

  test('with nothing deployed is refused', async () => {
    const { message } = await refused('rootfs:/disk', { '/disk/ostree/deploy/node/var/x': '' });
    expect(message).toBe('/disk: it is laid out for ostree, and nothing is deployed on it');
  });
});
