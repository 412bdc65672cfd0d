import type { ByteSource } from '../byte-source.ts';
import { InputProblem } from '../input-problem.ts';
import { blockSize, padded, type TarEntry } from './entry.ts';
import { EntryAssembler } from './entry-assembler.ts';
import { isZeroBlock, parseHeader } from './header.ts';

export interface WalkResult {
  /** The two zero blocks that end an archive were there. */
  readonly ended: boolean;
  /** How many bytes had to be read. */
  readonly bytesRead: number;
}

const smallestWindow = 512;
const largestWindow = 4096;

/**
 * Goes from header to header of an uncompressed tar and never reads the content of a file. The window starts at one
 * block behind each jump and doubles while headers follow one another, so that small entries share a read and large
 * ones cost one block.
 */
export async function walkTar(
  source: ByteSource,
  where: string,
  visit: (entry: TarEntry) => void,
): Promise<WalkResult> {
  const window = new Window(source);
  const assembler = new EntryAssembler();
  const end = source.size ?? Number.POSITIVE_INFINITY;
  let at = 0;
  let zeroBlocks = 0;
  while (true) {
    // Most headers lie in the window already.
    let index = window.indexOf(at, blockSize);
    if (index < 0) {
      const block = window.at(at, blockSize) ?? (await window.load(at, blockSize));
      if (block.length === 0 && at <= end) return { ended: false, bytesRead: window.bytesRead };
      if (block.length < blockSize)
        throw new InputProblem(`${where}: the tar is cut short, at byte ${at + block.length}`);
      index = window.indexOf(at, blockSize);
    }
    const place = `${where}, byte ${at}`;
    at += blockSize;
    if (isZeroBlock(window.bytes, index)) {
      zeroBlocks++;
      if (zeroBlocks === 2) return { ended: true, bytesRead: window.bytesRead };
      continue;
    }
    if (zeroBlocks > 0) throw new InputProblem(`${place}: a lone zero block inside the tar`);
    const header = parseHeader(window.bytes, index, place);
    let more = header.typeFlag === 'S' && header.moreSparseMaps;
    while (more) {
      const block = window.at(at, blockSize) ?? (await window.load(at, blockSize));
      if (block.length < blockSize) throw new InputProblem(`${where}: the tar is cut short, at byte ${at}`);
      at += blockSize;
      more = block[504] === 1;
    }
    const meaning = assembler.meet(header, at, place);
    const size = meaning.kind === 'entry' ? meaning.entry.size : meaning.size;
    if (at + size > end) throw new InputProblem(`${where}: the tar is cut short, at byte ${end}`);
    if (meaning.kind === 'metadata') {
      const content = window.at(at, size) ?? (await window.load(at, size));
      if (content.length < size)
        throw new InputProblem(`${where}: the tar is cut short, at byte ${at + content.length}`);
      assembler.describe(meaning.typeFlag, content, place);
    } else if (meaning.kind === 'entry') visit(meaning.entry);
    at += padded(size);
  }
}

class Window {
  bytesRead = 0;
  readonly #source: ByteSource;
  bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #size = smallestWindow;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Where in `bytes` a stretch begins; -1 if it is not all there. */
  indexOf(offset: number, length: number): number {
    const from = offset - this.#start;
    return from >= 0 && from + length <= this.bytes.length ? from : -1;
  }

  /** The bytes if they are at hand, or can be had without waiting. */
  at(offset: number, length: number): Uint8Array | null {
    const from = offset - this.#start;
    if (from >= 0 && from + length <= this.bytes.length) return this.bytes.subarray(from, from + length);
    const { readNow } = this.#source;
    if (!readNow) return null;
    this.#keep(offset, readNow(offset, this.#grow(offset, length)));
    return this.bytes.subarray(0, length);
  }

  async load(offset: number, length: number): Promise<Uint8Array> {
    this.#keep(offset, await this.#source.read(offset, this.#grow(offset, length)));
    return this.bytes.subarray(0, length);
  }

  #grow(offset: number, length: number): number {
    const follows = offset <= this.#start + this.bytes.length && offset >= this.#start;
    this.#size = follows ? Math.min(this.#size * 2, largestWindow) : smallestWindow;
    return Math.max(length, this.#size);
  }

  #keep(offset: number, bytes: Uint8Array): void {
    this.bytesRead += bytes.length;
    this.#start = offset;
    this.bytes = bytes;
  }
}
