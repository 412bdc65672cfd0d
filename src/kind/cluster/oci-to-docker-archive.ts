import { isRecord, parseJson } from '../cri/cri.ts';
import type { KindPorts } from '../ports.ts';

export type OciArchive =
  | { readonly ok: true; readonly bytes: AsyncIterable<Uint8Array> }
  | { readonly ok: false; readonly message: string };

const maxJson = 16 * 1024 * 1024;
const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const encoder = new TextEncoder();

/**
 * The docker-archive (image-spec of docker save, v1.2) for an image in an OCI layout folder: `docker load` of most engines
 * does not read OCI layouts, but it does take their layers as they are, compressed or not, and checks their diff IDs.
 */
export async function dockerArchiveFromOci(
  ports: KindPorts,
  folder: string,
  reference: string | null,
): Promise<OciArchive> {
  const index = await readJson(ports, `${folder}/index.json`);
  if (index === null) return { ok: false, message: `${folder} is no OCI layout: it has no index.json` };
  const picked = pick(index, reference);
  if (typeof picked === 'string') return { ok: false, message: `${folder}: ${picked}` };

  let descriptor = picked;
  let manifest: Record<string, unknown> | null = null;
  for (let depth = 0; depth < 4; depth += 1) {
    const path = blobPath(folder, descriptor);
    manifest = path === null ? null : await readJson(ports, path);
    if (manifest === null) return { ok: false, message: `${folder}: the manifest is missing or no JSON` };
    if (!indexTypes.includes(String(manifest.mediaType ?? descriptor.mediaType)) && !Array.isArray(manifest.manifests))
      break;
    const inner = pickPlatform(manifest, ports.arch === 'arm64' ? 'arm64' : 'amd64');
    if (inner === null) return { ok: false, message: `${folder}: no image for this platform` };
    descriptor = inner;
  }
  if (manifest === null || !isRecord(manifest.config) || !Array.isArray(manifest.layers)) {
    return { ok: false, message: `${folder}: the manifest has no config or no layers` };
  }
  const blobs = [manifest.config, ...manifest.layers.filter(isRecord)];
  const entries: { name: string; path: string; size: number }[] = [];
  for (const blob of blobs) {
    const path = blobPath(folder, blob);
    const size = path === null ? null : await ports.files.size(path);
    if (path === null || size === null) return { ok: false, message: `${folder}: a blob is missing` };
    const name = path.slice(folder.length + 1);
    if (!entries.some((entry) => entry.name === name)) entries.push({ name, path, size });
  }
  const names = blobs.map((blob) => blobPath('', blob)?.slice(1) ?? '');
  const list = JSON.stringify([{ Config: names[0], RepoTags: null, Layers: names.slice(1) }]);
  return { ok: true, bytes: writeTar(ports, entries, encoder.encode(list)) };
}

async function* writeTar(
  ports: KindPorts,
  entries: readonly { name: string; path: string; size: number }[],
  list: Uint8Array,
): AsyncIterable<Uint8Array> {
  for (const entry of entries) {
    yield tarHeader(entry.name, entry.size);
    yield* ports.files.stream(entry.path);
    yield new Uint8Array((512 - (entry.size % 512)) % 512);
  }
  yield tarHeader('manifest.json', list.length);
  yield list;
  yield new Uint8Array(((512 - (list.length % 512)) % 512) + 1024);
}

/** A ustar header of a plain file (POSIX.1-1988); sizes of 8 GiB and more in GNU's binary form. */
function tarHeader(name: string, size: number): Uint8Array {
  const header = new Uint8Array(512);
  const put = (text: string, at: number): void => header.set(encoder.encode(text), at);
  put(name, 0);
  put('0000644\0', 100);
  put('0000000\0', 108);
  put('0000000\0', 116);
  if (size < 8 * 1024 ** 3) {
    put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  } else {
    new DataView(header.buffer).setBigUint64(128, BigInt(size));
    header[124] = 0x80;
  }
  put('00000000000\0', 136);
  put('        ', 148);
  put('0', 156);
  put('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

function pick(index: Record<string, unknown>, reference: string | null): Record<string, unknown> | string {
  const manifests = Array.isArray(index.manifests) ? index.manifests.filter(isRecord) : [];
  const nameOf = (descriptor: Record<string, unknown>): string => {
    const annotations = isRecord(descriptor.annotations) ? descriptor.annotations : {};
    return String(annotations['org.opencontainers.image.ref.name'] ?? '');
  };
  const found = reference === null ? manifests : manifests.filter((descriptor) => nameOf(descriptor) === reference);
  if (found.length === 1 && found[0] !== undefined) return found[0];
  const names = manifests.map((descriptor) => nameOf(descriptor) || '(unnamed)').join(', ');
  return reference === null
    ? `index.json lists ${manifests.length} images (${names}); say which one is meant`
    : `index.json has no single image named ${reference}, but ${names}`;
}

function pickPlatform(index: Record<string, unknown>, architecture: string): Record<string, unknown> | null {
  const manifests = Array.isArray(index.manifests) ? index.manifests.filter(isRecord) : [];
  const fitting = manifests.filter((descriptor) => {
    const platform = isRecord(descriptor.platform) ? descriptor.platform : {};
    return platform.os === 'linux' && platform.architecture === architecture;
  });
  return fitting[0] ?? (manifests.length === 1 ? (manifests[0] ?? null) : null);
}

function blobPath(folder: string, descriptor: Record<string, unknown>): string | null {
  const digest = /^(sha256|sha512):([0-9a-f]{64,128})$/.exec(String(descriptor.digest));
  return digest === null ? null : `${folder}/blobs/${digest[1]}/${digest[2]}`;
}

async function readJson(ports: KindPorts, path: string): Promise<Record<string, unknown> | null> {
  const size = await ports.files.size(path);
  if (size === null || size > maxJson) return null;
  const bytes = await ports.files.read(path);
  const json = bytes === null ? null : parseJson(new TextDecoder().decode(bytes));
  return isRecord(json) ? json : null;
}
