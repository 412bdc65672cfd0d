/** Packs layers as zstd:chunked and eStargz do; knows nothing of the code under test. */
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { addBlob, type Blobs, configOf, sha256 } from '../make-image.ts';
import { bytesOf, endMark, type Member, member, tar } from '../make-tar.ts';

export interface Packed {
  readonly blob: Buffer;
  /** What comes out of it, and what the diff ID is about. */
  readonly plain: Buffer;
  readonly annotations: Readonly<Record<string, string>>;
  /** Of the content, where the table of contents begins. */
  readonly contentLength: number;
}

type Entry = Record<string, unknown>;

const digest = (bytes: Buffer) => `sha256:${sha256(bytes)}`;
const kinds: Readonly<Record<string, string>> = { '0': 'reg', '1': 'hardlink', '2': 'symlink', '5': 'dir' };

function baseEntry(one: Member): Entry {
  const type = kinds[one.type ?? '0'];
  const content = bytesOf(one.content);
  return {
    type,
    name: one.name,
    mode: one.mode ?? 0o644,
    ...(one.link === undefined ? {} : { linkName: one.link }),
    ...(type === 'reg' && content.length > 0 ? { size: content.length, digest: digest(content) } : {}),
  };
}

function chunksOf(one: Member, size: number): { offset: number; bytes: Buffer }[] {
  const content = bytesOf(one.content);
  const chunks: { offset: number; bytes: Buffer }[] = [];
  for (let at = 0; at < content.length; at += size) chunks.push({ offset: at, bytes: content.subarray(at, at + size) });
  return chunks;
}

const headOf = (one: Member) => member({ ...one, size: bytesOf(one.content).length, content: '' });
const paddingOf = (one: Member) => Buffer.alloc((512 - (bytesOf(one.content).length % 512)) % 512);

/** Headers and chunks are frames of their own; the table is a skippable frame at the end. */
export function zstdChunked(
  members: readonly Member[],
  chunkSize = 1000,
  change: (entries: Entry[]) => void = () => {},
): Packed {
  const parts: Buffer[] = [];
  let at = 0;
  const add = (bytes: Buffer) => {
    const start = at;
    parts.push(bytes);
    at += bytes.length;
    return { start, end: at };
  };
  const entries: Entry[] = [];
  for (const one of members) {
    add(zstdCompressSync(headOf(one)));
    const chunks = chunksOf(one, chunkSize);
    if (chunks.length === 0) entries.push(baseEntry(one));
    const fileAt = entries.length;
    for (const [index, { offset, bytes }] of chunks.entries()) {
      const { start, end } = add(zstdCompressSync(bytes));
      // As containers/storage writes it: where the whole file ends, with its first chunk.
      if (index > 0) entries[fileAt]!.endOffset = end;
      entries.push({
        ...(index === 0 ? baseEntry(one) : { type: 'chunk', name: one.name }),
        offset: start,
        ...(index === 0 ? { endOffset: end } : {}),
        ...(chunks.length > 1 ? { chunkSize: bytes.length, chunkOffset: offset } : {}),
        chunkDigest: digest(bytes),
      });
    }
    const padding = paddingOf(one);
    if (padding.length > 0 && bytesOf(one.content).length > 0) add(zstdCompressSync(padding));
  }
  add(zstdCompressSync(endMark));
  change(entries);
  const json = Buffer.from(JSON.stringify({ version: 1, entries }));
  const toc = zstdCompressSync(json);
  const frame = Buffer.alloc(8);
  frame.writeUInt32LE(0x184d2a50, 0);
  frame.writeUInt32LE(toc.length, 4);
  const contentLength = at;
  add(frame);
  const { start } = add(toc);
  return {
    blob: Buffer.concat(parts),
    plain: tar(members),
    contentLength,
    annotations: {
      'io.github.containers.zstd-chunked.manifest-position': `${start}:${toc.length}:${json.length}:1`,
      'io.github.containers.zstd-chunked.manifest-checksum': digest(toc),
    },
  };
}

/** A chunk begins a gzip member; what follows it up to the next chunk is in a member of its own. */
export function estargz(
  members: readonly Member[],
  chunkSize = 1000,
  change: (entries: Entry[]) => void = () => {},
): Packed {
  const parts: Buffer[] = [];
  let at = 0;
  const add = (bytes: Buffer) => {
    const start = at;
    parts.push(bytes);
    at += bytes.length;
    return start;
  };
  const entries: Entry[] = [];
  for (const one of members) {
    add(gzipSync(headOf(one)));
    const chunks = chunksOf(one, chunkSize);
    if (chunks.length === 0) entries.push(baseEntry(one));
    for (const [index, { offset, bytes }] of chunks.entries()) {
      const start = add(gzipSync(bytes));
      const last = index === chunks.length - 1;
      entries.push({
        ...(index === 0 ? baseEntry(one) : { type: 'chunk', name: one.name }),
        offset: start,
        ...(chunks.length > 1 ? { chunkOffset: offset } : {}),
        ...(chunks.length > 1 && !last ? { chunkSize: bytes.length } : {}),
        chunkDigest: digest(bytes),
      });
    }
    const padding = paddingOf(one);
    if (padding.length > 0 && bytesOf(one.content).length > 0) add(gzipSync(padding));
  }
  change(entries);
  const json = Buffer.from(JSON.stringify({ version: 1, entries }));
  const contentLength = at;
  add(gzipSync(tar([{ name: 'stargz.index.json', content: json }])));
  add(footer(contentLength));
  const blob = Buffer.concat(parts);
  return {
    blob,
    plain: gunzipSync(blob),
    contentLength,
    annotations: { 'containerd.io/snapshot/stargz/toc.digest': digest(json) },
  };
}

/** 51 bytes: an empty gzip member with the offset in its extra field. */
function footer(offset: number): Buffer {
  const extra = Buffer.from(`SG\x16\0${offset.toString(16).padStart(16, '0')}STARGZ`, 'latin1');
  const head = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, extra.length, 0]);
  return Buffer.concat([head, extra, Buffer.from([1, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0])]);
}

/** Puts the layers, and a configuration that names them, among the blobs; gives their descriptors. */
export function addPacked(blobs: Blobs, packed: readonly Packed[]) {
  const config = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    ...addBlob(blobs, configOf({ layers: packed.map(({ plain }) => plain) })),
  };
  const layers = packed.map(({ blob, annotations }) => ({
    mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd',
    ...addBlob(blobs, blob),
    annotations,
  }));
  return { config, layers };
}
