import { InputProblem } from '../input-problem.ts';
import { asRecord, type JsonRecord, optionalText } from '../json.ts';
import { LayerIndex } from '../layer/layer-index.ts';
import { limits } from '../limits.ts';
import type { TarEntryType } from '../tar/entry.ts';
import { ChunkTable, type RawChunk, type TocFile } from './chunk-table.ts';
import { jsonItems } from './json-items.ts';

export interface Toc {
  /** The `offset` of a file is its number. */
  readonly index: LayerIndex;
  /** Undefined if there is none of that number. */
  file(number: number): TocFile | undefined;
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

/**
 * Reads a table of contents in the format that stargz began (containerd stargz-snapshotter `docs/estargz.md`) and that
 * zstd:chunked took over (containers/storage `pkg/chunked/internal`): regular files are followed by their further
 * chunks. `contentEnd` is where the last chunk of the blob ends at the latest.
 */
export function readToc(json: Uint8Array, contentEnd: number, where: string): Toc {
  const index = new LayerIndex([], where);
  const table = new ChunkTable();
  const starts: number[] = [];
  /** The file that the next chunk may belong to. */
  let current: string | null = null;
  let seen = 0;
  for (const item of jsonItems(json, 'entries', where)) {
    if (++seen > limits.entries) throw new InputProblem(`${where} has more than ${limits.entries} entries`);
    const record = asRecord(item, where);
    const name = optionalText(record.name) ?? '';
    const type = optionalText(record.type) ?? '';
    if (type === 'chunk') {
      if (current === null || current !== name) throw new InputProblem(`${where}: a chunk stands alone`);
      table.addChunk(rawChunk(record, where));
    } else {
      const kind = types[type];
      if (kind === undefined)
        throw new InputProblem(`${where}: an entry has the type ${JSON.stringify(type.slice(0, 40))}`);
      if (landmarks.has(name)) continue;
      const link = optionalText(record.linkName) ?? '';
      if (name.length > limits.name || link.length > limits.name)
        throw new InputProblem(`${where}: a name is longer than ${limits.name} bytes`);
      const size = kind === 'file' ? count(record.size, where) : 0;
      const mode = count(record.mode, where) & 0o7777;
      const zero = count(record.devMajor, where) === 0 && count(record.devMinor, where) === 0;
      index.add({
        name,
        type: type === 'char' && zero ? 'whiteout' : kind,
        mode,
        link,
        offset: table.files,
        size,
        sparse: false,
      });
      if (kind === 'file') {
        current = name;
        table.addFile(size, optionalText(record.digest));
        if (size > 0) table.addChunk(rawChunk(record, where));
      }
    }
    const start = count(record.offset, where);
    if (start > 0) starts.push(start);
  }
  starts.push(contentEnd);
  let sorted: Float64Array | null = null;
  const endAfter = (start: number): number | null => {
    sorted ??= Float64Array.from(starts).sort();
    return firstAbove(sorted, start);
  };
  table.finish(contentEnd, endAfter, (file, what) => {
    const [path] = [...index.nodes].find(([, node]) => node.kind === 'file' && node.offset === file) ?? [''];
    return new InputProblem(`${where}: ${JSON.stringify(path)} ${what}`);
  });
  return { index, file: (number) => table.file(number) };
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

function firstAbove(sorted: Float64Array, value: number): number | null {
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
