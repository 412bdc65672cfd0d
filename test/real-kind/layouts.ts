/** OCI layouts made from the lab's own, with one thing changed in each. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, zstdCompressSync } from 'node:zlib';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** The same image with its layers compressed by zstd. */
export function zstdLayout(from: string, to: string): string {
  const layout = copy(from, to);
  const layers = layout.manifest.layers.map(({ digest }) => {
    const mediaType = 'application/vnd.oci.image.layer.v1.tar+zstd';
    return layout.put(mediaType, zstdCompressSync(gunzipSync(layout.get(digest))));
  });
  return layout.write({ ...layout.manifest, layers });
}

/** The same image, which says that it is for another processor. */
export function foreignLayout(from: string, to: string, architecture: string): string {
  const layout = copy(from, to);
  const { mediaType, digest } = layout.manifest.config;
  const config = { ...(JSON.parse(layout.get(digest).toString()) as object), architecture };
  return layout.write({ ...layout.manifest, config: layout.put(mediaType, Buffer.from(JSON.stringify(config))) });
}

/** The same image with one bit of its largest layer turned. Answers with the layer's digest too. */
export function damagedLayout(from: string, to: string): { readonly folder: string; readonly digest: string } {
  const { manifest, get, path } = copy(from, to);
  const [largest] = manifest.layers.toSorted((a, b) => b.size - a.size);
  if (largest === undefined) throw new Error(`${from} has no layers`);
  const bytes = Buffer.from(get(largest.digest));
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(path(largest.digest), bytes);
  return { folder: to, digest: largest.digest };
}

function copy(from: string, to: string) {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true });
  const path = (digest: string): string => join(to, 'blobs', ...digest.split(':'));
  const get = (digest: string): Buffer => readFileSync(path(digest));
  const put = (mediaType: string, bytes: Uint8Array): Descriptor => {
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    writeFileSync(path(digest), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const index = JSON.parse(readFileSync(join(to, 'index.json'), 'utf8')) as {
    readonly manifests: readonly Descriptor[];
  };
  const [top] = index.manifests;
  if (top === undefined) throw new Error(`${from} holds no image`);
  const write = (manifest: Manifest): string => {
    const changed = { ...top, ...put(top.mediaType, Buffer.from(JSON.stringify(manifest))) };
    writeFileSync(join(to, 'index.json'), JSON.stringify({ ...index, manifests: [changed] }));
    return to;
  };
  return { path, get, put, write, manifest: JSON.parse(get(top.digest).toString()) as Manifest };
}
