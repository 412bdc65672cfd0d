import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openImage } from '../../src/image/open.ts';
import {
  addBlob,
  addImage,
  addIndex,
  asArchive,
  type Blobs,
  configOf,
  inFolder,
  layout,
  newDockerArchive,
  oldDockerArchive,
  sha256,
} from './make-image.ts';
import { endMark, file, header, type Member, tar } from './make-tar.ts';
import { type MemoryFiles, memoryOptions } from './memory-ports.ts';
import { opened, refused, textOf } from './open-image.ts';
import { scanAll } from './tar/scan-all.ts';

const low = tar([file('etc/low', 'l'.repeat(3000)), file('usr/x', 'x')]);
const up = tar([file('etc/up', 'u')]);
const spec = { layers: [low, up] };

function replace(bytes: Buffer, from: string, to: string): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(from);
  if (at < 0 || from.length !== to.length) throw new Error(`${from} is not there`);
  copy.write(to, at, 'latin1');
  return copy;
}

const docker = oldDockerArchive(spec);

describe('what can not be opened', () => {
  const cases: readonly [string, MemoryFiles, RegExp, ('usage' | 'unreadable')?][] = [
    ['docker-archive:none.tar', {}, /^none\.tar: there is no such file or folder$/],
    ['./none.tar', {}, /^\.\/none\.tar: there is no such file or folder$/],
    ['none', {}, /^none: there is no such file or folder, and no container engine here has an image of that name$/],
    ['rootfs:/none', {}, /^\/none: there is no such file or folder$/],
    ['a.tar', { 'a.tar': null }, /^a\.tar: permission denied$/],
    ['tarball:a.tar', { 'a.tar': null }, /^a\.tar: permission denied$/],
    ['docker-archive:', {}, /names no image/, 'usage'],
    ['', {}, /names no image/, 'usage'],
    ['rootfs:/d', { '/d/readme': 'x' }, /^\/d is no root file system: it has neither etc nor usr$/],
    ['rootfs:/d', { '/d': 'x' }, /^\/d is no folder; a tar is written as tarball:PATH$/],
    ['tarball:t', { t: tar([file('readme', 'x')]) }, /^t is no root file system/],
    ['tarball:t', { t: docker }, /^t is no root .*, but what image archives have; write t without a form before it$/],
    ['d', { 'd/rootfs/etc/x': '' }, /^d is no root .*, but its folder "rootfs" has; name that folder, or pack what/],
    [
      't',
      { t: tar([file('node.ovf', 'x'), file('node.vmdk', 'KDMV')]) },
      /^t is no root .* \(OVA\) have; .* qemu-img /,
    ],
    ['tarball:t', { t: tar([file('r/usr/x')]) }, /^t is no root .*, but its folder "r" has; name that folder, or pack/],
    ['oci:d', { e: '' }, /^d: there is no such file or folder$/],
    ['oci:t', { t: docker }, /^t is no folder; a tar is written as oci-archive:PATH$/],
    ['http://x/node.tar', {}, /^http:\/\/x\/node\.tar: it is not fetched from the web; download it, or/, 'usage'],
    ['t', { t: 'just some text' }, /^t is no image/],
    ['t', { t: '' }, /^t is no image/],
    ['tarball:t', { t: tar([file('etc/a', 'x'.repeat(300))]).subarray(0, 700) }, /^t: the tar is cut short, at byte/],
    ['tarball:t', { t: tar([file('etc/a', 'x')]).subarray(0, 700) }, /^t: the tar has no end mark/],
    ['tarball:t', { t: tar([file('etc/a', 'x')]).subarray(0, 1024) }, /^t: the tar has no end mark/],
    ['tarball:t', { t: gzipSync(tar([file('etc/a', 'x')])).subarray(0, 60) }, /^t: the gzip data is cut short$/],
    ['tarball:t', { t: Buffer.concat([Buffer.from('BZh9'), Buffer.alloc(600)]) }, /compressed with bzip2/],
    [
      'docker-archive:t',
      { t: tar([file('etc/a', 'x')]) },
      /^t has no manifest\.json; is it really the output of docker save\?$/,
    ],
    ['docker-archive:t', { t: asArchive(layoutOf().files) }, /it is an OCI layout, to be written as oci-archive:/],
    ['oci-archive:t', { t: docker }, /it is a docker save archive, to be written as docker-archive:/],
    ['oci:/d', { '/d/etc/a': 'x' }, /^\/d has no index\.json; it is no OCI layout$/],
    ['docker-archive:t', { t: docker.subarray(0, 5000) }, /^t: the tar is cut short/],
    ['docker-archive:t', { t: docker.subarray(0, docker.length - 1024) }, /^t: the tar has no end mark/],
    ['docker-archive:t', { t: gzipSync(docker).subarray(0, 500) }, /^t: the gzip data is cut short/],
    ['docker-archive:t', { t: tar([file('manifest.json', '[]')]) }, /holds no image/],
    ['docker-archive:t', { t: tar([file('manifest.json', '{')]) }, /^manifest\.json in t is no valid JSON$/],
    ['docker-archive:t', { t: tar([file('manifest.json', '[1]')]) }, /is no JSON object/],
    ['docker-archive:t', { t: tar([file('manifest.json', '[{"Config":"c.json"}]')]) }, /has no c\.json/],
    [
      'docker-archive:t',
      { t: tar([{ name: 'manifest.json', content: Buffer.alloc((4 << 20) + 1, ' ') }]) },
      /more than the 4194304 allowed/,
    ],
    [
      'docker-archive:t',
      { t: replace(docker, '"architecture":"amd64"', '"architecture":"arm64"') },
      /has the digest .* damaged or was changed/,
    ],
    [
      'docker-archive:t',
      { t: withoutMember(docker, 'layer.tar') },
      /lacks the layer .*layer\.tar; save the whole image again/,
    ],
    ['docker-archive:t:other', { t: docker }, /^t has no image "other"; it has: node:v1$/, 'usage'],
    ['docker-archive:t:@1', { t: docker }, /has no image "@1"/, 'usage'],
    ['docker-archive:t', { t: severalImages() }, /holds several images.*: a:1, b:1$/, 'usage'],
    ['docker-archive:t:a', { t: severalImages(['a', 'a:latest']) }, /several images "a"; write .*@N/, 'usage'],
    ['disk:d.qcow2', { 'd.qcow2': Buffer.from('QFI\u00fb') }, /guestfish/, 'unreadable'],
  ];
  test.each(cases)('%s %#', async (reference, files, message, kind = 'unreadable') => {
    for (const verify of [false, true]) {
      const error = await refused(reference, files, { verify });
      expect(error.message).toMatch(message);
      expect(error.kind).toBe(kind);
      expect(error.message).not.toContain('\n');
    }
  });

  test.each([
    ['docker-archive:t', () => replacedJson(docker, 'manifest.json', ',"Layers":', ',"layerſ":[],"Layers":')],
    ['oci-archive:t', () => asArchive(withLayout({ LAYERS: [] }))],
    ['oci-archive:t', () => asArchive(layoutWithConfig({ RootFS: { diff_ids: [] } }))],
  ] as const)('JSON in which engines see other layers %#', async (reference, make) => {
    expect((await refused(reference, { t: make() })).message).toMatch(
      /has both "\w+" and "\w+", one key for engines/iu,
    );
  });

  test('a document that is an index and a manifest at once', async () => {
    const { message } = await refused('oci-archive:t', { t: asArchive(withLayout({ manifests: [] })) });
    expect(message).toMatch(/^blobs\/sha256\/[0-9a-f]{64} in t is an index and a manifest at once$/);
  });

  test('after the run was cancelled', async () => {
    const signal = AbortSignal.abort();
    expect(await refused('docker-archive:t', { t: docker }, { signal })).toMatchObject({
      message: expect.stringContaining('cancelled'),
    });
  });
});

function layoutOf(pack = (layer: Buffer) => gzipSync(layer)) {
  const blobs: Blobs = new Map();
  const descriptor = addImage(blobs, spec, pack);
  return { blobs, descriptor, files: layout(blobs, [descriptor]) };
}

/** A layout whose manifest has more in it. */
function withLayout(more: object): Record<string, Buffer> {
  const { blobs, descriptor } = layoutOf();
  const manifest = JSON.parse(String(blobs.get(`blobs/sha256/${descriptor.digest.slice(7)}`)));
  const changed = addBlob(blobs, Buffer.from(JSON.stringify({ ...manifest, ...more })));
  return layout(blobs, [{ ...descriptor, ...changed }]);
}

/** A layout whose config has more in it. */
function layoutWithConfig(more: object): Record<string, Buffer> {
  const { blobs, descriptor } = layoutOf();
  const manifest = JSON.parse(String(blobs.get(`blobs/sha256/${descriptor.digest.slice(7)}`)));
  const config = JSON.parse(String(configOf(spec)));
  manifest.config = { ...manifest.config, ...addBlob(blobs, Buffer.from(JSON.stringify({ ...config, ...more }))) };
  const changed = addBlob(blobs, Buffer.from(JSON.stringify(manifest)));
  return layout(blobs, [{ ...descriptor, ...changed }]);
}

/** An archive one file of which says something else. */
function replacedJson(bytes: Buffer, name: string, from: string, to: string): Buffer {
  const members: Member[] = [];
  for (const entry of scanAll(bytes).entries) {
    const content = bytes.subarray(entry.offset, entry.offset + entry.size);
    members.push(entry.name === name ? file(name, String(content).replace(from, to)) : file(entry.name, content));
  }
  return tar(members);
}

function withoutMember(bytes: Buffer, part: string): Buffer {
  const at = bytes.indexOf(part);
  const start = at - (at % 512);
  const size = Number.parseInt(bytes.toString('latin1', start + 124, start + 135), 8);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 512 + Math.ceil(size / 512) * 512)]);
}

function severalImages(tags: readonly string[] = ['a:1', 'b:1']): Buffer {
  const one = configOf({ layers: [low] });
  const two = configOf({ layers: [up] });
  const manifest = [
    { Config: 'one.json', RepoTags: [tags[0]], Layers: ['l/layer.tar'] },
    { Config: 'two.json', RepoTags: [tags[1]], Layers: ['u/layer.tar'] },
  ];
  return tar([
    file('one.json', one),
    file('two.json', two),
    file('l/layer.tar', low),
    file('u/layer.tar', up),
    file('manifest.json', JSON.stringify(manifest)),
  ]);
}

test('one of several images by its name', async () => {
  const files = { t: severalImages() };
  expect(await textOf(await opened('docker-archive:t:b:1', files), '/etc/up')).toBe('1:u');
  expect(await textOf(await opened('docker-archive:t:@0', files), '/etc/up')).toMatch(/^absent/);
});

test('plain layers in another order than the config has them', async () => {
  const lower = tar([file('etc/a', 'lower')]);
  const upper = tar([file('etc/a', 'upper')]);
  const swapped = (pack?: (layer: Buffer) => Buffer) => {
    const blobs: Blobs = new Map();
    const right = addImage(blobs, { layers: [lower, upper] }, pack ?? ((layer) => layer));
    const manifest = JSON.parse(String(blobs.get(`blobs/sha256/${right.digest.slice(7)}`)));
    manifest.layers.reverse();
    const wrong = { mediaType: right.mediaType, ...addBlob(blobs, Buffer.from(JSON.stringify(manifest))) };
    return inFolder('d', layout(blobs, [wrong]));
  };
  const { kind, message } = await refused('oci:d', swapped());
  expect(kind).toBe('unreadable');
  expect(message).toMatch(
    /^layer 1 of 2 .* is stored as it is, and the config names another one in its place, sha256:/,
  );
  const packed = await opened(
    'oci:d',
    swapped((layer) => gzipSync(layer)),
  );
  expect(await textOf(packed, '/etc/a')).toMatch(/has the digest/);
});

describe('what turns out to be broken while it is read', () => {
  /** A changed byte in the content of the lower layer: every header is still right. */
  const changed = replace(docker, 'llll', 'lXll');
  const cases: readonly [string, string, MemoryFiles, RegExp, boolean][] = [
    [
      'a plain layer whose content was changed, with verify',
      'docker-archive:t',
      { t: changed },
      /layer 1 of 2 .* has the digest/,
      true,
    ],
    [
      'the same in a compressed archive',
      'docker-archive:t',
      { t: gzipSync(changed) },
      /layer 1 of 2 .* has the digest/,
      false,
    ],
    [
      'a compressed layer that is another one',
      'oci:d',
      inFolder('d', swapped()),
      /layer 1 of 2 .* has the digest/,
      false,
    ],
    [
      'a compressed layer that is cut',
      'oci:d',
      inFolder(
        'd',
        damaged((bytes) => bytes.subarray(0, bytes.length - 20)),
      ),
      /layer 1 of 2 .* cut short/,
      false,
    ],
    [
      'a compressed layer with a flipped bit',
      'oci:d',
      inFolder('d', damaged(flip)),
      /layer 1 of 2 .* (?:broken|digest|cut short)/,
      false,
    ],
    [
      'a blob that decompresses to the right layer, but is another blob, with verify',
      'oci:d',
      inFolder(
        'd',
        damaged(() => gzipSync(low, { level: 1 })),
      ),
      /layer 1 of 2 .* the blob has the digest/,
      true,
    ],
    [
      'a plain layer with a broken header',
      'docker-archive:t',
      { t: replace(docker, 'usr/x', 'usr/y') },
      /layer 1 of 2 .* no tar header/,
      false,
    ],
    [
      'a compressed layer in a compressed archive that is broken',
      'docker-archive:t',
      {
        t: gzipSync(
          newDockerArchive({ layers: [low, up] }, (layer) => (layer === low ? flip(gzipSync(layer)) : layer)),
        ),
      },
      /./,
      false,
    ],
  ];
  test.each(cases)('%s', async (_name, reference, files, message, verify) => {
    const result = await openImage(reference, memoryOptions(files, { verify }));
    if (!result.ok) {
      // Known before any file was asked for.
      expect(result.error.message).toMatch(message);
      expect(result.error.kind).toBe('unreadable');
      return;
    }
    const { image } = result;
    expect(await textOf(image, '/etc/up')).toBe('2:u');
    expect(await textOf(image, '/etc/low')).toMatch(/^unreadable: /);
    expect(await textOf(image, '/etc/none')).toMatch(/^unreadable: /);
    expect(await image.tree.list('/etc')).toMatchObject({ ok: false, reason: 'unreadable' });
    const problems = await image.settle();
    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(image.problems).toEqual(problems);
  });

  function swapped(): Record<string, Buffer> {
    return damaged(() => gzipSync(up));
  }

  function damaged(change: (bytes: Buffer) => Buffer): Record<string, Buffer> {
    const { blobs, descriptor } = layoutOf();
    const name = `blobs/sha256/${sha256(gzipSync(low))}`;
    blobs.set(name, change(blobs.get(name)!));
    return layout(blobs, [descriptor]);
  }

  function flip(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes);
    copy[copy.length >> 1]! ^= 0x04;
    return copy;
  }

  test('a changed plain layer passes only without verify, as nothing is hashed then', async () => {
    const image = await opened('docker-archive:t', { t: changed });
    expect(await textOf(image, '/etc/low')).toMatch(/^1:lX/);
    expect(await image.settle()).toEqual([]);
  });
});

describe('several platforms', () => {
  const make = () => {
    const blobs: Blobs = new Map();
    const amd = {
      ...addImage(blobs, { layers: [tar([file('etc/a', 'amd')])] }),
      platform: { os: 'linux', architecture: 'amd64' },
    };
    const arm = {
      ...addImage(blobs, { layers: [tar([file('etc/a', 'arm')])], architecture: 'arm64' }),
      platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
    };
    const armv6 = {
      ...addImage(blobs, { layers: [tar([file('etc/a', 'v6')])], architecture: 'arm', variant: 'v6' }),
      platform: { os: 'linux', architecture: 'arm', variant: 'v6' },
    };
    const armv7 = {
      ...addImage(blobs, { layers: [tar([file('etc/a', 'v7')])], architecture: 'arm', variant: 'v7' }),
      platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
    };
    const proof = {
      ...addImage(blobs, { layers: [tar([file('proof', 'x')])] }),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    };
    return { blobs, amd, arm, armv6, armv7, proof, all: [proof, arm, armv6, armv7, amd] };
  };
  const named = (name: string, descriptor: object) => ({
    ...descriptor,
    annotations: { 'org.opencontainers.image.ref.name': name },
  });

  test.each([
    [{ os: 'linux', architecture: 'amd64' }, 'amd'],
    [{ os: 'linux', architecture: 'arm64' }, 'arm'],
    [{ os: 'linux', architecture: 'arm64', variant: 'v8' }, 'arm'],
    [{ os: 'linux', architecture: 'arm' }, 'v7'],
    [{ os: 'linux', architecture: 'arm', variant: 'v6' }, 'v6'],
  ])('%j, also through a nested index', async (platform, text) => {
    const { blobs, all } = make();
    const nested = addIndex(blobs, [addIndex(blobs, all)]);
    for (const top of [all, [nested], [named('v1', nested)]]) {
      const image = await opened('oci:d', inFolder('d', layout(blobs, top)), { platform });
      expect(await textOf(image, '/etc/a')).toBe(`1:${text}`);
    }
  });

  test('those that were not judged are told', async () => {
    const { blobs, amd, all, proof } = make();
    const nested = addIndex(blobs, [addIndex(blobs, all)]);
    const text =
      'the image for linux/amd64 was judged, and not the one for linux/arm64/v8, linux/arm/v6, linux/arm/v7: see --platform';
    for (const top of [all, [nested]]) {
      const image = await opened('oci:d', inFolder('d', layout(blobs, top)));
      expect(image.reading().remarks).toEqual([text]);
    }
    for (const top of [[amd], [addIndex(blobs, [amd, proof])]]) {
      expect((await opened('oci:d', inFolder('d', layout(blobs, top)))).reading().remarks).toEqual([]);
    }
  });

  test('a platform that is not there, with those that are', async () => {
    const { blobs, all } = make();
    const files = inFolder('d', layout(blobs, [addIndex(blobs, all)]));
    expect(await refused('oci:d', files, { platform: { os: 'linux', architecture: 's390x' } })).toEqual({
      kind: 'usage',
      message:
        'd has no image for linux/s390x; it has: linux/arm64/v8, linux/arm/v6, linux/arm/v7, linux/amd64; choose one with --platform',
    });
  });

  test('an index that leaves the platforms to the configs', async () => {
    const { blobs, amd, arm } = make();
    const bare = ({ platform: _, ...rest }: typeof amd | typeof arm) => rest;
    const files = inFolder('d', layout(blobs, [addIndex(blobs, [bare(arm), bare(amd)])]));
    expect(await textOf(await opened('oci:d', files), '/etc/a')).toBe('1:amd');
  });

  test('a single image is taken whatever its platform', async () => {
    const { blobs, arm } = make();
    const image = await opened('oci:d', inFolder('d', layout(blobs, [arm])));
    expect(image.platform).toBe('linux/arm64');
  });

  test('images with different names want one', async () => {
    const { blobs, amd, arm } = make();
    const files = inFolder('d', layout(blobs, [named('v1', amd), named('v2', arm)]));
    expect(await refused('oci:d', files)).toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/several images.*: v1, v2$/),
    });
    expect(await textOf(await opened('oci:d:v2', files), '/etc/a')).toBe('1:arm');
    expect(await textOf(await opened('oci:d:@0', files), '/etc/a')).toBe('1:amd');
    expect(await textOf(await opened(`oci:d:${amd.digest}`, files), '/etc/a')).toBe('1:amd');
    expect(await refused('oci:d:v3', files)).toMatchObject({
      kind: 'usage',
      message: 'd has no image "v3"; it has: v1, v2',
    });
  });

  test('images of two repositories with one tag want one, also for different platforms', async () => {
    const { blobs, amd, arm } = make();
    const full = (name: string, descriptor: object) => ({
      ...descriptor,
      annotations: { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': 'v1' },
    });
    const files = inFolder('d', layout(blobs, [full('docker.io/a/x:v1', amd), full('docker.io/b/x:v1', arm)]));
    expect(await refused('oci:d', files)).toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/several images.*: docker\.io\/a\/x:v1, docker\.io\/b\/x:v1$/),
    });
    expect(await textOf(await opened('oci:d:b/x:v1', files), '/etc/a')).toBe('1:arm');
  });

  test('images of one platform without names, as several copies into one folder leave them, want a number', async () => {
    const blobs: Blobs = new Map();
    const one = addImage(blobs, { layers: [low] });
    const two = addImage(blobs, { layers: [up] });
    const arm = addImage(blobs, { layers: [up], architecture: 'arm64' });
    const files = inFolder('d', layout(blobs, [one, arm, addIndex(blobs, [two])]));
    expect(await refused('oci:d', files)).toEqual({
      kind: 'usage',
      message: 'd holds several images for linux/amd64; write the form as FORM:PATH:@N, N counted from 0',
    });
    expect(await textOf(await opened('oci:d:@2', files), '/etc/up')).toBe('1:u');
    const alike = inFolder('d', layout(blobs, [named('v1', one), named('v1', two)]));
    expect(await refused('oci:d:v1', alike)).toMatchObject({ kind: 'usage', message: expect.stringContaining('@N') });
    const again = inFolder('d', layout(blobs, [addIndex(blobs, [one]), one, arm]));
    expect(await textOf(await opened('oci:d', again), '/etc/low')).toMatch(/^1:l/);
    const inside = inFolder('d', layout(blobs, [addIndex(blobs, [two, one])]));
    expect(await textOf(await opened('oci:d', inside), '/etc/up')).toBe('1:u');
  });

  test('what goes with an image is none', async () => {
    const blobs: Blobs = new Map();
    const image = addImage(blobs, { layers: [up] });
    const empty = { mediaType: 'application/vnd.oci.empty.v1+json', ...addBlob(blobs, Buffer.from('{}')) };
    const artifactType = 'application/vnd.example.sbom';
    const signature = {
      ...addBlob(
        blobs,
        Buffer.from(JSON.stringify({ schemaVersion: 2, artifactType, config: empty, layers: [empty] })),
      ),
      artifactType,
    };
    const both = inFolder('d', layout(blobs, [signature, named('v1', image)]));
    expect(await textOf(await opened('oci:d', both), '/etc/up')).toBe('1:u');
    expect((await refused('oci:d', inFolder('d', layout(blobs, [signature])))).message).toBe('d holds no image');
    expect((await refused('oci:d:@0', both)).message).toBe('d holds no image');
    const { artifactType: _, ...untold } = signature;
    expect((await refused('oci:d', inFolder('d', layout(blobs, [untold])))).message).toMatch(
      /names 1 layers, but the config 0; it is an artifact of the type application\/vnd\.example\.sbom$/,
    );
  });

  test('of very many names a few are told', async () => {
    const { blobs, amd } = make();
    const many = Array.from({ length: 500 }, (_, number) =>
      named(`${number}${'x'.repeat(500)}`, { ...amd, digest: `sha256:${String(number).padStart(64, '0')}` }),
    );
    const { message } = await refused('oci:d', inFolder('d', layout(blobs, many)));
    expect(message).toMatch(/one of: 0x{199}…, .*, and 488 more$/);
    expect(message.length).toBeLessThan(3000);
  });

  test('a manifest of schema 1', async () => {
    const blobs: Blobs = new Map();
    const manifest = addBlob(blobs, Buffer.from(JSON.stringify({ schemaVersion: 1, fsLayers: [] })));
    expect((await refused('oci:d', inFolder('d', layout(blobs, [manifest])))).message).toMatch(/one of schema 1/);
  });

  test('the platform that was left out of a partial save', async () => {
    const { blobs, amd, arm } = make();
    const index = addIndex(blobs, [amd, arm]);
    blobs.delete(`blobs/sha256/${amd.digest.slice(7)}`);
    expect(await refused('oci:d', inFolder('d', layout(blobs, [index])))).toMatchObject({
      message: expect.stringMatching(/^d lacks blobs\/sha256\//),
    });
  });

  test('indexes nested without end', async () => {
    const { blobs, amd } = make();
    let top: object = amd;
    for (let depth = 0; depth < 6; depth++)
      top = { ...addIndex(blobs, [top]), platform: { os: 'linux', architecture: 'amd64' } };
    expect(await refused('oci:d', inFolder('d', layout(blobs, [top])))).toMatchObject({
      message: expect.stringMatching(/nested more than/),
    });
  });

  test('a layer that has to be fetched from elsewhere', async () => {
    const blobs: Blobs = new Map();
    const layer = {
      ...addBlob(new Map(), low),
      mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar',
      urls: ['https://example.com/layer'],
    };
    const config = addBlob(blobs, configOf({ layers: [low] }));
    const manifest = addBlob(blobs, Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers: [layer] })));
    expect(await refused('oci:d', inFolder('d', layout(blobs, [manifest])))).toMatchObject({
      message: expect.stringMatching(/fetched from elsewhere/),
    });
  });

  test('digests that are no sha256, and a count of layers that does not fit', async () => {
    const blobs: Blobs = new Map();
    const { digest, size } = addImage(blobs, spec);
    const bad = inFolder('d', layout(blobs, [{ digest: `sha512:${digest.slice(7)}`, size }]));
    expect(await refused('oci:d', bad)).toMatchObject({ message: expect.stringMatching(/no sha256 digest/) });
    const config = addBlob(blobs, configOf(spec));
    const manifest = addBlob(blobs, Buffer.from(JSON.stringify({ config, layers: [] })));
    expect(await refused('oci:d', inFolder('d', layout(blobs, [manifest])))).toMatchObject({
      message: expect.stringMatching(/names 0 layers, but the config 2/),
    });
  });
});

test('a hostile size is no reason to run out of memory', async () => {
  const huge = Buffer.concat([header({ name: 'manifest.json', size: 8 ** 11 - 1 }), endMark]);
  expect(await refused('docker-archive:t', { t: huge })).toMatchObject({ message: expect.stringMatching(/cut short/) });
  expect(await refused('docker-archive:t', { t: gzipSync(huge) })).toMatchObject({
    message: expect.stringMatching(/cut short/),
  });
  const inner = Buffer.concat([header({ name: 'etc/kubelet', size: 60_000 }), endMark]);
  expect(await refused('tarball:t', { t: gzipSync(inner) })).toMatchObject({
    message: expect.stringMatching(/cut short/),
  });
});
