import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dockerArchiveFromOci } from '../../../src/kind/cluster/oci-to-docker-archive.ts';
import { fakePorts } from '../support/fake-ports.ts';

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const blob = (text: string): [string, string] => [`/oci/blobs/sha256/${digestOf(text).slice(7)}`, text];
const config = JSON.stringify({ architecture: 'amd64' });
const manifest = JSON.stringify({
  config: { digest: digestOf(config) },
  layers: [{ digest: digestOf('layer one') }, { digest: digestOf('layer two') }, { digest: digestOf('layer one') }],
});
const nested = JSON.stringify({
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: [
    { digest: digestOf('other'), platform: { os: 'linux', architecture: 's390x' } },
    { digest: digestOf(manifest), platform: { os: 'linux', architecture: 'amd64' } },
  ],
});
const blobs = Object.fromEntries([config, manifest, nested, 'layer one', 'layer two'].map(blob));
const named = (digest: string, name: string): object => ({
  digest,
  annotations: { 'org.opencontainers.image.ref.name': name },
});

async function convert(
  index: object,
  reference: string | null = null,
  files: Readonly<Record<string, string>> = blobs,
) {
  return dockerArchiveFromOci(
    fakePorts({ files: { ...files, '/oci/index.json': JSON.stringify(index) } }),
    '/oci',
    reference,
  );
}

async function listing(result: Awaited<ReturnType<typeof convert>>): Promise<{ names: string[]; manifest: unknown }> {
  if (!result.ok) throw new Error(result.message);
  const pieces: Uint8Array[] = [];
  for await (const piece of result.bytes) pieces.push(piece);
  const tar = Buffer.concat(pieces);
  const names = execFileSync('tar', ['-t'], { input: tar, encoding: 'utf8' }).trim().split('\n');
  return {
    names,
    manifest: JSON.parse(execFileSync('tar', ['-xO', 'manifest.json'], { input: tar, encoding: 'utf8' })),
  };
}

describe('dockerArchiveFromOci', () => {
  it.each([
    ['a manifest', { manifests: [{ digest: digestOf(manifest) }] }],
    ['an index of platforms', { manifests: [{ digest: digestOf(nested) }] }],
  ])('writes what docker load reads, from %s', async (_, index) => {
    const { names, manifest: list } = await listing(await convert(index));
    const path = (text: string): string => `blobs/sha256/${digestOf(text).slice(7)}`;
    expect(names).toEqual([path(config), path('layer one'), path('layer two'), 'manifest.json']);
    expect(list).toEqual([
      { Config: path(config), RepoTags: null, Layers: [path('layer one'), path('layer two'), path('layer one')] },
    ]);
  });

  it('finds an image by its name', async () => {
    const index = { manifests: [named(digestOf('other'), 'v1'), named(digestOf(manifest), 'v2')] };
    expect((await listing(await convert(index, 'v2'))).names).toHaveLength(4);
    expect(await convert(index, 'v3')).toMatchObject({ ok: false, message: expect.stringContaining('v1, v2') });
    expect(await convert(index)).toMatchObject({ ok: false, message: expect.stringContaining('say which one') });
  });

  it.each([
    ['a digest that is a path', { manifests: [{ digest: 'sha256:../../etc/passwd' }] }, blobs],
    ['a missing blob', { manifests: [{ digest: digestOf(manifest) }] }, Object.fromEntries([blob(manifest)])],
    ['no manifests', {}, blobs],
  ])('refuses %s', async (_, index, files) => {
    expect((await convert(index, null, files)).ok).toBe(false);
  });
});
