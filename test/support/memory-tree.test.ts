import { describe, expect, it } from 'vitest';
import { memoryTree } from './memory-tree.ts';

const tree = memoryTree({
  '/etc/a.toml': 'one',
  '/etc/link': { symlink: 'a.toml' },
  '/etc/absolute': { symlink: '/usr/share/../lib/b' },
  '/etc/up': { symlink: '../../../../usr/lib' },
  '/etc/round': { symlink: '/etc/round' },
  '/etc/nowhere': { symlink: '/gone' },
  '/usr/lib/b': new Uint8Array([0, 255]),
  '/usr/share': { directory: true, mode: 0o700 },
  '/usr/bin/tool': { content: 'x', mode: 0o755 },
  '/run/locked': { unreadable: 'permission denied' },
  '/dev/null': { other: true },
});

describe('memoryTree', () => {
  it.each([
    ['/etc/a.toml', 'one'],
    ['/etc/link', 'one'],
    ['//etc/./up/../lib/../../etc/a.toml', 'one'],
  ])('reads %s', async (path, text) => {
    const result = await tree.read(path);
    expect(result.ok && new TextDecoder().decode(result.bytes)).toBe(text);
    expect(result.ok && result.entry.path).toBe('/etc/a.toml');
  });

  it('follows links in the middle of a path and keeps bytes as they are', async () => {
    expect(await tree.read('/etc/up/b')).toMatchObject({ ok: true, entry: { path: '/usr/lib/b', size: 2 } });
    expect(await tree.read('/etc/absolute')).toMatchObject({ ok: true, bytes: new Uint8Array([0, 255]) });
  });

  it.each([
    ['/etc/round', 'loop'],
    ['/etc/nowhere', 'absent'],
    ['/etc/a.toml/x', 'absent'],
    ['/etc/a.toml/', 'absent'],
    ['/etc', 'not-a-file'],
    ['/dev/null', 'not-a-file'],
    ['/run/locked', 'unreadable'],
  ] as const)('does not read %s: %s', async (path, reason) => {
    expect(await tree.read(path)).toMatchObject({ ok: false, reason, path });
  });

  it('keeps to the size limit', async () => {
    expect(await tree.read('/etc/a.toml', 3)).toMatchObject({ ok: true });
    expect(await tree.read('/etc/a.toml', 2)).toMatchObject({ ok: false, reason: 'too-large' });
  });

  it('tells a link from what it points to', async () => {
    expect(await tree.lstat('/etc/up')).toMatchObject({
      entry: { kind: 'symlink', linkTarget: '../../../../usr/lib' },
    });
    expect(await tree.stat('/etc/up')).toMatchObject({ entry: { kind: 'directory', path: '/usr/lib' } });
    expect(await tree.stat('/usr/share')).toMatchObject({ entry: { mode: 0o700 } });
    expect(await tree.stat('/usr/bin/tool')).toMatchObject({ entry: { mode: 0o755, size: 1 } });
  });

  it('lists names bytewise', async () => {
    const names = memoryTree({ '/d/b': '', '/d/Z': '', '/d/é': '', '/d/10': '', '/d/9': '' });
    expect(await names.list('/d')).toEqual({ ok: true, path: '/d', names: ['10', '9', 'Z', 'b', 'é'] });
    expect(await names.list('/d/b')).toMatchObject({ ok: false, reason: 'not-a-directory' });
    expect(await names.list('/')).toMatchObject({ names: ['d'] });
  });

  it('refuses a table that no file system could hold', () => {
    expect(() => memoryTree({ '/a': '', '/a/b': '' })).toThrow('/a is no directory');
    expect(() => memoryTree({ '/a/b': '', '/a': '' })).toThrow('twice');
  });
});
