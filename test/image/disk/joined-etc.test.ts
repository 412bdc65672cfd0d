import { describe, expect, test } from 'vitest';
import { createTree } from '../../../src/image/create-tree.ts';
import { joinedEtc } from '../../../src/image/disk/joined-etc.ts';
import type { StoredEntry, TreeStore } from '../../../src/image/tree-store.ts';

interface Stored extends StoredEntry {
  readonly text: string;
}

/** A store of files by their path: a text, `null` for a device, `>` and a target for a symlink. */
function storeOf(files: Readonly<Record<string, string | null>>): TreeStore<Stored> {
  const entry = (kind: Stored['kind'], text = '', target: string | null = null): Stored => ({
    kind,
    text,
    target,
    size: text.length,
    mode: 0o644,
    provenance: null,
  });
  return {
    look: async (path) => {
      const file = files[path];
      if (file === null) return entry('other');
      if (file?.startsWith('>')) return entry('symlink', '', file.slice(1));
      if (file !== undefined) return entry('file', file);
      return Object.keys(files).some((name) => path === '' || name.startsWith(`${path}/`)) ? entry('directory') : null;
    },
    names: async (path) => {
      const below = Object.keys(files).filter((name) => path === '' || name.startsWith(`${path}/`));
      return [...new Set(below.map((name) => name.slice(path === '' ? 0 : path.length + 1).split('/')[0]!))].sort();
    },
    content: async (_, { text }) => Buffer.from(text),
    binary: async () => {
      throw new Error('not asked');
    },
  };
}

describe('what is seen below /etc besides', () => {
  const upper = storeOf({
    'etc/containerd/config.toml': 'upper',
    'etc/gone': null,
    'etc/systemd/a.service': 'upper a',
    'usr/x': 'of the root',
  });
  const lower = storeOf({
    'etc/containerd/config.toml': 'lower',
    'etc/containerd/more.toml': 'lower more',
    'etc/gone': 'lower gone',
    'etc/link': '>containerd/more.toml',
    'etc/systemd/b.service': 'lower b',
    'usr/y': 'not below /etc',
  });
  const tree = createTree(joinedEtc(upper, lower));
  const text = async (path: string): Promise<string> => {
    const read = await tree.read(path);
    return read.ok ? Buffer.from(read.bytes).toString() : read.reason;
  };

  test.each([
    ['/etc/containerd/config.toml', 'upper'],
    ['/etc/containerd/more.toml', 'lower more'],
    ['/etc/link', 'lower more'],
    ['/etc/gone', 'absent'],
    ['/etc/systemd/b.service', 'lower b'],
    ['/usr/x', 'of the root'],
    ['/usr/y', 'absent'],
  ])('%s: %s', async (path, expected) => {
    expect(await text(path)).toBe(expected);
  });

  test.each([
    ['/etc', ['containerd', 'link', 'systemd']],
    ['/etc/systemd', ['a.service', 'b.service']],
    ['/usr', ['x']],
  ])('%s has %j', async (path, names) => {
    expect(await tree.list(path)).toMatchObject({ names });
  });
});
