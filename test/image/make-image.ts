/** Writes image archives and layouts for the tests. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { file, type Member, symlink, tar } from './make-tar.ts';

export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

export interface ImageSpec {
  /** The tars, the lowest first. */
  readonly layers: readonly Buffer[];
  readonly architecture?: string;
  readonly variant?: string;
  readonly history?: readonly object[];
  readonly labels?: Readonly<Record<string, string>>;
}

export function configOf(spec: ImageSpec): Buffer {
  return Buffer.from(
    JSON.stringify({
      os: 'linux',
      architecture: spec.architecture ?? 'amd64',
      ...(spec.variant ? { variant: spec.variant } : {}),
      config: { Labels: spec.labels ?? null },
      rootfs: { type: 'layers', diff_ids: spec.layers.map((layer) => `sha256:${sha256(layer)}`) },
      history: spec.history ?? spec.layers.map((_, index) => ({ created_by: `step ${index + 1}` })),
    }),
  );
}

/** Docker up to 24: a folder for each layer, the manifest last; equal layers are links to the first. */
export function oldDockerArchive(spec: ImageSpec, tags: readonly string[] = ['node:v1']): Buffer {
  const config = configOf(spec);
  const seen = new Map<string, string>();
  const members: Member[] = [];
  const names = spec.layers.map((layer, index) => {
    const folder = sha256(`folder ${index}`);
    const name = `${folder}/layer.tar`;
    const first = seen.get(sha256(layer));
    members.push(file(`${folder}/VERSION`, '1.0'), first ? symlink(name, `../${first}`) : file(name, layer));
    if (!first) seen.set(sha256(layer), name);
    return name;
  });
  const manifest = JSON.stringify([{ Config: `${sha256(config)}.json`, RepoTags: tags, Layers: names }]);
  return tar([...members, file(`${sha256(config)}.json`, config), file('manifest.json', manifest)]);
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export type Blobs = Map<string, Buffer>;

export function addBlob(blobs: Blobs, bytes: Buffer): { digest: string; size: number } {
  blobs.set(`blobs/sha256/${sha256(bytes)}`, bytes);
  return { digest: `sha256:${sha256(bytes)}`, size: bytes.length };
}

/** Adds an image's blobs, and gives the descriptor of its manifest. */
export function addImage(
  blobs: Blobs,
  spec: ImageSpec,
  pack: (layer: Buffer) => Buffer = (layer) => gzipSync(layer),
): Descriptor {
  const manifest = {
    schemaVersion: 2,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...addBlob(blobs, configOf(spec)) },
    // What the media type says is not to be trusted.
    layers: spec.layers.map((layer) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      ...addBlob(blobs, pack(layer)),
    })),
  };
  return {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    ...addBlob(blobs, Buffer.from(JSON.stringify(manifest))),
  };
}

export function addIndex(blobs: Blobs, manifests: readonly object[]): Descriptor {
  return {
    mediaType: 'application/vnd.oci.image.index.v1+json',
    ...addBlob(blobs, Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }))),
  };
}

/** The files of a layout by name. */
export function layout(blobs: Blobs, manifests: readonly object[]): Record<string, Buffer> {
  return {
    'oci-layout': Buffer.from('{"imageLayoutVersion":"1.0.0"}'),
    'index.json': Buffer.from(JSON.stringify({ schemaVersion: 2, manifests })),
    ...Object.fromEntries(blobs),
  };
}

/** As a folder's files, or as the members of an archive. */
export function inFolder(folder: string, files: Readonly<Record<string, Buffer>>): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${folder}/${name}`, bytes]));
}

export function asArchive(files: Readonly<Record<string, Buffer>>, prefix = ''): Buffer {
  return tar(Object.entries(files).map(([name, bytes]) => file(`${prefix}${name}`, bytes)));
}

/** Docker 25 and later: an OCI layout with a manifest.json beside it. */
export function newDockerArchive(
  spec: ImageSpec,
  pack: (layer: Buffer) => Buffer = (layer) => layer,
  tags = ['node:v1'],
): Buffer {
  const blobs: Blobs = new Map();
  const descriptor = addImage(blobs, spec, pack);
  const manifest = [
    {
      Config: `blobs/sha256/${sha256(configOf(spec))}`,
      RepoTags: tags,
      Layers: spec.layers.map((layer) => `blobs/sha256/${sha256(pack(layer))}`),
    },
  ];
  return asArchive({ ...layout(blobs, [descriptor]), 'manifest.json': Buffer.from(JSON.stringify(manifest)) });
}
