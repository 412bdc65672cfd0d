import { describe, expect, test } from 'vitest';
import { createTree } from '../../../src/image/create-tree.ts';
import { overlayStore } from '../../../src/image/overlay/overlay-store.ts';
import { directory, file, hardLink, type Member, symlink } from '../make-tar.ts';
import { memoryLayers, show, treeOf } from './build-layers.ts';

const whiteout = (path: string) => file(path.replace(/([^/]+)$/, '.wh.$1'));
const opaque = (folder: string) => file(`${folder}/.wh..wh..opq`);

interface Case {
  readonly name: string;
  readonly layers: readonly (readonly Member[])[];
  readonly shows: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    name: 'the upper file wins',
    layers: [[file('etc/a', 'low')], [file('./etc/a', 'up')]],
    shows: { '/etc/a': '/etc/a 2:up', '/etc': '/etc/ a' },
  },
  {
    name: 'a whiteout hides a file, and another layer may bring one back',
    layers: [[file('etc/a', '1'), file('etc/b', '1')], [whiteout('etc/a'), whiteout('etc/b')], [file('etc/b', '3')]],
    shows: { '/etc/a': 'absent', '/etc/b': '/etc/b 3:3', '/etc': '/etc/ b' },
  },
  {
    name: 'a whiteout hides a whole directory, also from a directory put back above it',
    layers: [[file('etc/d/x', '1')], [whiteout('etc/d')], [file('etc/d/y', '3')]],
    shows: { '/etc/d': '/etc/d/ y', '/etc/d/x': 'absent' },
  },
  {
    name: 'an opaque directory hides what is below it, wherever the marker stands',
    layers: [
      [file('d/1', 'l'), file('d/s/2', 'l')],
      [file('d/3', 'u'), opaque('d'), file('d/4', 'u')],
    ],
    shows: { '/d': '/d/ 3 4', '/d/1': 'absent', '/d/s': 'absent', '/d/3': '/d/3 2:u' },
  },
  {
    name: 'an opaque root hides what is below it, or not: what could come from there is not told',
    layers: [
      [file('etc/a', 'l'), file('etc/b', 'l')],
      [file('.wh..wh..opq'), file('b', 'u'), whiteout('etc/b')],
      [opaque('d'), file('d/e', '3')],
    ],
    shows: { '/b': '/b 2:u', '/': 'unreadable', '/etc/a': 'unreadable', '/etc/b': 'absent', '/d': '/d/ e' },
  },
  {
    name: 'an opaque root of the lowest layer has nothing to hide',
    layers: [[file('.wh..wh..opq'), file('b', 'u')]],
    shows: { '/': '// b', '/etc/a': 'absent' },
  },
  {
    name: 'other markers of aufs mean nothing',
    layers: [[file('etc/a', 'l')], [file('.wh..wh.plnk'), file('.wh..wh.aufs'), file('etc/.wh..wh.orph')]],
    shows: { '/etc': '/etc/ a', '/': '// etc' },
  },
  {
    name: 'a whiteout beside an entry of the same name leaves the entry',
    layers: [[file('a', 'l')], [whiteout('a'), file('a', 'u')]],
    shows: { '/a': '/a 2:u' },
  },
  {
    name: 'a directory written after its own whiteout is merged with the lower one, as the whiteout is gone',
    layers: [[file('d/old', 'l')], [whiteout('d'), directory('d'), file('d/new', 'u')]],
    shows: { '/d': '/d/ new old' },
  },
  {
    name: 'a whiteout of a directory that the same layer fills hides the lower one',
    layers: [
      [file('d/old', 'l'), file('e/old', 'l')],
      [directory('d'), file('d/new', 'u'), whiteout('d'), whiteout('e'), file('e/new', 'u')],
    ],
    shows: { '/d': '/d/ new', '/e': '/e/ new' },
  },
  {
    name: 'an upper directory hides a lower symlink of the same name',
    layers: [[symlink('lib', 'usr/lib'), file('usr/lib/a.conf', 'l')], [file('lib/foo.conf', 'u')]],
    shows: { '/lib': '/lib/ foo.conf', '/lib/a.conf': 'absent', '/usr/lib': '/usr/lib/ a.conf' },
  },
  {
    name: 'an upper directory hides a lower file, and what is further down',
    layers: [[file('a/b', '1')], [file('a', '2')], [file('a/c', '3')]],
    shows: { '/a': '/a/ c', '/a/b': 'absent' },
  },
  {
    name: 'an upper file hides a lower directory',
    layers: [[file('a/b', '1')], [file('a', '2')]],
    shows: { '/a': '/a 2:2', '/a/b': 'absent' },
  },
  {
    name: 'symlinks lead across layers, absolute ones from the root of the image',
    layers: [
      [file('usr/share/c.toml', 'x'), symlink('etc/c.toml', '/usr/share/c.toml')],
      [symlink('cfg', 'etc'), symlink('up', '../../../etc')],
    ],
    shows: { '/cfg/c.toml': '/usr/share/c.toml 1:x', '/up/c.toml': '/usr/share/c.toml 1:x', '/cfg': '/etc/ c.toml' },
  },
  {
    name: 'a symlink starts again at the top layer',
    layers: [[symlink('a', 'b'), file('b', 'low')], [file('b', 'up')]],
    shows: { '/a': '/b 2:up' },
  },
  {
    name: 'a dangling symlink, one that leads nowhere, and one through a file',
    layers: [[symlink('a', 'missing'), symlink('f', 'file/x'), file('file', '')]],
    shows: { '/a': 'absent', '/f': 'absent', '/file/x': 'absent', '/file': '/file 1:' },
  },
  {
    name: 'dots in a path go by the directories, not by the text',
    layers: [[symlink('a', 'b/c'), directory('b/c'), file('b/x', 'x')]],
    shows: { '/a/../x': '/b/x 1:x', '/../b/x': '/b/x 1:x', '/missing/../b/x': 'absent', '/b/x/..': 'absent' },
  },
  {
    name: 'the last of two entries with one name wins',
    layers: [
      [
        file('a', '1'),
        file('a', '2'),
        file('d/x', '1'),
        file('d', 'f'),
        file('e/x', '1'),
        directory('e'),
        file('e/y', '2'),
      ],
    ],
    shows: { '/a': '/a 1:2', '/d': '/d 1:f', '/d/x': 'absent', '/e': '/e/ x y' },
  },
  {
    name: 'a symlink of the same layer on the way to an entry is followed, one of a lower layer is not',
    layers: [[symlink('low', 'usr')], [symlink('link', 'etc'), file('link/a', 'x'), file('low/b', 'y')]],
    shows: { '/etc/a': '/etc/a 2:x', '/link': '/etc/ a', '/low': '/low/ b', '/usr': 'absent' },
  },
  {
    name: 'a hard link keeps what it linked to, whatever comes later',
    layers: [[file('a', 'old'), hardLink('b', 'a')], [file('a', 'new')]],
    shows: { '/b': '/b 1:old', '/a': '/a 2:new' },
  },
  {
    name: 'a hard link to a file of a lower layer',
    layers: [[file('d/a', 'old'), symlink('s', 'd')], [hardLink('b', 's/a')], [file('d/a', 'new')]],
    shows: { '/b': '/b 1:old' },
  },
  {
    name: 'a hard link to a symlink is that symlink',
    layers: [[symlink('s', 'f'), hardLink('h', 's'), file('f', 'x')]],
    shows: { '/h': '/f 1:x' },
  },
  {
    name: 'a hard link to nothing can not be read',
    layers: [[hardLink('b', 'a')]],
    shows: { '/b': 'unreadable' },
  },
  {
    name: 'directories that have no entry are there',
    layers: [[file('a/b/c/d', 'x')]],
    shows: { '/a/b': '/a/b/ c' },
  },
  {
    name: 'a character device 0/0 hides what lower layers have, and what its own layer had there before',
    layers: [
      [file('a', '1'), file('d/x', '1'), file('d/y', '1'), file('e/x', '1')],
      [
        { name: 'a', type: '3' },
        file('d/x', '2'),
        { name: 'd/x', type: '3' },
        directory('e'),
        { name: 'e', type: '3' },
      ],
      [{ name: 'f', type: '3' }, file('f', '3')],
    ],
    shows: { '/a': 'absent', '/d': '/d/ y', '/d/x': 'absent', '/e': 'absent', '/f': '/f 3:3' },
  },
];

describe('what overlayfs shows', () => {
  test.each(cases)('$name', async ({ layers, shows }) => {
    const tree = treeOf(...layers);
    const seen = Object.fromEntries(
      await Promise.all(Object.keys(shows).map(async (path) => [path, await show(tree, path)])),
    );
    expect(seen).toEqual(shows);
  });

  test('forty symlinks are followed, forty-one are a loop', async () => {
    const chain = (length: number) => [
      ...Array.from({ length }, (_, index) => symlink(`l${index}`, index + 1 === length ? 'end' : `l${index + 1}`)),
      file('end', 'x'),
    ];
    expect(await show(treeOf(chain(40)), '/l0')).toBe('/end 1:x');
    expect(await show(treeOf(chain(41)), '/l0')).toBe('loop');
    expect(await show(treeOf([symlink('a', 'a')]), '/a')).toBe('loop');
  });

  test('symlinks that lead through thousands of parts are not followed to their end', async () => {
    const there = 'd/../'.repeat(700);
    const links = Array.from({ length: 4 }, (_, index) => ({
      ...symlink(`l${index}`, ''),
      pax: { linkpath: `${there}${index === 3 ? 'end' : `l${index + 1}`}` },
    }));
    const tree = treeOf([directory('d'), file('end', 'x'), ...links]);
    expect(await show(tree, '/l2')).toBe('/end 1:x');
    expect(await tree.read('/l0')).toMatchObject({
      ok: false,
      reason: 'unreadable',
      detail: expect.stringMatching(/4096 parts/),
    });
  });

  test('lstat shows a symlink as written, and follows the folders on the way', async () => {
    const tree = treeOf([symlink('d', 'e'), symlink('e/s', '../x')]);
    const found = await tree.lstat('/d/s');
    expect(found).toMatchObject({ ok: true, entry: { path: '/e/s', kind: 'symlink', linkTarget: '../x', size: 0 } });
  });

  test('kinds that do not fit, and files that are too large', async () => {
    const tree = treeOf([directory('d'), { name: 'null', type: '4' }, file('big', 'x'.repeat(2000))]);
    expect(await tree.read('/d')).toMatchObject({ ok: false, reason: 'not-a-file' });
    expect(await tree.read('/null')).toMatchObject({ ok: false, reason: 'not-a-file' });
    expect(await tree.list('/big')).toMatchObject({ ok: false, reason: 'not-a-directory' });
    expect(await tree.read('/big', 1999)).toMatchObject({ ok: false, reason: 'too-large' });
    expect(await tree.read('/big', 2000)).toMatchObject({ ok: true });
    expect(await tree.read('/a\0b')).toMatchObject({ ok: false, reason: 'absent' });
  });

  test('a sparse file is told, its stored bytes are never handed out', async () => {
    const tree = treeOf([{ name: 'x', content: 'map', pax: { 'GNU.sparse.map': '0,3', 'GNU.sparse.name': 'holes' } }]);
    expect(await tree.read('/holes')).toMatchObject({
      ok: false,
      reason: 'unreadable',
      detail: expect.stringContaining('sparse'),
    });
    expect(await tree.binary('/holes')).toMatchObject({ ok: false, reason: 'unreadable' });
  });

  test('layers below the one that decides are not looked at', async () => {
    const asked = new Set<number>();
    const layers = memoryLayers([[file('etc/a', '1')], [file('etc/b', '2')], [file('etc/c', '3')]], (number) =>
      asked.add(number),
    );
    const tree = createTree(overlayStore(layers));
    await tree.read('/etc/c');
    expect([...asked]).toEqual([3]);
    await tree.read('/etc/b');
    expect([...asked]).toEqual([3, 2]);
  });

  test('a layer that can not be unpacked makes every answer unknown that may depend on it', async () => {
    const broken: readonly Member[][] = [
      [file('a', ''), file('a/b', '')],
      [directory('a'), hardLink('b', 'a')],
      [file('etc/.wh.')],
    ];
    for (const layer of broken) {
      const tree = treeOf([file('etc/low', 'l')], layer, [file('etc/up', 'u')]);
      expect(await show(tree, '/etc/up')).toBe('/etc/up 3:u');
      expect(await show(tree, '/etc/low')).toBe('unreadable');
      expect(await show(tree, '/etc/none')).toBe('unreadable');
      expect(await tree.list('/etc')).toMatchObject({ ok: false, reason: 'unreadable' });
    }
  });
});
