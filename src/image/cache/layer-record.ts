import { createHash } from 'node:crypto';
import type { BinaryFacts } from '../../binary/binary-facts.ts';
import type { Compression } from '../compression/sniff.ts';
import type { LayerScan } from '../layer/scan-job.ts';

/** Changes whenever what a scan finds, or how it is written down, does. */
const format = 'cgroup-gate layer 4\n';
const checksumLength = 32;

/** What an entry of the cache is about; it is worth nothing for anything else. */
export interface RecordKey {
  /** `sha256:…` of the uncompressed tar, and of the blob as stored. */
  readonly diffId: string;
  readonly stored: string;
  /** The programs that were looked through, and the release of this tool that did it. */
  readonly interests: readonly string[];
  readonly release: string;
}

interface Head {
  readonly key: RecordKey;
  readonly compression: Compression;
  readonly bytes: number;
  readonly ended: boolean;
  readonly count: number;
  readonly encoding: 'latin1' | 'utf16le';
  readonly lengths: readonly number[];
  /** Offsets and lengths. */
  readonly contents: readonly (readonly [number, number])[];
  readonly binaries: readonly (readonly [number, BinaryFacts])[];
}

/** The name under which an entry is kept. */
export function recordName(key: RecordKey): string {
  return createHash('sha256')
    .update(format)
    .update(JSON.stringify(orderedKey(key)))
    .digest('hex');
}

/** Writes down what a scan found: a format mark, a checksum, a head in JSON, and columns of bytes. */
export function writeRecord(key: RecordKey, scan: LayerScan): Uint8Array {
  const { entries } = scan;
  const encoding = isLatin(entries.names) && isLatin(entries.links) ? 'latin1' : 'utf16le';
  const columns = [
    Buffer.from(entries.names, encoding),
    Buffer.from(entries.links, encoding),
    bytesOf(entries.types),
    bytesOf(entries.modes),
    bytesOf(entries.offsets),
    bytesOf(entries.sizes),
  ];
  const contents = [...scan.contents];
  const head: Head = {
    key: orderedKey(key),
    compression: scan.compression,
    bytes: scan.bytes,
    ended: scan.ended,
    count: entries.count,
    encoding,
    lengths: columns.map((column) => column.length),
    contents: contents.map(([offset, bytes]) => [offset, bytes.length]),
    binaries: [...scan.binaries],
  };
  const json = Buffer.from(JSON.stringify(head), 'utf8');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(json.length);
  const body = Buffer.concat([size, json, ...columns, ...contents.map(([, bytes]) => bytes)]);
  return Buffer.concat([Buffer.from(format), createHash('sha256').update(body).digest(), body]);
}

/** What was written down for exactly this key; null for anything else, and for whatever is damaged. */
export function readRecord(key: RecordKey, bytes: Uint8Array): LayerScan | null {
  const record = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = format.length + checksumLength;
  if (record.length < start + 4 || record.toString('latin1', 0, format.length) !== format) return null;
  const body = record.subarray(start);
  if (!createHash('sha256').update(body).digest().equals(record.subarray(format.length, start))) return null;
  try {
    return readBody(key, body);
  } catch {
    return null;
  }
}

function readBody(key: RecordKey, body: Buffer): LayerScan | null {
  const from = 4 + body.readUInt32LE(0);
  const head = JSON.parse(body.toString('utf8', 4, from)) as Head;
  if (JSON.stringify(head.key) !== JSON.stringify(orderedKey(key))) return null;
  let at = from;
  const take = (length: number): Buffer => {
    if (!Number.isSafeInteger(length) || length < 0 || at + length > body.length) throw new RangeError('too short');
    at += length;
    return body.subarray(at - length, at);
  };
  const [names, links, types, modes, offsets, sizes] = head.lengths.map(take);
  if (!names || !links || !types || !modes || !offsets || !sizes) return null;
  const contents = new Map(head.contents.map(([offset, length]) => [offset, take(length)]));
  const { count } = head;
  if (
    types.length !== count ||
    modes.length !== 2 * count ||
    offsets.length !== 8 * count ||
    sizes.length !== 8 * count
  )
    return null;
  return {
    compression: head.compression,
    entries: {
      count,
      names: names.toString(head.encoding),
      links: links.toString(head.encoding),
      types: Uint8Array.from(types),
      modes: new Uint16Array(aligned(modes)),
      offsets: new Float64Array(aligned(offsets)),
      sizes: new Float64Array(aligned(sizes)),
    },
    contents,
    binaries: new Map(head.binaries),
    diffId: key.diffId,
    storedDigest: key.stored,
    bytes: head.bytes,
    ended: head.ended,
  };
}

function orderedKey({ diffId, stored, interests, release }: RecordKey): RecordKey {
  return { diffId, stored, interests: [...interests].sort(), release };
}

function isLatin(text: string): boolean {
  return !/[^\0-\u00ff]/.test(text);
}

function bytesOf(column: Uint8Array | Uint16Array | Float64Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

/** Numbers of several bytes have to begin at a multiple of their size. */
function aligned(bytes: Buffer): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
