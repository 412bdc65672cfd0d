/** Layers with a table of contents in a registry, where each request has a long way. */
import { describe, expect, test } from 'vitest';
import { addBlob, type Blobs, type Descriptor, sha256 } from '../make-image.ts';
import { file, type Member } from '../make-tar.ts';
import { memoryPorts } from '../memory-ports.ts';
import { opened, textOf } from '../open-image.ts';
import { type FakePorts, fakePorts, registryOf } from '../registry/fake-registry.ts';
import { addPacked, estargz, type Packed, zstdChunked } from './make-toc.ts';

const noise = (seed: string, length: number) =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, (_, index) => Buffer.from(sha256(`${seed}${index}`), 'hex')),
  ).subarray(0, length);

const configs = Array.from({ length: 60 }, (_, index) => `etc/conf.d/${index}`);
const large: readonly Member[] = [
  ...configs.map((name) => file(name, noise(name, 150))),
  file('usr/share/large', noise('large', 3_000_000)),
  ...configs.map((name) => file(`usr/lib/systemd/system/${name.slice(11)}.service`, noise(`unit ${name}`, 150))),
  file('usr/share/other', noise('other', 400_000)),
];
const small: readonly Member[] = [file('etc/conf.d/1', 'up')];

function registryWith(packed: readonly Packed[]): FakePorts {
  const blobs: Blobs = new Map();
  const { config, layers } = addPacked(blobs, packed);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers }));
  const image: Descriptor = { mediaType, ...addBlob(blobs, manifest) };
  const serve = registryOf(blobs, image);
  return fakePorts((request) => serve(request));
}

describe.each([
  ['zstd:chunked', zstdChunked],
  ['eStargz', estargz],
] as const)('%s', (_format, pack) => {
  async function textsOf(fake: FakePorts) {
    const image = await opened(
      'docker://r.example/node:v1',
      {},
      { ports: { ...memoryPorts({}), registry: fake.ports } },
    );
    const texts: string[] = [];
    for (const { name } of [...large, ...small]) texts.push(await textOf(image, `/${name}`));
    const problems = await image.settle();
    await image.close();
    return { texts, problems, bytes: image.reading().bytesRead };
  }

  const expected = [...large, ...small].map(({ name, content }) =>
    name === 'etc/conf.d/1' ? '2:up' : `1:${Buffer.from(content!).toString()}`,
  );
  expected[large.findIndex(({ name }) => name === 'usr/share/large')] = expect.stringMatching(/^too-large/) as never;

  test('many small files come in a few requests', async () => {
    const fake = registryWith([pack(large, 50_000), pack(small)]);
    const { texts, problems } = await textsOf(fake);
    expect(texts).toEqual(expected);
    expect(problems).toEqual([]);
    // The manifest, the config, two tables, one small layer as a whole, three stretches, and the other file.
    expect(fake.requests.length).toBeLessThan(12);
  });

  test('what a registry does not give ahead is asked for again when it is needed', async () => {
    const fake = registryWith([pack(large, 50_000), pack(small)]);
    let refused = 0;
    const { request } = fake.ports.http;
    const ports = {
      ...fake.ports,
      http: {
        request: (asked: Parameters<typeof request>[0]) => {
          const range = /^bytes=([0-9]+)-/.exec(asked.headers.range ?? '')?.[1];
          if (range !== undefined && Number(range) < 1000 && refused++ < 1) {
            return request({ ...asked, url: asked.url.replace(/sha256:.*$/, 'sha256:none') });
          }
          return request(asked);
        },
      },
    };
    const { texts, problems } = await textsOf({ ...fake, ports });
    expect(texts).toEqual(expected);
    expect(problems).toEqual([]);
    expect(refused).toBeGreaterThan(1);
  });

  test('a file that is not what the table says is not believed', async () => {
    const fake = registryWith([
      {
        ...pack(large, 50_000, (entries) => {
          const entry = entries.find(({ name }) => name === 'etc/conf.d/7')!;
          Object.assign(entry, { chunkDigest: `sha256:${'0'.repeat(64)}` });
        }),
      },
    ]);
    const image = await opened(
      'docker://r.example/node:v1',
      {},
      { ports: { ...memoryPorts({}), registry: fake.ports } },
    );
    expect(await textOf(image, '/etc/conf.d/7')).toMatch(/^unreadable: .*does not have the digest/);
    expect(await textOf(image, '/etc/conf.d/8')).toMatch(/^1:/);
  });
});
