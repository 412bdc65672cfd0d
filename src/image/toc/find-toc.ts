import { createHash } from 'node:crypto';
import type { ByteSource } from '../byte-source.ts';
import { createDecoder, decodeWhole, type Sink } from '../compression/decoder.ts';
import { sha256 } from '../image-config.ts';
import type { LayerPlan } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import { TarScanner } from '../tar/scanner.ts';
import { readToc, type Toc } from './toc-entries.ts';

export interface FoundToc {
  readonly format: 'zstd:chunked' | 'eStargz';
  readonly toc: Toc;
}

type Blob = Pick<ByteSource, 'size' | 'read'>;

const chunkedPosition = 'io.github.containers.zstd-chunked.manifest-position';
const chunkedDigest = 'io.github.containers.zstd-chunked.manifest-checksum';
const stargzDigest = 'containerd.io/snapshot/stargz/toc.digest';

/** True for a layer whose descriptor announces a table of contents, with its digest. */
export function announcesToc({ annotations }: LayerPlan): boolean {
  return (
    (annotations[chunkedPosition] !== undefined && annotations[chunkedDigest] !== undefined) ||
    annotations[stargzDigest] !== undefined
  );
}

/**
 * Reads the table of contents of a zstd:chunked or eStargz layer. The manifest has its digest, and so vouches for the
 * table; whether the table tells the truth about the tar shows only when the whole layer is read. Rejects with an
 * `InputProblem` for a table that is not what was announced.
 */
export async function findToc(source: Blob, plan: LayerPlan, where: string): Promise<FoundToc> {
  return plan.annotations[chunkedPosition] === undefined
    ? findStargz(source, plan, where)
    : findChunked(source, plan, where);
}

/** `OFFSET:COMPRESSED LENGTH:LENGTH:TYPE`; the digest is that of the compressed table. */
async function findChunked(source: Blob, { annotations }: LayerPlan, where: string): Promise<FoundToc> {
  const position = annotations[chunkedPosition] ?? '';
  const numbers = /^([0-9]{1,15}):([0-9]{1,15}):([0-9]{1,15}):1$/.exec(position)?.slice(1).map(Number);
  const [offset, length, plainLength] = numbers ?? [];
  if (
    offset === undefined ||
    length === undefined ||
    plainLength === undefined ||
    length > limits.toc ||
    plainLength > limits.toc
  )
    throw new InputProblem(`${where}: its table of contents is announced at ${JSON.stringify(position.slice(0, 80))}`);
  const compressed = await source.read(offset, length);
  requireToc(sha256(compressed), annotations[chunkedDigest], where);
  const plain = await decodeExactly(compressed, plainLength, where);
  return { format: 'zstd:chunked', toc: readToc(plain, offset, where) };
}

/** The footer's extra field: `SG`, 22 bytes: the offset in 16 hexadecimal digits, `STARGZ`. */
const footerLength = 51;

/** The digest is that of the JSON, which is the content of `stargz.index.json` in a compressed tar of its own. */
async function findStargz(source: Blob, { annotations }: LayerPlan, where: string): Promise<FoundToc> {
  const { size } = source;
  if (size === null || size < footerLength) throw new InputProblem(`${where}: it is too short for a table of contents`);
  const footer = Buffer.from(await source.read(size - footerLength, footerLength)).toString('latin1');
  const digits = /SG..([0-9a-f]{16})STARGZ/s.exec(footer)?.[1] ?? /([0-9a-f]{16})STARGZ/.exec(footer)?.[1];
  const offset = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
  if (!(offset < size) || size - offset > limits.toc)
    throw new InputProblem(`${where}: it has no footer with the place of its table of contents`);
  // An older footer is shorter; as an empty gzip member it may as well be decompressed with the rest.
  const compressed = await source.read(offset, size - offset);
  const json = await tocOfTar(compressed, where);
  requireToc(`sha256:${createHash('sha256').update(json).digest('hex')}`, annotations[stargzDigest], where);
  return { format: 'eStargz', toc: readToc(json, offset, where) };
}

async function tocOfTar(compressed: Uint8Array, where: string): Promise<Uint8Array> {
  let found: Uint8Array | null = null;
  const scanner = new TarScanner((entry) => {
    if (entry.name !== 'stargz.index.json' || entry.type !== 'file' || entry.sparse || entry.size > limits.toc)
      return null;
    const bytes = Buffer.allocUnsafeSlow(entry.size);
    let at = 0;
    return {
      data: (chunk) => {
        bytes.set(chunk, at);
        at += chunk.length;
      },
      end: () => {
        found ??= bytes;
      },
    };
  }, where);
  await decode(compressed, 'gzip', where, (bytes) => {
    scanner.push(bytes);
    if (scanner.position > 2 * limits.toc) throw new InputProblem(`${where}: its table of contents is too large`);
  });
  if (found === null)
    throw new InputProblem(`${where}: there is no stargz.index.json where its table of contents should be`);
  return found;
}

function requireToc(actual: string, expected: string | undefined, where: string): void {
  if (actual !== expected)
    throw new InputProblem(
      `${where}: its table of contents has the digest ${actual}, but the manifest says ${expected}`,
    );
}

async function decodeExactly(compressed: Uint8Array, length: number, where: string): Promise<Uint8Array> {
  const plain = Buffer.allocUnsafeSlow(length);
  let at = 0;
  await decode(compressed, 'zstd', where, (bytes) => {
    if (at + bytes.length <= length) plain.set(bytes, at);
    at += bytes.length;
  });
  if (at !== length)
    throw new InputProblem(`${where}: its table of contents has another length than the manifest says`);
  return plain;
}

async function decode(compressed: Uint8Array, format: 'gzip' | 'zstd', where: string, sink: Sink): Promise<void> {
  const decoder = createDecoder(format, where);
  await decodeWhole(decoder, compressed, sink);
}
