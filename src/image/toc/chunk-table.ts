import type { InputProblem } from '../input-problem.ts';
import { DigestColumn } from './digest-column.ts';

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

/** A chunk as a table of contents has it. */
export interface RawChunk {
  readonly start: number;
  /** Null where it is not written. */
  readonly end: number | null;
  readonly inner: number;
  readonly offset: number;
  /** 0: to the end of the file. */
  readonly size: number;
  readonly digest: string | null;
  readonly zeros: boolean;
}

const zeros = -1;
const unknown = -1;

/**
 * The files of a table of contents, by their numbers, and their chunks. In columns, for there are tens of thousands, of
 * which a few will be asked for.
 */
export class ChunkTable {
  readonly #fileSizes: number[] = [];
  readonly #fileDigests = new DigestColumn();
  /** The number of each file's first chunk. */
  readonly #firsts: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #inners: number[] = [];
  readonly #offsets: number[] = [];
  readonly #sizes: number[] = [];
  readonly #digests = new DigestColumn();

  get files(): number {
    return this.#fileSizes.length;
  }

  addFile(size: number, digest: string | null): void {
    this.#fileSizes.push(size);
    this.#fileDigests.push(digest);
    this.#firsts.push(this.#starts.length);
  }

  /** Of the file that was added last. */
  addChunk(chunk: RawChunk): void {
    this.#starts.push(chunk.zeros ? zeros : chunk.start);
    this.#ends.push(chunk.end ?? unknown);
    this.#inners.push(chunk.inner);
    this.#offsets.push(chunk.offset);
    this.#sizes.push(chunk.size);
    this.#digests.push(chunk.digest);
  }

  /**
   * Holds every file to its chunks, which have to cover it, each byte once. `contentEnd` is where the last chunk of the
   * blob ends at the latest; `endAfter` tells where one that begins there ends, if that is not written; `problem` makes what
   * is thrown for a file.
   */
  finish(
    contentEnd: number,
    endAfter: (start: number) => number | null,
    problem: (file: number, what: string) => InputProblem,
  ): void {
    for (let file = 0; file < this.files; file++) {
      const wrong = (what: string) => problem(file, what);
      const first = this.#firsts[file]!;
      const behind = this.#firsts[file + 1] ?? this.#starts.length;
      this.#finishEnds(first, behind);
      const size = this.#fileSizes[file]!;
      let covered = 0;
      for (let chunk = first; chunk < behind; chunk++) {
        const offset = this.#offsets[chunk]!;
        const written = this.#sizes[chunk]!;
        const length = written === 0 ? size - offset : written;
        if (offset !== covered || length <= 0) throw wrong('has chunks that do not follow one another');
        this.#sizes[chunk] = length;
        covered += length;
        const start = this.#starts[chunk]!;
        if (start === zeros) continue;
        const known = this.#ends[chunk]!;
        const end = known === unknown ? endAfter(start) : known;
        if (end === null || start >= end || end > contentEnd) throw wrong('has a chunk outside the layer');
        this.#ends[chunk] = end;
      }
      if (covered !== size) throw wrong('has chunks for another size than its own');
    }
  }

  /**
   * Where each chunk ends at the latest: at the next one. zstd:chunked says with the first chunk where the whole file
   * ends. What stays unknown ends where the next file or the table begins.
   */
  #finishEnds(first: number, behind: number): void {
    const whole = this.#ends[first] ?? unknown;
    let next = unknown;
    for (let chunk = behind - 1; chunk >= first; chunk--) {
      const own = this.#ends[chunk]!;
      this.#ends[chunk] = next !== unknown ? next : own !== unknown ? own : whole;
      const start = this.#starts[chunk]!;
      if (start !== zeros) next = start;
    }
  }

  /** Undefined if there is none of that number. */
  file(number: number): TocFile | undefined {
    const size = this.#fileSizes[number];
    if (size === undefined) return undefined;
    const digest = this.#fileDigests.at(number);
    const first = this.#firsts[number]!;
    const behind = this.#firsts[number + 1] ?? this.#starts.length;
    const chunks: TocChunk[] = [];
    for (let chunk = first; chunk < behind; chunk++) {
      const start = this.#starts[chunk]!;
      const isHole = start === zeros;
      chunks.push({
        place: isHole ? null : { start, end: this.#ends[chunk]! },
        inner: isHole ? 0 : this.#inners[chunk]!,
        offset: this.#offsets[chunk]!,
        size: this.#sizes[chunk]!,
        digest: this.#digests.at(chunk) ?? (behind - first === 1 ? digest : null),
      });
    }
    return { size, chunks, digest };
  }
}
