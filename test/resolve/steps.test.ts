import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileTree } from '../../src/image/file-tree.ts';
import { type ResolveOptions, resolveImage } from '../../src/resolve/resolve-image.ts';
import { type StepMemory, stepsOn } from '../../src/resolve/steps.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';
import {
  CONTAINERD_UNIT,
  containerd,
  type Files,
  kubeletConfiguration,
  SYSTEMD,
  version2,
  version3,
  withContainerd,
  withKubeadm,
} from '../support/node-image.ts';

const OPTIONS: ResolveOptions = {
  containerdVersion: null,
  kubeletVersion: null,
  kubeletConfig: null,
  booted: false,
};

const IMAGE: Files = { ...SYSTEMD, ...withContainerd('2.1.4', version3('false')), ...withKubeadm(null) };

/** What may stand at a path instead; undefined: nothing. */
const CHANGES: Readonly<Record<string, readonly (MemoryFile | undefined)[]>> = {
  '/etc/containerd/config.toml': [version2('true'), 'imports = ["/etc/containerd/conf.d/*.toml"]\n', undefined],
  '/etc/containerd/conf.d/a.toml': [version3('true'), '['],
  '/usr/bin/containerd': [containerd('1.7.24'), undefined],
  [CONTAINERD_UNIT]: ['[Service]\nExecStart=/usr/bin/containerd -c /etc/containerd/conf.d/a.toml\n', undefined],
  '/etc/systemd/system/containerd.service': [{ symlink: '/dev/null' }],
  '/var/lib/kubelet/config.yaml': [kubeletConfiguration('systemd'), kubeletConfiguration('cgroupfs'), 'a: ['],
  '/etc/default/kubelet': ['KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n'],
  '/etc/systemd/system/kubelet.service.d/20.conf': ['[Service]\nExecStart=\nExecStart=/usr/bin/kubelet --config=/a\n'],
  '/etc/fstab': ['/dev/sda /etc/containerd ext4 defaults 0 0\n'],
  '/etc/rc.local': [{ content: '#!/bin/sh\nsed -i s/false/true/ /etc/containerd/config.toml\n', mode: 0o755 }],
  '/etc/tmpfiles.d/a.conf': ['f+ /etc/containerd/config.toml 0644 root root - version = 2\n'],
  '/usr/bin/crio': [{ content: '\x7fELF', mode: 0o755 }],
};

const changes = fc
  .subarray(Object.keys(CHANGES), { maxLength: 3 })
  .chain((paths) => fc.tuple(...paths.map((path) => fc.tuple(fc.constant(path), fc.constantFrom(...CHANGES[path]!)))));

function changed(entries: readonly (readonly [string, MemoryFile | undefined])[]): FileTree {
  const files = Object.entries({ ...IMAGE, ...Object.fromEntries(entries) });
  return memoryTree(Object.fromEntries(files.filter((file): file is [string, MemoryFile] => file[1] !== undefined)));
}

test('with the memory of another tree, a tree comes to what it comes to without', async () => {
  await fc.assert(
    fc.asyncProperty(changes, changes, async (before, after) => {
      const memory: StepMemory = new Map();
      await resolveImage(changed(before), [], OPTIONS, memory);
      expect(await resolveImage(changed(after), [], OPTIONS, memory)).toEqual(
        await resolveImage(changed(after), [], OPTIONS),
      );
    }),
    { numRuns: 100 },
  );
});

test('what runs at boot is not followed anew for a fix of containerd’s configuration', async () => {
  const memory: StepMemory = new Map();
  const doubts = async (config: MemoryFile) => {
    const image = changed([
      ['/etc/containerd/config.toml', config],
      ['/etc/rc.local', '#!/bin/sh\ncurl https://example.com | sh\n'],
    ]);
    return (await resolveImage(image, [], OPTIONS, memory)).candidates[0]!.node.image.bootDoubts;
  };
  const first = await doubts(version3('false'));
  expect(first).toHaveLength(1);
  expect(await doubts(version3('true'))).toBe(first);
  expect(await doubts('imports = ["/opt/x.toml"]\n')).not.toBe(first);
});

describe('a step', () => {
  const tree = (text: string) => memoryTree({ '/a': text, '/b': 'b', '/c': { symlink: 'a' } });

  async function counted(first: FileTree, second: FileTree, path: string, inputs: readonly unknown[][] = [[], []]) {
    const memory: StepMemory = new Map();
    let worked = 0;
    const work = async (seen: FileTree) => {
      worked += 1;
      const read = await seen.read(path);
      return read.ok ? new TextDecoder().decode(read.bytes) : read.reason;
    };
    const values = [
      await stepsOn(first, memory)('step', inputs[0]!, work),
      await stepsOn(second, memory)('step', inputs[1]!, work),
    ];
    return { values, worked };
  }

  test.each([
    ['that reads a file which stayed', '/b', { values: ['b', 'b'], worked: 1 }],
    ['that reads what changed', '/a', { values: ['1', '2'], worked: 2 }],
    ['that reads it through a link', '/c', { values: ['1', '2'], worked: 2 }],
    ['that found nothing', '/d', { values: ['absent', 'absent'], worked: 1 }],
  ])('%s', async (_, path, expected) => {
    expect(await counted(tree('1'), tree('2'), path)).toEqual(expected);
  });

  test('that is told something else', async () => {
    const told = {};
    expect((await counted(tree('1'), tree('1'), '/a', [[told], [told]])).worked).toBe(1);
    expect((await counted(tree('1'), tree('1'), '/a', [[told], [{}]])).worked).toBe(2);
    expect((await counted(tree('1'), tree('1'), '/a', [[told], [told, 1]])).worked).toBe(2);
  });
});
