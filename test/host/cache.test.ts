import { mkdir, readdir, truncate, utimes, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createFolderCache } from '../../src/host/cache.ts';
import { temporaryFolder } from './temporary-folder.ts';

const name = (digit: string) => digit.repeat(64);

test('what is written is there, in a folder that need not exist', async () => {
  const folder = `${await temporaryFolder()}/a/b`;
  const cache = createFolderCache(folder);
  expect(await cache.read(name('1'))).toBeNull();
  await cache.write(name('1'), Buffer.from('one'));
  await cache.write(name('1'), Buffer.from('two'));
  expect(String(await cache.read(name('1')))).toBe('two');
  expect(await readdir(folder)).toEqual([`${name('1')}.layer`]);
});

test('what nobody used for long goes, and what others keep there stays', async () => {
  const folder = await temporaryFolder();
  const old = new Date(Date.now() - 40 * 24 * 3600 * 1000);
  for (const file of [`${name('1')}.layer`, `${name('2')}.0123456789ab.part`, 'notes.txt']) {
    await writeFile(`${folder}/${file}`, 'x');
    await utimes(`${folder}/${file}`, old, old);
  }
  await createFolderCache(folder).write(name('3'), Buffer.from('new'));
  expect((await readdir(folder)).sort()).toEqual([`${name('3')}.layer`, 'notes.txt']);
});

test('what was used least recently goes when there is too much', async () => {
  const folder = await temporaryFolder();
  for (const [index, digit] of ['1', '2', '3'].entries()) {
    await writeFile(`${folder}/${name(digit)}.layer`, '');
    await truncate(`${folder}/${name(digit)}.layer`, 200 << 20);
    const when = new Date(Date.now() - (10 - index) * 1000);
    await utimes(`${folder}/${name(digit)}.layer`, when, when);
  }
  const cache = createFolderCache(folder);
  await cache.read(name('1'));
  await cache.write(name('4'), Buffer.from('new'));
  expect((await readdir(folder)).map((file) => file[0]).sort()).toEqual(['1', '3', '4']);
});

test('a folder that is none is a problem with a name', async () => {
  const folder = `${await temporaryFolder()}/file`;
  await writeFile(folder, '');
  const cache = createFolderCache(folder);
  expect(await cache.read(name('1'))).toBeNull();
  await expect(cache.write(name('1'), Buffer.from('x'))).rejects.toThrow(folder);
  await mkdir(`${folder}.d/${name('1')}.layer`, { recursive: true });
  expect(await createFolderCache(`${folder}.d`).read(name('1'))).toBeNull();
});
