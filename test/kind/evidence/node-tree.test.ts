import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exec } from '../../../src/host/exec.ts';
import type { NodeExec } from '../../../src/kind/cluster/node-exec.ts';
import { nodeFileTree } from '../../../src/kind/evidence/node-tree.ts';

/** This machine stands in for the node: the same commands run here. */
const here: NodeExec = (command, options) =>
  exec({
    file: command[0] ?? '',
    args: command.slice(1),
    ...(options.maxOutput === undefined ? {} : { maxOutput: options.maxOutput }),
  });
const tree = nodeFileTree(here, null);
let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'node-tree-'));
  mkdirSync(join(root, 'etc'));
  writeFileSync(join(root, 'etc/b.toml'), 'ü = 1\n', { mode: 0o640 });
  writeFileSync(join(root, 'etc/.hidden'), '');
  symlinkSync('etc/b.toml', join(root, 'link'));
  symlinkSync('nowhere', join(root, 'dangling'));
  symlinkSync('loop', join(root, 'loop'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('nodeFileTree', () => {
  it('reads through a symlink and names the file', async () => {
    const read = await tree.read(join(root, 'link'));
    expect(read.ok && new TextDecoder().decode(read.bytes)).toBe('ü = 1\n');
    expect(read.ok && read.entry).toMatchObject({ path: join(root, 'etc/b.toml'), kind: 'file', size: 7, mode: 0o640 });
  });

  it('shows a symlink as one', async () => {
    expect(await tree.lstat(join(root, 'link'))).toMatchObject({
      ok: true,
      entry: { kind: 'symlink', linkTarget: 'etc/b.toml' },
    });
  });

  it('lists', async () => {
    expect(await tree.list(join(root, 'etc'))).toMatchObject({ ok: true, names: ['.hidden', 'b.toml'] });
  });

  it('says why there is nothing', async () => {
    expect(await tree.stat(join(root, 'none'))).toMatchObject({ ok: false, reason: 'absent' });
    expect(await tree.stat(join(root, 'dangling'))).toMatchObject({ ok: false, reason: 'absent' });
    expect(await tree.stat(join(root, 'loop'))).toMatchObject({ ok: false, reason: 'loop' });
    expect(await tree.read(join(root, 'etc'))).toMatchObject({ ok: false, reason: 'not-a-file' });
    expect(await tree.list(join(root, 'link'))).toMatchObject({ ok: false, reason: 'not-a-directory' });
    expect(await tree.read(join(root, 'link'), 3)).toMatchObject({ ok: false, reason: 'too-large' });
    expect(await tree.binary('/bin/sh')).toMatchObject({ ok: false, reason: 'unreadable' });
  });
});
