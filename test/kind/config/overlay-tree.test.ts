import { describe, expect, it } from 'vitest';
import { overlayTree } from '../../../src/kind/config/overlay-tree.ts';
import { memoryTree } from '../../support/memory-tree.ts';

const base = memoryTree({
  '/etc/a': 'baked a',
  '/etc/b': 'baked b',
  '/etc/dir/c': 'baked c',
  '/lib': { symlink: '/usr/lib' },
  '/usr/lib/d': 'baked d',
});
const tree = overlayTree(
  base,
  new Map([
    ['/etc/a', 'written a'],
    ['/usr/lib/d', 'written d'],
    ['/new/folder/e', 'written e'],
  ]),
  new Set(['/etc/b', '/etc/dir']),
);

async function text(path: string): Promise<string | null> {
  const read = await tree.read(path);
  return read.ok ? new TextDecoder().decode(read.bytes) : null;
}

describe('overlayTree', () => {
  it.each([
    ['/etc/a', 'written a'],
    ['/usr/lib/d', 'written d'],
    ['/lib/d', 'written d'],
    ['/new/folder/e', 'written e'],
    ['/etc/b', null],
    ['/etc/dir/c', null],
    ['/none', null],
  ])('%s', async (path, content) => {
    expect(await text(path)).toBe(content);
    expect((await tree.stat(path)).ok).toBe(content !== null);
  });

  it('lists what was added and not what was taken away', async () => {
    expect(await tree.list('/etc')).toMatchObject({ ok: true, names: ['a'] });
    expect(await tree.list('/new')).toMatchObject({ ok: true, names: ['folder'] });
    expect(await tree.list('/')).toMatchObject({ ok: true, names: ['etc', 'lib', 'new', 'usr'] });
    expect(await tree.list('/etc/dir')).toMatchObject({ ok: false, reason: 'absent' });
    expect(await tree.list('/etc/a')).toMatchObject({ ok: false, reason: 'not-a-directory' });
  });

  it('names the real file behind a symlink', async () => {
    expect(await tree.stat('/lib/d')).toMatchObject({ ok: true, entry: { path: '/usr/lib/d', kind: 'file', size: 9 } });
    expect(await tree.stat('/new')).toMatchObject({ ok: true, entry: { kind: 'directory' } });
  });

  it('keeps to the limit', async () => {
    expect(await tree.read('/etc/a', 3)).toMatchObject({ ok: false, reason: 'too-large' });
  });
});
