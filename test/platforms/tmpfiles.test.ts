import { describe, expect, it } from 'vitest';
import { recogniseTmpfiles } from '../../src/platforms/tmpfiles/recognise-tmpfiles.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';
import { kubeletConfiguration, version2 } from '../support/node-image.ts';

const CONFIG = '/etc/containerd/config.toml';
const FULL: Readonly<Record<string, MemoryFile>> = {
  [CONFIG]: 'main',
  '/etc/containerd/conf.d/keep.toml': 'kept',
  '/etc/kubernetes/manifests/a.yaml': 'a',
  '/usr/share/factory/etc/containerd/config.toml': 'factory',
  '/usr/share/factory/etc/containerd/conf.d/x.toml': 'factory',
  '/usr/share/factory/etc/other': 'factory',
  '/usr/share/other.toml': 'other',
};
const { [CONFIG]: _main, '/etc/containerd/conf.d/keep.toml': _kept, ...BARE } = FULL;

async function recognised(files: Readonly<Record<string, MemoryFile>>, text: string) {
  return recogniseTmpfiles(memoryTree({ ...files, '/usr/lib/tmpfiles.d/node.conf': text }), []);
}

/** Whether it changes anything, with a full /etc and with a bare one, as systemd-tmpfiles 252 and 257 were seen to do. */
const SEEN: readonly (readonly [line: string, full: boolean, bare: boolean])[] = [
  [`f+ ${CONFIG} 0644 root root - version = 2`, true, true],
  [`f ${CONFIG} - - - - x`, false, true],
  [`F ${CONFIG} - - - - x`, true, true],
  [`w ${CONFIG} - - - - zz`, true, false],
  ['w+ /etc/containerd/*.toml - - - - zz', true, false],
  ['w+ /etc/containerd/{config,x}.toml - - - - zz', true, false],
  [`L+ ${CONFIG} - - - - /usr/share/other.toml`, true, true],
  [`L ${CONFIG} - - - - /usr/share/other.toml`, false, true],
  ['L? /etc/default/kubelet - - - - /usr/share/gone', false, false],
  ['L /etc/default/kubelet - - - - /usr/share/gone', true, true],
  ['L+! /etc/containerd', true, true],
  [`r! ${CONFIG}`, true, false],
  ['r /etc/containerd', false, false],
  ['R /etc/container[d]/config.*', true, false],
  ['R /etc/containerd', true, false],
  ['D! /etc/containerd 0755 root root -', true, false],
  ['d /etc/containerd 0755 root root -', false, false],
  [`C+ ${CONFIG}`, false, true],
  ['C /etc/containerd/new.toml - - - - /usr/share/other.toml', true, true],
  ['C /etc/containerd', false, true],
  ['C /etc/default/kubelet - - - - /usr/share/gone', false, false],
  ['C /etc/kubernetes/manifests - - - - /usr/share/factory/etc/containerd', false, false],
  ['C /etc/kubernetes/x - - - - /usr/share/factory/etc/containerd', true, true],
  ['f /etc/containerd/%H.toml - - - - x', true, true],
  ['f /etc/containerd/%%.toml - - - - x', true, true],
  ['"f+" "/etc/containerd\\x2fconfig.toml"', true, true],
  ['f~ /etc/default/kubelet - - - - aGVsbG8=', true, true],
  ['p /etc/default/kubelet', true, true],
  [`p ${CONFIG}`, false, true],
  [`p+ ${CONFIG}`, true, true],
  [`d ${CONFIG}`, false, false],
  [`d= ${CONFIG}`, true, false],
  ['f= /etc/kubernetes', true, true],
  [`z ${CONFIG} 0600`, false, false],
  ['X /etc/containerd', false, false],
];

describe('a line of tmpfiles.d', () => {
  it.each(SEEN)('%s', async (line, full, bare) => {
    expect([(await recognised(FULL, line)).length > 0, (await recognised(BARE, line)).length > 0]).toEqual([
      full,
      bare,
    ]);
  });

  it('is told with what it does and what comes of it', async () => {
    const files = { ...BARE, '/usr/share/factory/etc/containerd/config.toml': version2('true') };
    const line = 8;
    expect(await recognised(files, `${'\n'.repeat(line - 1)}C ${CONFIG}`)).toEqual([
      {
        name: 'tmpfiles',
        title: 'systemd-tmpfiles',
        writes: 'containerd',
        evidence: {
          path: '/usr/lib/tmpfiles.d/node.conf',
          startLine: line,
          startColumn: 1,
          endLine: line,
          endColumn: CONFIG.length + 3,
        },
        template: null,
        wouldDo: {
          handlers: [
            { name: 'runc', driver: 'systemd', location: expect.anything(), dropped: false, type: expect.anything() },
          ],
          kubelet: null,
          conditions: [],
        },
        note:
          `a line of /usr/lib/tmpfiles.d/node.conf copies /usr/share/factory${CONFIG} to ${CONFIG} when the node boots, ` +
          'before the services start',
      },
    ]);
    const text = kubeletConfiguration('cgroupfs').replaceAll('\n', '\\n');
    const [written] = await recognised(BARE, `f /var/lib/kubelet/config.yaml - - - - ${text}`);
    expect(written).toMatchObject({ writes: 'kubelet', wouldDo: { kubelet: 'cgroupfs' } });
    const [crio] = await recognised(BARE, 'f+ /etc/crio/crio.conf');
    expect(crio).toMatchObject({ writes: 'containerd', of: 'cri-o', wouldDo: null });
    const [all] = await recognised(BARE, 'f /etc/systemd/system/service.d/x.conf');
    expect(all).toMatchObject({ writes: 'both' });
  });

  it('is not looked into without end', async () => {
    const lines = 'w /etc/containerd/*/*/*.toml\n'.repeat(5000);
    const found = await recognised(FULL, lines);
    expect(found.map(({ note }) => note)).toEqual([expect.stringContaining('more lines of tmpfiles.d')]);
  });
});
