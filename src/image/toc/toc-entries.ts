import { InputProblem } from '../input-problem.ts';
import { asRecord, type JsonRecord, optionalText } from '../json.ts';
import { limits } from '../limits.ts';
import type { TarEntry, TarEntryType } from '../tar/entry.ts';
import { jsonItems } from './json-items.ts';

/** A stretch of a file's content, and where the blob has it, compressed by itself. */
export interface TocChunk {
  /** In the blob; `end` is the first byte behind it. Null: nothing but zero bytes. */
  readonly place: { readonly start: number; readonly end: number } | null;
  /** Where the content begins in what comes out of the decompressor. */
  readonly inner: number;
  /** In the file, in bytes. */
  readonly offset: number;
  readonly size: number;
  /** `sha256:…` of the content. */
  readonly digest: string | null;
}

export interface TocFile {
  readonly size: number;
  readonly chunks: readonly TocChunk[];
  /** `sha256:…` of the whole content. */
  readonly digest: string | null;
}

export interface Toc {
  /** In the order of the tar; the `offset` of a file is its number in `files`. */
  readonly entries: readonly TarEntry[];
  readonly files: readonly TocFile[];
}

const types: Readonly<Record<string, TarEntryType>> = {
  dir: 'directory',
  reg: 'file',
  symlink: 'symlink',
  hardlink: 'hardlink',
  char: 'other',
  block: 'other',
  fifo: 'other',
};

/** Entries that the tools themselves put into a layer, and that no image has. */
const landmarks = new Set(['.prefetch.landmark', '.no.prefetch.landmark', 'stargz.index.json']);

interface RawChunk {
  readonly start: number;
  readonly end: number | null;
  readonly inner: number;
  readonly offset: number;
  /** 0: to the end of the file. */
  readonly size: number;
  readonly digest: string | null;
  readonly zeros: boolean;
}

/**
 * Reads a table of contents in the format that stargz began (containerd stargz-snapshotter `docs/estargz.md`) and that
 * zstd:chunked took over (containers/storage `pkg/chunked/internal`): regular files are followed by their further
 * chunks. `contentEnd` is where the last chunk of the blob ends at the latest.
 */
export function readToc(json: Uint8Array, contentEnd: number, where: string): Toc {
  const entries: TarEntry[] = [];
  const raw: { size: number; digest: string | null; chunks: RawChunk[]; name: string }[] = [];
  const starts: number[] = [];
  let seen = 0;
  for (const item of jsonItems(json, 'entries', where)) {
    if (++seen > limits.entries) throw new InputProblem(`${where} has more than ${limits.entries} entries`);
    const record = asRecord(item, where);
    const name = optionalText(record.name) ?? '';
    const type = optionalText(record.type) ?? '';
    if (type === 'chunk') {
      const current = raw.at(-1);
      if (!current || current.name !== name) throw new InputProblem(`${where}: a chunk stands alone`);
      current.chunks.push(rawChunk(record, where));
    } else {
      const kind = types[type];
      if (kind === undefined)
        throw new InputProblem(`${where}: an entry has the type ${JSON.stringify(type.slice(0, 40))}`);
      if (landmarks.has(name)) continue;
      const link = optionalText(record.linkName) ?? '';
      if (name.length > limits.name || link.length > limits.name)
        throw new InputProblem(`${where}: a name is longer than ${limits.name} bytes`);
      const size = kind === 'file' ? count(record.size, where) : 0;
      entries.push({
        name,
        type: kind,
        mode: count(record.mode, where) & 0o7777,
        link,
        offset: raw.length,
        size,
        sparse: false,
      });
      if (kind === 'file') {
        raw.push({
          size,
          digest: optionalText(record.digest),
          chunks: size > 0 ? [rawChunk(record, where)] : [],
          name,
        });
      }
    }
    const start = count(record.offset, where);
    if (start > 0) starts.push(start);
  }
  starts.push(contentEnd);
  const ends = [...new Set(starts)].sort((a, b) => a - b);
  return { entries, files: raw.map((file) => finishFile(file, ends, contentEnd, where)) };
}

function rawChunk(record: JsonRecord, where: string): RawChunk {
  return {
    start: count(record.offset, where),
    end: record.endOffset === undefined ? null : count(record.endOffset, where),
    inner: count(record.innerOffset, where),
    offset: count(record.chunkOffset, where),
    size: count(record.chunkSize, where),
    digest: optionalText(record.chunkDigest),
    zeros: record.chunkType === 'zeros',
  };
}

/** The chunks have to cover the file, each byte once. */
function finishFile(
  file: {
    readonly size: number;
    readonly digest: string | null;
    readonly chunks: readonly RawChunk[];
    readonly name: string;
  },
  ends: readonly number[],
  contentEnd: number,
  where: string,
): TocFile {
  const wrong = (what: string) => new InputProblem(`${where}: ${JSON.stringify(file.name)} ${what}`);
  const fileEnds = endsOf(file.chunks);
  let covered = 0;
  const chunks = file.chunks.map((chunk, index): TocChunk => {
    const size = chunk.size === 0 ? file.size - chunk.offset : chunk.size;
    if (chunk.offset !== covered || size <= 0) throw wrong('has chunks that do not follow one another');
    covered += size;
    const { start, inner, offset } = chunk;
    const digest = chunk.digest ?? (file.chunks.length === 1 ? file.digest : null);
    if (chunk.zeros) return { place: null, inner: 0, offset, size, digest };
    const end = fileEnds[index] ?? firstAbove(ends, start);
    if (end === null || start >= end || end > contentEnd) throw wrong('has a chunk outside the layer');
    return { place: { start, end }, inner, offset, size, digest };
  });
  if (covered !== file.size) throw wrong('has chunks for another size than its own');
  return { size: file.size, chunks, digest: file.digest };
}

/**
 * Where each chunk ends at the latest: at the next one. zstd:chunked says with the first chunk where the whole file ends.
 * Null: where the next file or the table begins.
 */
function endsOf(chunks: readonly RawChunk[]): (number | null)[] {
  const ends: (number | null)[] = [];
  let next: number | null = null;
  for (let index = chunks.length - 1; index >= 0; index--) {
    const chunk = chunks[index]!;
    ends[index] = next ?? chunk.end ?? chunks[0]!.end;
    if (!chunk.zeros) next = chunk.start;
  }
  return ends;
}

function firstAbove(sorted: readonly number[], value: number): number | null {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return sorted[low] ?? null;
}

function count(value: unknown, where: string): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new InputProblem(`${where}: ${JSON.stringify(value)?.slice(0, 40)} is no count`);
}
