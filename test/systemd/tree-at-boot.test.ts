import { describe, expect, it } from 'vitest';
import { treeAtBoot } from '../../src/systemd/tree-at-boot.ts';
import { memoryTree } from '../support/memory-tree.ts';

const tree = treeAtBoot(
  memoryTree({
    '/etc/app/plain': 'plain',
    '/etc/app/link': { symlink: 'plain' },
    '/etc/app/to-run': { symlink: '/run/app/file' },
    '/etc/app/to-var-run': { symlink: '../../var/run/app/file' },
    '/etc/app/through-run': { symlink: '/run/way/plain' },
    '/etc/app/to-tmp': { symlink: '/tmp/gone' },
    '/etc/app/null': { symlink: '/dev/null' },
    '/etc/app/dangling': { symlink: 'nowhere' },
    '/etc/app/to-data': { symlink: '/data/app/file' },
    '/etc/linked': { symlink: '/run/app' },
    '/etc/stored': { symlink: '/data/stored' },
    '/etc/mem/file': 'hidden',
    '/etc/bound': { directory: true },
    '/etc/disk': { directory: true },
    '/etc/kept/file': 'of the disk itself',
    '/etc/loop/x': { symlink: 'x' },
    '/etc/fstab':
      '# <what> <where>\n/dev/sda2 /etc/kept ext4 defaults 0 0\n/dev/sda3\t/etc/disk xfs\nUUID=x / ext4\n' +
      '/dev/sdb /etc/app ext4 noauto 0 0\n/persist/b /etc/bo\\165nd none bind\n/dev/sdc /var/lib/kubelet ext4\n',
    '/etc/systemd/system/etc-mem.mount': '[Mount]\nWhat=tmpfs\nType=tmpfs\nWhere=/etc/mem\n',
    '/var/run': { symlink: '/run' },
    '/run/app/file': 'baked',
    '/run/way': { symlink: '/etc/app' },
    '/run/systemd/system/a.service': '[Service]\n',
    '/data': { directory: true },
    '/var/lib/kubelet': { directory: true },
  }),
);

describe('what a booted node will find', () => {
  it.each([
    ['/etc/app/plain', 'plain'],
    ['/etc/app/link', 'plain'],
    ['/etc/app/null', ''],
    ['/etc/kept/file', 'of the disk itself'],
    ['/run/systemd/system/a.service', '[Service]\n'],
  ])('is the same at %s', async (path, text) => {
    const result = await tree.read(path);
    expect(result.ok && new TextDecoder().decode(result.bytes)).toBe(text);
  });

  it.each([
    ['/etc/app/to-run', /leads to \/run\/app\/file.*below \/run outlives/],
    ['/etc/app/to-var-run', /leads to \/var\/run\/app\/file/],
    ['/etc/app/through-run', /leads to \/run\/way\/plain/],
    ['/etc/app/to-tmp', /leads to \/tmp\/gone.*below \/tmp/],
    ['/etc/linked/file', /leads to \/run\/app\/file/],
    ['/etc/linked/missing', /leads to \/run\/app\/missing/],
    ['/etc/app/to-data', /leads to \/data\/app\/file, which is missing.*empty folder \/data/],
    ['/etc/stored/file', /empty folder \/data/],
    ['/run/app/file', /below \/run outlives/],
    ['/etc/mem/file', /etc-mem\.mount mounts another file system on \/etc\/mem/],
    ['/etc/mem/missing', /etc-mem\.mount/],
    ['/etc/bound/missing', /fstab mounts another file system on \/etc\/bound/],
    ['/etc/disk/missing', /fstab mounts another file system on \/etc\/disk/],
  ])('is not known at %s', async (path, detail) => {
    const expected = { ok: false, reason: 'unreadable', path, detail: expect.stringMatching(detail) };
    expect(await tree.read(path)).toEqual(expected);
  });

  it.each([
    ['/etc/app/missing', 'absent'],
    ['/etc/app/dangling', 'absent'],
    ['/etc/kept/missing', 'absent'],
    ['/var/lib/kubelet/kubeadm-flags.env', 'absent'],
    ['/etc/app', 'not-a-file'],
    ['/etc/loop/x', 'loop'],
  ])('is known to be nothing at %s: %s', async (path, reason) => {
    expect(await tree.read(path)).toMatchObject({ ok: false, reason });
  });

  it('says the same of folders and entries, and shows a symlink itself', async () => {
    expect(await tree.list('/etc/linked')).toMatchObject({ ok: false, reason: 'unreadable' });
    expect(await tree.list('/etc/stored')).toMatchObject({ ok: false, reason: 'unreadable' });
    expect(await tree.list('/etc/kept')).toMatchObject({ ok: true, names: ['file'] });
    expect(await tree.stat('/etc/linked')).toMatchObject({ ok: false, reason: 'unreadable' });
    expect(await tree.stat('/etc/app/link')).toMatchObject({ ok: true, entry: { path: '/etc/app/plain' } });
    expect(await tree.lstat('/etc/linked')).toMatchObject({ ok: true, entry: { linkTarget: '/run/app' } });
    expect(await tree.lstat('/etc/linked/file')).toMatchObject({ ok: false, reason: 'unreadable' });
    expect(await tree.binary('/etc/app/to-run')).toMatchObject({ ok: false, reason: 'unreadable' });
  });
});
