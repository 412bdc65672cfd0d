import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';

/** What ends at the place that `advance` stopped at. */
export type FrameEvent = 'more' | 'frame' | 'skippable';

type State = 'magic' | 'skippable-size' | 'descriptor' | 'header' | 'block' | 'body' | 'checksum';

/**
 * Follows the frames of a zstd stream by their headers alone (RFC 8878, sections 3.1.1 and 3.1.2), without decoding: it
 * tells where each frame ends, and whether the stream may end where it does.
 */
export class ZstdFrames {
  readonly #where: string;
  readonly #field = new Uint8Array(16);
  #state: State = 'magic';
  #filled = 0;
  #wanted = 4;
  #body = 0;
  #afterBody: 'block' | 'checksum' | 'frame' | 'skippable' = 'block';
  #hasChecksum = false;
  #descriptor = 0;

  constructor(where: string) {
    this.#where = where;
  }

  /** True between two frames, and before the first. */
  get atBoundary(): boolean {
    return this.#state === 'magic' && this.#filled === 0;
  }

  /** True in the middle of a skippable frame. */
  get skipping(): boolean {
    return this.#state === 'skippable-size' || (this.#state === 'body' && this.#afterBody === 'skippable');
  }

  /** True once a frame with data has begun. */
  get inFrame(): boolean {
    return this.#state !== 'magic' && !this.skipping;
  }

  /** Follows the chunk from `at` to its end, or to the end of a frame if one ends in it. */
  advance(chunk: Uint8Array, at: number): { readonly to: number; readonly event: FrameEvent } {
    let to = at;
    while (to < chunk.length) {
      if (this.#state === 'body') {
        const length = Math.min(this.#body, chunk.length - to);
        this.#body -= length;
        to += length;
        if (this.#body > 0) continue;
        const event = this.#endBody();
        if (event !== 'more') return { to, event };
        continue;
      }
      this.#field[this.#filled++] = chunk[to++]!;
      if (this.#filled < this.#wanted) continue;
      this.#filled = 0;
      const event = this.#endField();
      if (event !== 'more') return { to, event };
    }
    return { to, event: 'more' };
  }

  #expect(state: State, wanted: number): FrameEvent {
    this.#state = state;
    this.#wanted = wanted;
    return 'more';
  }

  #skipTo(length: number, then: 'block' | 'checksum' | 'frame' | 'skippable'): FrameEvent {
    this.#state = 'body';
    this.#body = length;
    this.#afterBody = then;
    return length === 0 ? this.#endBody() : 'more';
  }

  #endBody(): FrameEvent {
    const then = this.#afterBody;
    if (then === 'block') return this.#expect('block', 3);
    if (then === 'checksum') return this.#expect('checksum', 4);
    this.#expect('magic', 4);
    return then;
  }

  #endField(): FrameEvent {
    switch (this.#state) {
      case 'magic':
        return this.#magic();
      case 'skippable-size':
        return this.#skipTo(this.#number(0, 4), 'skippable');
      case 'descriptor':
        return this.#startHeader();
      case 'header':
        this.#checkHeader();
        return this.#expect('block', 3);
      case 'block':
        return this.#block();
      default:
        this.#expect('magic', 4);
        return 'frame';
    }
  }

  #magic(): FrameEvent {
    const magic = this.#number(0, 4);
    if (magic === 0xfd2fb528) return this.#expect('descriptor', 1);
    if (magic >= 0x184d2a50 && magic <= 0x184d2a5f) return this.#expect('skippable-size', 4);
    throw new InputProblem(`${this.#where}: something that is no zstd frame follows the zstd data`);
  }

  #startHeader(): FrameEvent {
    const descriptor = this.#field[0]!;
    this.#descriptor = descriptor;
    this.#hasChecksum = (descriptor & 4) !== 0;
    const { window, dictionary, content } = headerSizes(descriptor);
    return this.#expect('header', window + dictionary + content);
  }

  #checkHeader(): void {
    const { window, dictionary, content } = headerSizes(this.#descriptor);
    if (this.#number(window, dictionary) !== 0) {
      throw new InputProblem(`${this.#where}: the zstd data needs a dictionary, which no image layer may`);
    }
    let size: number;
    if (window === 1) {
      const base = 2 ** (10 + (this.#field[0]! >> 3));
      size = base + (base / 8) * (this.#field[0]! & 7);
    } else {
      size = this.#number(window + dictionary, content) + (content === 2 ? 256 : 0);
    }
    if (size > limits.zstdWindow) {
      throw new InputProblem(
        `${this.#where}: the zstd window of ${size} bytes is larger than the ${limits.zstdWindow} that decoders accept; compress it again without --long`,
      );
    }
  }

  #block(): FrameEvent {
    const header = this.#number(0, 3);
    const type = (header >> 1) & 3;
    if (type === 3) throw new InputProblem(`${this.#where}: the zstd data is broken (reserved block type)`);
    const last = (header & 1) === 1;
    return this.#skipTo(type === 1 ? 1 : header >> 3, last ? (this.#hasChecksum ? 'checksum' : 'frame') : 'block');
  }

  #number(from: number, length: number): number {
    let value = 0;
    for (let index = from + length - 1; index >= from; index--) value = value * 256 + this.#field[index]!;
    return value;
  }
}

function headerSizes(descriptor: number): { window: number; dictionary: number; content: number } {
  const single = (descriptor & 0x20) !== 0;
  const contentFlag = descriptor >> 6;
  return {
    window: single ? 0 : 1,
    dictionary: [0, 1, 2, 4][descriptor & 3]!,
    content: contentFlag === 0 ? (single ? 1 : 0) : 1 << contentFlag,
  };
}

export function cutShort(where: string): InputProblem {
  return new InputProblem(`${where}: the zstd data is cut short`);
}

export function brokenZstd(where: string, detail: string): InputProblem {
  return new InputProblem(`${where}: the zstd data is broken (${detail})`);
}
