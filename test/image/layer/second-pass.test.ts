import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ImageEvent } from '../../../src/image/opened-image.ts';
import { newDockerArchive, sha256 } from '../make-image.ts';
import { file, member, tar } from '../make-tar.ts';
import { memoryPorts } from '../memory-ports.ts';
import { opened, textOf } from '../open-image.ts';

test('a file that the first pass left out costs one more pass, however often it is read', async () => {
  const archive = gzipSync(tar([file('opt/odd', 'kept by no rule'), file('etc/plain', 'kept')]));
  const files = { '/node.tar.gz': archive };
  let read = 0;
  const image = await opened('tarball:/node.tar.gz', files, {
    ports: memoryPorts(files),
    progress: (event: ImageEvent) => {
      if (event.kind === 'read') read = event.bytes;
    },
  });
  expect(await textOf(image, '/etc/plain')).toBe('-:kept');
  const first = read;
  expect(await textOf(image, '/opt/odd')).toBe('-:kept by no rule');
  const second = read;
  expect(second).toBeGreaterThan(first);
  expect(await textOf(image, '/opt/odd')).toBe('-:kept by no rule');
  expect(read).toBe(second);
  await image.close();
});

test('of two layers of one name in a compressed archive the last counts, and no second pass asks the first', async () => {
  const layer = (text: string) => tar([file('etc/plain', text), file('opt/odd', text)]);
  const spec = { layers: [layer('last')] };
  const blob = `blobs/sha256/${sha256(layer('last'))}`;
  const archive = gzipSync(Buffer.concat([member(file(blob, layer('frst'))), newDockerArchive(spec)]));
  const image = await opened('docker-archive:/node.tar.gz', { '/node.tar.gz': archive });
  expect(await textOf(image, '/etc/plain')).toBe('1:last');
  expect(await textOf(image, '/opt/odd')).toMatch(/unreadable.* has more than one blobs/);
  await image.close();
});
