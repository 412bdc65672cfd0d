import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkoutProblem, openCheckout } from '../../src/host/checkout.ts';
import { blobIdOf } from '../../src/source/repository.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkout-'));
  mkdirSync(join(folder, 'work/files'), { recursive: true });
  mkdirSync(join(folder, 'work/node_modules/x'), { recursive: true });
  writeFileSync(join(folder, 'outside.toml'), 'secret = true\n');
  writeFileSync(join(folder, 'work/files/config.toml'), 'version = 2\n');
  writeFileSync(join(folder, 'work/node_modules/x/config.toml'), 'version = 3\n');
  writeFileSync(join(folder, 'work/large.bin'), new Uint8Array(1024 * 1024 + 1));
  symlinkSync('../outside.toml', join(folder, 'work/link.toml'));
  symlinkSync('..', join(folder, 'work/up'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));

describe('a folder that is no git work tree', () => {
  it('gives its regular files, without links and what others made', async () => {
    const files = await openCheckout(join(folder, 'work')).files();
    expect(files.map(({ path, blobId }) => [path, blobId])).toEqual([
      ['large.bin', null],
      ['files/config.toml', null],
    ]);
  });

  it('reads files below it alone, and none that is too large', async () => {
    const checkout = openCheckout(join(folder, 'work'));
    expect(text(await checkout.read('files/config.toml'))).toBe('version = 2\n');
    expect(await checkout.read('link.toml')).toBeNull();
    expect(await checkout.read('up/outside.toml')).toBeNull();
    expect(await checkout.read('../outside.toml')).toBeNull();
    expect(await checkout.read('files')).toBeNull();
    expect(await checkout.read('large.bin')).toBeNull();
    expect(await checkout.read('absent')).toBeNull();
  });

  it('is empty where there is no folder', async () => {
    const absent = join(folder, 'absent');
    expect(await openCheckout(absent).files()).toEqual([]);
    expect(await checkoutProblem(absent)).toMatch(/there is no such folder/);
    expect(await checkoutProblem(join(folder, 'outside.toml'))).toMatch(/is no folder/);
    expect(await checkoutProblem(folder)).toBeNull();
  });
});

describe('a git work tree', () => {
  const git = (...args: string[]) => execFileSync('git', ['-C', join(folder, 'work'), ...args], { stdio: 'ignore' });

  it('gives the tracked files with their ids, with names as they are', async () => {
    writeFileSync(join(folder, 'work/files/süß name.toml'), 'a = 1\n');
    git('init', '-q');
    git('add', 'files', 'link.toml');
    const files = [...(await openCheckout(join(folder, 'work')).files())].sort((a, b) => (a.path < b.path ? -1 : 1));
    const id = (content: string) => blobIdOf(new TextEncoder().encode(content), 'sha1');
    expect(files).toEqual([
      { path: 'files/config.toml', blobId: id('version = 2\n'), size: 12 },
      { path: 'files/süß name.toml', blobId: id('a = 1\n'), size: 6 },
    ]);
  });

  it('gives the paths relative to the folder where that is a part of the work tree', async () => {
    git('init', '-q');
    git('add', 'files');
    const files = await openCheckout(join(folder, 'work/files')).files();
    expect(files.map(({ path }) => path)).toEqual(['config.toml']);
  });
});
