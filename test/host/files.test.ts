import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../src/host/files.ts';
import { openImage } from '../../src/image/open.ts';
import { memoryOptions, memoryPorts } from '../image/memory-ports.ts';
import { temporaryFolder } from './temporary-folder.ts';

const options = () => memoryOptions({}, { ports: { ...memoryPorts({}), files: nodeFiles } });

test('a file is read at any place, waited for or not, and as a stream', async () => {
  const path = `${await temporaryFolder()}/f`;
  const bytes = Buffer.from(Array.from({ length: 1_200_000 }, (_, index) => (index * 31) & 0xff));
  await writeFile(path, bytes);
  const file = await nodeFiles.open(path);
  expect(file.size).toBe(bytes.length);
  expect(Buffer.from(await file.read(5, 100)).equals(bytes.subarray(5, 105))).toBe(true);
  const room = Buffer.alloc(9000);
  expect(file.readNow!(room, 7000, 9000)).toBe(9000);
  expect(room.equals(bytes.subarray(7000, 16_000))).toBe(true);
  expect(file.readNow!(room, bytes.length - 3, 100)).toBe(3);
  expect(await file.read(bytes.length - 3, 100)).toHaveLength(3);
  expect(await file.read(bytes.length + 3, 100)).toHaveLength(0);
  const parts: Buffer[] = [];
  for await (const chunk of file.stream(100)) parts.push(Buffer.from(chunk));
  expect(Buffer.concat(parts).equals(bytes.subarray(100))).toBe(true);
  await file.close();
});

test('what is there no more, no file, or a pipe that nobody writes to', async () => {
  const folder = await temporaryFolder();
  execFileSync('mkfifo', [`${folder}/pipe`]);
  await expect(nodeFiles.open(`${folder}/none`)).rejects.toMatchObject({
    code: 'ENOENT',
    message: `${folder}/none: there is no such file or folder`,
  });
  await expect(nodeFiles.open(folder)).rejects.toThrow(`${folder}: it is a folder`);
  await expect(nodeFiles.open(`${folder}/pipe`)).rejects.toThrow(/no regular file/);
  expect(await nodeFiles.lstat(`${folder}/pipe`)).toMatchObject({ kind: 'other' });
});

test('a root file system in a folder: links stay inside, odd names come back, pipes do no harm', async () => {
  const root = await temporaryFolder();
  await mkdir(`${root}/etc/conf.d`, { recursive: true });
  await mkdir(`${root}/usr/lib`, { recursive: true });
  await writeFile(`${root}/usr/lib/os-release`, 'ID=x\n');
  await symlink('/usr/lib/os-release', `${root}/etc/os-release`);
  await symlink('../../../../usr/lib/os-release', `${root}/etc/up`);
  await symlink('/proc/self/environ', `${root}/etc/out`);
  execFileSync('mkfifo', [`${root}/etc/pipe`]);
  const odd = Buffer.concat([Buffer.from(`${root}/etc/conf.d/`), Buffer.of(0xff, 0x61)]);
  await writeFile(odd, 'odd');
  await chmod(`${root}/usr/lib/os-release`, 0o640);
  const result = await openImage(`rootfs:${root}`, options());
  if (!result.ok) throw new Error(result.error.message);
  const { tree } = result.image;
  for (const path of ['/etc/os-release', '/etc/up']) {
    expect(await tree.read(path)).toMatchObject({
      ok: true,
      entry: { path: '/usr/lib/os-release', mode: 0o640, provenance: null },
    });
  }
  expect(await tree.read('/etc/out')).toMatchObject({ ok: false, reason: 'absent' });
  expect(await tree.read('/etc/pipe')).toMatchObject({ ok: false, reason: 'not-a-file' });
  const listed = await tree.list('/etc/conf.d');
  expect(listed).toMatchObject({ ok: true, names: ['\udcffa'] });
  expect(await tree.read('/etc/conf.d/\udcffa')).toMatchObject({ ok: true, bytes: Buffer.from('odd') });
  await result.image.close();
});
