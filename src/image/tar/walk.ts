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

const SMALLEST_WINDOW = 512;
const LARGEST_WINDOW = 4096;

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
  let headerAt = 0;
  let zeroBlocks = 0;
  const place = () => `${where}, byte ${headerAt}`;
  const cutShort = (offset: number) => new InputProblem(`${where}: the tar is cut short, at byte ${offset}`);
  while (true) {
    let index = window.indexOf(at, blockSize);
    if (index < 0) {
      const loading = window.load(at, blockSize);
      if (loading) await loading;
      // The last entry may lack its padding.
      if (window.filled === 0) return { ended: false, bytesRead: window.bytesRead };
      if (window.filled < blockSize) throw cutShort(at + window.filled);
      index = 0;
    }
    headerAt = at;
    at += blockSize;
    if (isZeroBlock(window.bytes, index)) {
      zeroBlocks++;
      if (zeroBlocks === 2) return { ended: true, bytesRead: window.bytesRead };
      continue;
    }
    if (zeroBlocks > 0) throw new InputProblem(`${place()}: a lone zero block inside the tar`);
    const header = parseHeader(window.bytes, index, place, window.words);
    let more = header.typeFlag === 'S' && header.moreSparseMaps;
    while (more) {
      let map = window.indexOf(at, blockSize);
      if (map < 0) {
        const loading = window.load(at, blockSize);
        if (loading) await loading;
        if (window.filled < blockSize) throw cutShort(at);
        map = 0;
      }
      at += blockSize;
      more = window.bytes[map + 504] !== 0;
    }
    const meaning = assembler.meet(header, at, place);
    const size = meaning.kind === 'entry' ? meaning.entry.size : meaning.size;
    if (at + size > end) throw cutShort(end);
    if (meaning.kind === 'metadata') {
      let content = window.indexOf(at, size);
      if (content < 0) {
        const loading = window.load(at, size);
        if (loading) await loading;
        if (window.filled < size) throw cutShort(at + window.filled);
        content = 0;
      }
      assembler.describe(meaning.typeFlag, window.bytes.subarray(content, content + size), place);
    } else if (meaning.kind === 'entry') visit(meaning.entry);
    at += padded(size);
  }
}

/** The stretch of the tar that is at hand. */
class Window {
  bytesRead = 0;
  bytes: Buffer = Buffer.allocUnsafeSlow(LARGEST_WINDOW);
  /** The same bytes, four at a time. */
  words = new Uint32Array(this.bytes.buffer);
  /** How many of `bytes` there are. */
  filled = 0;
  readonly #source: ByteSource;
  #start = 0;
  #size = SMALLEST_WINDOW;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Where in `bytes` a stretch begins; -1 if it is not all there. */
  indexOf(offset: number, length: number): number {
    const from = offset - this.#start;
    return from >= 0 && from + length <= this.filled ? from : -1;
  }

  /** Moves the window to `offset`. Null where that took no waiting. */
  load(offset: number, length: number): Promise<void> | null {
    const follows = offset <= this.#start + this.filled && offset >= this.#start;
    this.#size = follows ? Math.min(this.#size * 2, LARGEST_WINDOW) : SMALLEST_WINDOW;
    const wanted = Math.max(length, this.#size);
    if (this.bytes.length < wanted) {
      this.bytes = Buffer.allocUnsafeSlow(Math.ceil(wanted / 4) * 4);
      this.words = new Uint32Array(this.bytes.buffer);
    }
    this.#start = offset;
    const { readNow } = this.#source;
    if (!readNow) {
      return this.#source.read(offset, wanted).then((found) => {
        this.bytes.set(found);
        this.#keep(found.length);
      });
    }
    this.#keep(readNow(this.bytes, offset, wanted));
    return null;
  }

  #keep(count: number): void {
    this.filled = count;
    this.bytesRead += count;
  }
}
