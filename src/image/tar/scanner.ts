import { InputProblem } from '../input-problem.ts';
import { blockSize, padded, type TarEntry } from './entry.ts';
import { EntryAssembler } from './entry-assembler.ts';
import { isZeroBlock, type Place, parseHeader } from './header.ts';

/** Takes the content of one entry. The chunks are valid only during the call. */
export interface ContentSink {
  data(chunk: Uint8Array): void;
  end(): void;
}

/** Hears of every entry in the order of the archive; returns who takes its content, or null to let it pass. */
export type TarVisitor = (entry: TarEntry) => ContentSink | null;

/** Reads a tar that is pushed through in chunks of any size. Throws an `InputProblem` for what is no tar. */
export class TarScanner {
  /** Bytes seen so far. */
  position = 0;
  /** The two zero blocks that end an archive have been seen; whatever follows is not looked at. */
  ended = false;

  readonly #visit: TarVisitor;
  readonly #where: string;
  readonly #assembler = new EntryAssembler();
  /** A block, or the content of a metadata header, of which a part has been seen. */
  #partial: Uint8Array = new Uint8Array(blockSize);
  #filled = 0;
  #metadata: { typeFlag: string; size: number } | null = null;
  #sink: ContentSink | null = null;
  #content = 0;
  #skip = 0;
  #zeroBlocks = 0;
  #headerAt = 0;
  readonly #place: Place;
  #sparseHeader: ReturnType<typeof parseHeader> | null = null;

  constructor(visit: TarVisitor, where: string) {
    this.#visit = visit;
    this.#where = where;
    this.#place = () => `${where}, byte ${this.#headerAt}`;
  }

  push(chunk: Uint8Array): void {
    const start = this.position;
    this.position += chunk.length;
    let at = 0;
    while (at < chunk.length && !this.ended) {
      if (this.#content > 0) {
        const length = Math.min(this.#content, chunk.length - at);
        this.#sink?.data(chunk.subarray(at, at + length));
        this.#content -= length;
        at += length;
        if (this.#content === 0) this.#finishContent();
      } else if (this.#skip > 0) {
        const length = Math.min(this.#skip, chunk.length - at);
        this.#skip -= length;
        at += length;
      } else {
        const wanted = this.#metadata === null ? blockSize : padded(this.#metadata.size);
        if (this.#filled === 0 && chunk.length - at >= wanted) {
          this.#take(chunk, at, start + at + wanted);
          at += wanted;
        } else {
          if (this.#partial.length < wanted) this.#partial = grow(this.#partial, this.#filled, wanted);
          const length = Math.min(wanted - this.#filled, chunk.length - at);
          this.#partial.set(chunk.subarray(at, at + length), this.#filled);
          this.#filled += length;
          at += length;
          if (this.#filled === wanted) {
            this.#filled = 0;
            this.#take(this.#partial, 0, start + at);
          }
        }
      }
    }
  }

  /**
   * Says that no more comes. An archive may end without its two zero blocks, and without the padding of its last entry
   * (umoci 0.4 writes such layers, and Go's archive/tar, so Docker and containerd, read them), but not inside an entry.
   */
  finish(): void {
    if (this.ended) return;
    if (this.#content > 0 || this.#filled > 0 || this.#metadata || this.#sparseHeader) {
      throw new InputProblem(`${this.#where}: the tar is cut short, at byte ${this.position}`);
    }
  }

  /** A whole block, or the whole content of a metadata header, lies at `at`; `next` is the offset behind it. */
  #take(bytes: Uint8Array, at: number, next: number): void {
    this.#headerAt = next - blockSize;
    const where = this.#place;
    if (this.#metadata) {
      const { typeFlag, size } = this.#metadata;
      this.#metadata = null;
      this.#assembler.describe(typeFlag, bytes.subarray(at, at + size), where);
      return;
    }
    if (this.#sparseHeader) {
      if (bytes[at + 504] === 0) this.#meet(this.#sparseHeader, next, where);
      return;
    }
    if (isZeroBlock(bytes, at)) {
      this.#zeroBlocks++;
      if (this.#zeroBlocks === 2) this.ended = true;
      return;
    }
    if (this.#zeroBlocks > 0) throw new InputProblem(`${where()}: a lone zero block inside the tar`);
    const header = parseHeader(bytes, at, where);
    if (header.typeFlag === 'S' && header.moreSparseMaps) this.#sparseHeader = header;
    else this.#meet(header, next, where);
  }

  #meet(header: ReturnType<typeof parseHeader>, contentAt: number, where: Place): void {
    this.#sparseHeader = null;
    const meaning = this.#assembler.meet(header, contentAt, where);
    if (meaning.kind === 'metadata') {
      this.#metadata = meaning;
      if (meaning.size === 0) {
        this.#metadata = null;
        this.#assembler.describe(meaning.typeFlag, new Uint8Array(0), where);
      }
      return;
    }
    const size = meaning.kind === 'skip' ? meaning.size : meaning.entry.size;
    this.#sink = meaning.kind === 'skip' ? null : this.#visit(meaning.entry);
    this.#content = size;
    this.#skip = padded(size) - size;
    if (size === 0) this.#finishContent();
  }

  #finishContent(): void {
    this.#sink?.end();
    this.#sink = null;
  }
}

function grow(bytes: Uint8Array, filled: number, size: number): Uint8Array {
  const larger = new Uint8Array(size);
  larger.set(bytes.subarray(0, filled));
  return larger;
}
