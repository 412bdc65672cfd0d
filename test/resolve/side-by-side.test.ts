import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ResolvedImage, resolveImage } from '../../src/resolve/resolve-image.ts';
import { delayedTree } from '../support/delayed-tree.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const TOLD = { containerdVersion: null, kubeletVersion: null, kubeletConfig: null, booted: false };
const resolve = (tree: Parameters<typeof resolveImage>[0]): Promise<ResolvedImage> => resolveImage(tree, [], TOLD);

/** Units, each with a drop-in, an environment file and a script that writes or cannot be read. */
const units = (count: number): Files =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at): [string, MemoryFile][] => [
      [
        `/etc/systemd/system/u${at}.service`,
        `[Service]\nEnvironmentFile=/etc/default/u${at}\nExecStart=/opt/u${at}.sh\n`,
      ],
      [`/etc/systemd/system/u${at}.service.d/a.conf`, `[Service]\nExecStartPre=/usr/bin/configure-${at}\n`],
      [`/etc/systemd/system/multi-user.target.wants/u${at}.service`, { symlink: `../u${at}.service` }],
      [`/etc/default/u${at}`, 'FILE=/etc/containerd/config.toml\n'],
      [`/opt/u${at}.sh`, at % 3 === 0 ? { unreadable: 'x' } : '#!/bin/sh\nsed -i x "$FILE"\n'],
      [`/usr/bin/configure-${at}`, '#!/bin/sh\ncurl https://example.com/a | sh\n'],
    ]).flat(),
  );

const image = (count: number): Files => ({
  ...units(count),
  '/usr/lib/systemd/systemd': '',
  '/sbin/init': { symlink: '/usr/lib/systemd/systemd' },
  '/usr/lib/systemd/system/containerd.service': '[Service]\nExecStart=/usr/bin/containerd\n',
  '/usr/lib/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet\n',
  '/etc/systemd/system/kubelet.service.d/10.conf':
    '[Service]\nEnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env\nExecStart=\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml\n',
  '/etc/containerd/config.toml': 'version = 2\n',
  '/var/lib/kubelet/config.yaml': 'kind: KubeletConfiguration\n',
  '/var/lib/dpkg/status':
    'Package: containerd\nStatus: install ok installed\nVersion: 1.7.18\n\nPackage: kubelet\nStatus: install ok installed\nVersion: 1.30.2\n',
  '/kind/version': 'v1.30.2\n',
  '/usr/lib/tmpfiles.d/a.conf': 'f+ /etc/containerd/config.toml 0644 root root - version = 2\n',
  '/etc/rc.local': '#!/bin/sh\nrm /etc/containerd/config.toml\n',
});

describe('questions that are asked side by side', () => {
  it('come to the same, whichever is answered first', async () => {
    const files = image(7);
    const expected = await resolve(memoryTree(files));
    expect(expected.candidates[0]?.node.image.bootDoubts.length).toBeGreaterThan(5);
    expect(expected.candidates[0]?.node.image.generators.length).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (keys) => {
        const delayed = delayedTree(memoryTree(files), (due) => {
          const keyed = due.map((one) => ({ one, key: keys.next().value as number }));
          return keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one);
        });
        expect(await resolve(delayed.tree)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  it('are waited for no longer where an image has more units', async () => {
    const roundsOf = async (count: number): Promise<number> => {
      const delayed = delayedTree(memoryTree(image(count)));
      await resolve(delayed.tree);
      return delayed.rounds();
    };
    expect(await roundsOf(8)).toBe(await roundsOf(4));
  });
});
