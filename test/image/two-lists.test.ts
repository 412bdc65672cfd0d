import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  addImage,
  addIndex,
  asArchive,
  type Blobs,
  configOf,
  type Descriptor,
  type ImageSpec,
  layout,
  sha256,
} from './make-image.ts';
import { file, tar } from './make-tar.ts';
import { opened, refused, textOf } from './open-image.ts';

/** Archives with Docker's `manifest.json` and an OCI layout's `index.json`, as `docker save` writes them since 25. */
const spec = (text: string, architecture = 'amd64'): ImageSpec => ({
  layers: [tar([file('etc/who', text), file('usr/x')])],
  architecture,
});
const one = spec('one');
const other = spec('other');
const oneArm = spec('arm', 'arm64');

interface Listed {
  readonly image: ImageSpec;
  readonly tags: readonly string[];
}

function archive(listed: readonly Listed[], index: (add: (image: ImageSpec) => Descriptor, blobs: Blobs) => object[]) {
  const blobs: Blobs = new Map();
  for (const { image } of listed) addImage(blobs, image, (layer) => layer);
  const manifests = index((image) => addImage(blobs, image), blobs);
  const manifest = listed.map(({ image, tags }) => ({
    Config: `blobs/sha256/${sha256(configOf(image))}`,
    RepoTags: tags,
    Layers: image.layers.map((layer) => `blobs/sha256/${sha256(layer)}`),
  }));
  return asArchive({ ...layout(blobs, manifests), 'manifest.json': Buffer.from(JSON.stringify(manifest)) });
}

const named = (descriptor: Descriptor, tag: string) => ({
  ...descriptor,
  annotations: {
    'io.containerd.image.name': `docker.io/library/node:${tag}`,
    'org.opencontainers.image.ref.name': tag,
  },
});
const v1 = [{ image: one, tags: ['node:v1'] }];

describe('the two lists of an archive name one image', () => {
  test.each<[string, string, Buffer, string]>([
    ['under one name', 't', archive(v1, (add) => [named(add(one), 'v1')]), 'one'],
    ['asked for by that name', 't:node:v1', archive(v1, (add) => [named(add(one), 'v1')]), 'one'],
    [
      'under two names',
      't',
      archive([{ image: one, tags: ['node:v1', 'node:v2'] }], (add) => [named(add(one), 'v1'), named(add(one), 'v2')]),
      'one',
    ],
    [
      'asked for by the second',
      't:node:v2',
      archive([{ image: one, tags: ['node:v1', 'node:v2'] }], (add) => [named(add(one), 'v1'), named(add(one), 'v2')]),
      'one',
    ],
    ['that the layout has no name for', 't:node:v1', archive(v1, (add) => [add(one)]), 'one'],
    [
      'of several, by a number',
      't:@1',
      archive([...v1, { image: other, tags: ['node:v2'] }], (add) => [
        named(add(one), 'v1'),
        named(add(one), 'v1b'),
        named(add(other), 'v2'),
      ]),
      'other',
    ],
    [
      'of several, by its name',
      't:node:v2',
      archive([...v1, { image: other, tags: ['node:v2'] }], (add) => [named(add(one), 'v1'), named(add(other), 'v2')]),
      'other',
    ],
    [
      'within an index, beside a build record',
      't',
      archive(v1, (add, blobs) => {
        const record = { ...add(other), annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } };
        return [named(addIndex(blobs, [add(one), record]), 'v1')];
      }),
      'one',
    ],
    [
      'of another platform than was asked for, and the only one that is there',
      't',
      archive([{ image: oneArm, tags: ['node:v1'] }], (add, blobs) => {
        const absent = { ...add(oneArm), digest: `sha256:${'0'.repeat(64)}` };
        return [
          named(
            addIndex(blobs, [
              { ...absent, platform: { os: 'linux', architecture: 'amd64' } },
              { ...add(oneArm), platform: { os: 'linux', architecture: 'arm64' } },
            ]),
            'v1',
          ),
        ];
      }),
      'arm',
    ],
  ])('%s', async (_, reference, bytes, text) => {
    for (const t of [bytes, gzipSync(bytes)]) {
      const image = await opened(reference, { t });
      expect(image.form).toBe('docker-archive');
      expect(await textOf(image, '/etc/who')).toBe(`1:${text}`);
      expect(image.reading().remarks).toEqual([]);
    }
  });
});

describe('the two lists of an archive part', () => {
  test.each<[string, string, Buffer, string]>([
    ['over one name', 't', archive(v1, (add) => [named(add(other), 'v1')]), 'names another image'],
    ['over the name that is asked for', 't:node:v1', archive(v1, (add) => [named(add(other), 'v1')]), 'names another'],
    ['and neither has a name', 't', archive([{ image: one, tags: [] }], (add) => [add(other)]), 'names another image'],
    [
      'over the platform',
      't',
      archive([{ image: oneArm, tags: ['node:v1'] }], (add, blobs) => [
        named(addIndex(blobs, [add(oneArm), add(one)]), 'v1'),
      ]),
      'names another image',
    ],
    [
      'over how many there are',
      't',
      archive(v1, (add) => [named(add(one), 'v1'), named(add(other), 'v2')]),
      'does not lead to that image (t holds several images',
    ],
    ['over a number', 't:@0', archive(v1, (add) => [named(add(other), 'v1')]), 'does not lead to that image;'],
    ['and the layout is empty', 't', archive(v1, () => []), 'does not lead to that image (t holds no image)'],
  ])('%s', async (_, reference, bytes, text) => {
    for (const t of [bytes, gzipSync(bytes)]) {
      const { kind, message } = await refused(reference, { t });
      expect(kind).toBe('usage');
      expect(message).toContain(`t: its manifest.json names one image, and its index.json ${text}`);
      expect(message).toMatch(/write docker-archive:PATH or oci-archive:PATH$/);
    }
  });

  test.each([
    ['docker-archive:t', '1:one', 'its index.json, by which containerd, kind and podman go, names another image'],
    ['oci-archive:t', '1:other', 'its manifest.json, by which docker load goes, names another image'],
  ])('%s settles it, and that is told', async (reference, text, remark) => {
    const image = await opened(reference, { t: archive(v1, (add) => [named(add(other), 'v1')]) });
    expect(await textOf(image, '/etc/who')).toBe(text);
    expect(image.reading().remarks).toEqual([remark]);
  });
});

test.each(['manifest.json', 'index.json'])('an archive with two of %s', async (name) => {
  const first = archive(v1, (add) => [named(add(one), 'v1')]);
  const form = name === 'index.json' ? 'oci-archive' : 'docker-archive';
  const whole = Buffer.concat([first.subarray(0, -1024), tar([file(`./${name}`, '[]')])]);
  for (const t of [whole, gzipSync(whole)]) {
    expect(await refused(`${form}:t`, { t })).toEqual({
      kind: 'unreadable',
      message: `t has more than one ${name}, and programs part over which one counts; save the image again`,
    });
  }
});
