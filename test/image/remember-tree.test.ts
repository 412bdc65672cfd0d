import { expect, test } from 'vitest';
import type { FileTree } from '../../src/image/file-tree.ts';
import { rememberTree } from '../../src/image/remember-tree.ts';
import { memoryTree } from '../support/memory-tree.ts';

test('each question reaches the tree once, and has the same answer every time', async () => {
  const tree = memoryTree({ '/etc/a': 'text', '/etc/link': { symlink: 'a' } });
  const asked: string[] = [];
  const watched = Object.fromEntries(
    (['stat', 'lstat', 'read', 'list', 'binary'] as const).map((name) => [
      name,
      (path: string, maxBytes?: number) => {
        asked.push(`${name} ${path} ${maxBytes ?? ''}`);
        return tree[name](path, maxBytes);
      },
    ]),
  ) as unknown as FileTree;
  const remembered = rememberTree(watched);
  const ask = async () => [
    await remembered.stat('/etc/link'),
    await remembered.lstat('/etc/link'),
    await remembered.read('/etc/link'),
    await remembered.read('/etc/link', 2),
    await remembered.list('/etc'),
    await remembered.binary('/etc/a'),
    await remembered.stat('/none'),
  ];
  const first = await ask();
  expect(first.map(({ ok }) => ok)).toEqual([true, true, true, false, true, true, false]);
  expect(await ask()).toEqual(first);
  expect(asked).toHaveLength(7);
});
