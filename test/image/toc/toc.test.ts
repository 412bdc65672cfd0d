import { describe, expect, test } from 'vitest';
import type { ByteSource } from '../../../src/image/byte-source.ts';
import type { OpenOptions } from '../../../src/image/opened-image.ts';
import { addBlob, type Blobs, inFolder, layout, sha256 } from '../make-image.ts';
import { directory, file, hardLink, type Member, symlink } from '../make-tar.ts';
import { memoryFiles, memoryPorts } from '../memory-ports.ts';
import { opened, textOf } from '../open-image.ts';
import { addPacked, estargz, type Packed, zstdChunked } from './make-toc.ts';

const noise = (length: number) =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, (_, index) => Buffer.from(sha256(`${index}`), 'hex')),
  ).subarray(0, length);

const low: readonly Member[] = [
  directory('etc/'),
  file('etc/a', 'low'),
  file('etc/long', 'long '.repeat(900)),
  file('etc/none', ''),
  symlink('etc/link', 'long'),
  hardLink('etc/hard', 'etc/a'),
  file(
    'usr/bin/kubelet',
    Buffer.concat([Buffer.from('\x7fELF\x02\x01', 'latin1'), noise(20_000), Buffer.from('\0v1.34.1\0')]),
  ),
  file('var/large', noise(300_000)),
];
const up: readonly Member[] = [file('etc/a', 'up'), file('etc/.wh.none', '')];

function imageOf(packed: readonly Packed[]) {
  const blobs: Blobs = new Map();
  const { config, layers } = addPacked(blobs, packed);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const descriptor = {
    mediaType,
    ...addBlob(blobs, Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers }))),
  };
  return inFolder('/image', layout(blobs, [descriptor]));
}

/** Files that count what is read of them. */
function counting(files: Readonly<Record<string, Buffer>>) {
  let bytes = 0;
  const base = memoryFiles(files);
  const count = (source: ByteSource): Pick<ByteSource, 'read' | 'readNow' | 'stream'> => ({
    read: (offset, length) => {
      bytes += length;
      return source.read(offset, length);
    },
    readNow: (into, offset, length) => {
      bytes += length;
      return source.readNow!(into, offset, length);
    },
    stream: (offset) => {
      bytes += source.size ?? 0;
      return source.stream(offset);
    },
  });
  const ports: OpenOptions['ports'] = {
    ...memoryPorts(files),
    files: {
      ...base,
      open: async (path) => {
        const found = await base.open(path);
        return { ...found, ...count(found) };
      },
    },
  };
  return { ports, read: () => bytes };
}

const formats = [
  ['zstd:chunked', zstdChunked],
  ['eStargz', estargz],
] as const;

describe.each(formats)('%s', (format, pack) => {
  async function answers(files: Readonly<Record<string, Buffer>>, more: Partial<OpenOptions> = {}) {
    const image = await opened('oci:/image', files, more);
    const texts: string[] = [];
    for (const path of ['/etc/a', '/etc/long', '/etc/none', '/etc/link', '/etc/hard'])
      texts.push(await textOf(image, path));
    const facts = await image.tree.binary('/usr/bin/kubelet');
    return {
      texts,
      names: await image.tree.list('/etc'),
      facts,
      problems: await image.settle(),
      remarks: image.reading().remarks,
    };
  }

  test('gives the same answers from a small part of the bytes', async () => {
    const packed = [pack(low), pack(up)];
    const files = imageOf(packed);
    const { ports, read } = counting(files);
    const partial = await answers(files, { ports });
    expect(partial.texts).toEqual([
      '2:up',
      `1:${'long '.repeat(900)}`,
      expect.stringMatching(/^absent/),
      `1:${'long '.repeat(900)}`,
      '1:low',
    ]);
    expect(partial.names).toMatchObject({ names: ['a', 'hard', 'link', 'long'] });
    expect(partial.facts).toMatchObject({ ok: true, facts: { versionStrings: ['v1.34.1'] } });
    expect(partial.problems).toEqual([]);
    expect(partial.remarks).toEqual([expect.stringContaining(`relied on the ${format} tables of contents`)]);
    expect(read()).toBeLessThan(60_000);
  });

  test('is read as a whole to verify, and where the table is not the one that the manifest names', async () => {
    const packed = pack(low);
    const verified = await answers(imageOf([packed]), { verify: true });
    expect(verified.problems).toEqual([]);
    expect(verified.remarks).toEqual([]);
    expect(verified.texts[1]).toBe(`1:${'long '.repeat(900)}`);
    const forged = {
      ...packed,
      annotations: Object.fromEntries(
        Object.entries(packed.annotations).map(([key, value]) => [
          key,
          value.startsWith('sha256:') ? `sha256:${'0'.repeat(64)}` : value,
        ]),
      ),
    };
    const { remarks } = await answers(imageOf([forged]));
    expect(remarks).toEqual([
      expect.stringMatching(/table of contents has the digest .* the layer was read as a whole/),
    ]);
  });

  test.each<readonly [string, (entries: Record<string, unknown>[]) => void, RegExp]>([
    [
      'a chunk with another digest',
      (entries) => set(entries, 'etc/long', { chunkDigest: `sha256:${'0'.repeat(64)}` }),
      /does not have the digest/,
    ],
    [
      'a file with another digest',
      (entries) => set(entries, 'etc/long', { digest: `sha256:${'0'.repeat(64)}` }),
      /does not have the digest/,
    ],
    [
      'no digest at all',
      (entries) => set(entries, 'etc/long', { digest: undefined, chunkDigest: undefined }),
      /no digest/,
    ],
  ])('%s is not believed', async (_name, change, message) => {
    const image = await opened('oci:/image', imageOf([pack(low, 1000, change)]));
    expect(await textOf(image, '/etc/long')).toMatch(message);
  });

  test.each<readonly [string, (entries: Record<string, unknown>[]) => void]>([
    ['chunks with a gap', (entries) => set(entries, 'etc/long', { chunkSize: 999 })],
    ['a chunk outside the blob', (entries) => set(entries, 'etc/long', { offset: 2 ** 40, endOffset: 2 ** 40 + 9 })],
    ['a size that is none', (entries) => set(entries, 'etc/long', { size: -1 })],
    ['a type that is none', (entries) => set(entries, 'etc/long', { type: 'door' })],
    ['a chunk of nothing', (entries) => entries.unshift({ type: 'chunk', name: 'x' })],
  ])('%s: the layer is read as a whole', async (_name, change) => {
    const image = await opened('oci:/image', imageOf([pack(low, 1000, change)]));
    expect(image.reading().remarks).toEqual([expect.stringContaining('read as a whole')]);
  });
});

function set(entries: Record<string, unknown>[], name: string, values: Record<string, unknown>): void {
  Object.assign(entries.find((entry) => entry.name === name)!, values);
}

test('holes of zstd:chunked are zero bytes', async () => {
  const members = [file('etc/hole', Buffer.alloc(2000))];
  const packed = zstdChunked(members, 1000, (entries) => {
    for (const entry of entries) Object.assign(entry, { chunkType: 'zeros', offset: 0, endOffset: 0 });
  });
  const image = await opened('oci:/image', imageOf([packed]));
  expect(await textOf(image, '/etc/hole')).toBe(`1:${'\0'.repeat(2000)}`);
});
