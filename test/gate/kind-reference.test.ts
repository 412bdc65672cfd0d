import { describe, expect, it } from 'vitest';
import { readKindReference } from '../../src/gate/kind-reference.ts';
import { file, tar } from '../image/make-tar.ts';
import { memoryFiles } from '../image/memory-ports.ts';

const files = memoryFiles({
  'node.tar': tar([file('manifest.json', '[]')]),
  'root.tar': tar([file('etc/os-release', '')]),
  'dir/oci-layout': '{}',
  'kindest/node/Dockerfile': 'FROM scratch\n',
});
const read = (reference: string) => readKindReference(reference, { files });

describe('readKindReference', () => {
  it.each([
    ['kind:kindest/node:v1.34.0', 'kindest/node:v1.34.0', 'docker-daemon:kindest/node:v1.34.0'],
    ['kind:docker-daemon:node:1', 'node:1', 'docker-daemon:node:1'],
    ['kind:docker:27-dind', 'docker:27-dind', 'docker-daemon:docker:27-dind'],
  ])('%s is a name in the engine', async (reference, name, reading) => {
    expect(await read(reference)).toEqual({ ok: true, value: { form: 'named', name, reading } });
  });

  it.each([
    'docker-archive:node.tar',
    'docker-archive:node.tar:node:1',
    'oci:dir',
    'oci:dir:v1',
    'oci-archive:node.tar:v1',
    'docker://kindest/node:v1.34.0',
    'node.tar',
    'node.tar:v1',
    './dir',
  ])('kind:%s is handed to the engine', async (reading) => {
    const { files: memory } = { files: { './dir/oci-layout': '{}', 'node.tar': tar([file('manifest.json', '[]')]) } };
    expect(await readKindReference(`kind:${reading}`, { files: memoryFiles(memory) })).toEqual({
      ok: true,
      value: { form: 'stored', reading },
    });
  });

  it.each([
    ['kind:', 'names no image'],
    ['kind:oci-archive:', 'names no image'],
    ['kind:docker://', 'names no image'],
    ['kind:rootfs:/', 'a rootfs is none'],
    ['kind:tarball:root.tar', 'a tarball is none'],
    ['kind:disk:a.raw', 'a disk is none'],
    ['kind:root.tar', 'a tarball is none'],
    ['kind:./nosuch.tar', 'no such file'],
  ])('refuses %s', async (reference, message) => {
    expect(await read(reference)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });
});
