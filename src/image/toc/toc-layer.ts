import { createHash } from 'node:crypto';
import type { BinaryFacts } from '../../binary/binary-facts.ts';
import { scanBinary } from '../../binary/scan-binary.ts';
import { createDecoder, decodeWhole } from '../compression/decoder.ts';
import type { Provenance } from '../file-tree.ts';
import { sha256 } from '../image-config.ts';
import { InputProblem } from '../input-problem.ts';
import type { FileNode, Layer } from '../layer/layer.ts';
import { limits } from '../limits.ts';
import type { Session } from '../session.ts';
import type { TocChunk, TocFile } from './chunk-table.ts';
import type { FoundToc } from './find-toc.ts';
import type { PlannedReads } from './planned-reads.ts';

/** A layer of which only the table of contents and the chunks of the files asked for are read. */
export function tocLayer(
  session: Session,
  reads: PlannedReads,
  { format, toc }: FoundToc,
  where: string,
  provenance: Provenance | null,
): Layer {
  const compression = format === 'eStargz' ? 'gzip' : 'zstd';
  /** By their numbers. */
  const smallFiles = new Map<number, Promise<Uint8Array>>();
  let kept = 0;
  /** What was read last: a program is read in pieces that end inside chunks. */
  let recent: { readonly chunk: TocChunk; readonly content: Uint8Array } | null = null;

  function fileOf(node: FileNode): TocFile {
    const file = toc.file(node.offset);
    if (!file || file.size !== node.size) throw new InputProblem(`${where}: the table of contents does not fit itself`);
    return file;
  }

  /** The contents of chunks that follow one another in a file; those that do so in the blob too come in one read. */
  async function contentsOf(chunks: readonly TocChunk[]): Promise<readonly Uint8Array[]> {
    const contents = new Map<TocChunk, Uint8Array>();
    if (recent && chunks.includes(recent.chunk)) contents.set(recent.chunk, recent.content);
    const wanted = chunks.filter((chunk) => !contents.has(chunk));
    for (let from = 0; from < wanted.length; ) {
      let to = from + 1;
      while (to < wanted.length && follows(wanted[to - 1]!, wanted[to]!, wanted[from]!)) to++;
      const group = wanted.slice(from, to);
      const read = await session.track(readGroup(group));
      for (const [index, chunk] of group.entries()) contents.set(chunk, read[index]!);
      from = to;
    }
    const last = chunks.at(-1);
    if (last) recent = { chunk: last, content: contents.get(last)! };
    return chunks.map((chunk) => contents.get(chunk)!);
  }

  async function readGroup(chunks: readonly TocChunk[]): Promise<readonly Uint8Array[]> {
    const start = chunks[0]?.place?.start ?? 0;
    const end = chunks.at(-1)?.place?.end ?? 0;
    for (const { size, inner, place } of chunks) {
      if (size > limits.chunk || inner > limits.chunk || (place && place.end - place.start > limits.chunk))
        throw new InputProblem(`${where}: a chunk is larger than ${limits.chunk} bytes`);
    }
    const stored = end > start ? await reads.read(start, end) : new Uint8Array(0);
    const contents: Uint8Array[] = [];
    for (const { place, inner, size, digest } of chunks) {
      const content = place
        ? await decodePart(stored.subarray(place.start - start, place.end - start), inner, size)
        : Buffer.alloc(size);
      if (digest !== null && sha256(content) !== digest) {
        throw new InputProblem(`${where}: a chunk does not have the digest that the table of contents says`);
      }
      contents.push(content);
    }
    return contents;
  }

  /** Other members or frames may follow in the same stretch; they are not looked at. */
  async function decodePart(compressed: Uint8Array, inner: number, size: number): Promise<Uint8Array> {
    const decoder = createDecoder(compression, where);
    const content = Buffer.allocUnsafeSlow(size);
    let at = -inner;
    const sink = (bytes: Uint8Array) => {
      if (at + bytes.length > 0 && at < size) {
        const from = Math.max(0, -at);
        content.set(bytes.subarray(from, Math.min(bytes.length, size - at)), Math.max(0, at));
      }
      at += bytes.length;
      if (at > size + mostBehind) throw new InputProblem(`${where}: a chunk is longer than the table of contents says`);
    };
    await decodeWhole(decoder, compressed, sink);
    if (at < size) throw new InputProblem(`${where}: a chunk is shorter than the table of contents says`);
    return content;
  }

  /** Small stretches of a file; a chunk without a digest of its own is trusted only as part of the whole file. */
  async function read(file: TocFile, offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, file.size);
    if (end <= offset) return new Uint8Array(0);
    const bytes = Buffer.allocUnsafeSlow(end - offset);
    const chunks = chunksWithin(file.chunks, offset, end);
    const contents = await contentsOf(chunks);
    for (const [index, chunk] of chunks.entries()) {
      const from = Math.max(offset, chunk.offset);
      const to = Math.min(end, chunk.offset + chunk.size);
      bytes.set(contents[index]!.subarray(from - chunk.offset, to - chunk.offset), from - offset);
    }
    return bytes;
  }

  async function whole(file: TocFile): Promise<Uint8Array> {
    const bytes = await read(file, 0, file.size);
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (file.digest !== null && file.digest !== digest)
      throw new InputProblem(`${where}: a file does not have the digest that the table of contents says`);
    return bytes;
  }

  /** A small file comes as a whole, once: a script is looked at, and then read. */
  function small(number: number, file: TocFile): Promise<Uint8Array> {
    let bytes = smallFiles.get(number);
    if (!bytes) {
      bytes = whole(file);
      if (kept + file.size <= limits.captured) {
        kept += file.size;
        smallFiles.set(number, bytes);
      }
    }
    return bytes;
  }

  function requireDigests(file: TocFile): void {
    if (file.digest === null && file.chunks.some(({ digest }) => digest === null))
      throw new InputProblem(`${where}: the table of contents has no digest for a file`);
  }

  return {
    provenance,
    index: async () => toc.index,
    content: async (node) => {
      const file = fileOf(node);
      requireDigests(file);
      return file.size <= limits.smallFile ? small(node.offset, file) : whole(file);
    },
    binary: async (node) => {
      const file = fileOf(node);
      requireDigests(file);
      if (file.size > limits.program) throw new InputProblem(`${where}: a program of ${file.size} bytes is too large`);
      if (file.size <= limits.smallFile) return inMemory(await small(node.offset, file));
      if (file.chunks.every(({ digest }) => digest !== null)) {
        return scanBinary({ size: file.size, read: (offset, length) => read(file, offset, length) });
      }
      if (file.size > limits.unchecked) throw new InputProblem(`${where}: a program has no digests for its chunks`);
      return inMemory(await whole(file));
    },
  };
}

function inMemory(bytes: Uint8Array): Promise<BinaryFacts> {
  return scanBinary({ size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) });
}

/** The chunks that hold a part of `offset … end`; they follow one another and cover the file. */
function chunksWithin(chunks: readonly TocChunk[], offset: number, end: number): readonly TocChunk[] {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const chunk = chunks[middle]!;
    if (chunk.offset + chunk.size > offset) high = middle;
    else low = middle + 1;
  }
  let last = low;
  while (last < chunks.length && chunks[last]!.offset < end) last++;
  return chunks.slice(low, last);
}

/** How much may come out of a stretch behind the chunk that it begins with: headers and small files. */
const mostBehind = 16 << 20;
/** Most bytes that are read at once. */
const mostAtOnce = 1 << 20;

function follows({ place: before }: TocChunk, { place }: TocChunk, { place: first }: TocChunk): boolean {
  if (!before || !place || !first) return false;
  return place.start === before.end && place.end - first.start <= mostAtOnce;
}
