import { Decompress } from 'fzstd';
import { problemText } from '../input-problem.ts';
import type { Decoder, Sink } from './decoder.ts';
import { brokenZstd, cutShort, ZstdFrames } from './zstd-frames.ts';

/** zstd without native code, for a Node that has none; five times slower. */
export class PureZstd implements Decoder {
  readonly #where: string;
  readonly #frames: ZstdFrames;
  #frame: Decompress | null = null;
  #sink: Sink = () => {};
  /** The start of a frame, as long as it may turn out to be a skippable one. */
  #start: Uint8Array[] = [];

  constructor(where: string) {
    this.#where = where;
    this.#frames = new ZstdFrames(where);
  }

  push(chunk: Uint8Array, sink: Sink): undefined {
    this.#sink = sink;
    let at = 0;
    while (at < chunk.length) {
      const { to, event } = this.#frames.advance(chunk, at);
      // The decoder keeps what it is given.
      const part = Uint8Array.from(chunk.subarray(at, to));
      at = to;
      if (event === 'skippable' || this.#frames.skipping) this.#start = [];
      else if (event === 'more' && !this.#frame && !this.#frames.inFrame) this.#start.push(part);
      else this.#decode(part, event === 'frame');
    }
  }

  finish(): undefined {
    if (!this.#frames.atBoundary) throw cutShort(this.#where);
  }

  #decode(part: Uint8Array, last: boolean): void {
    try {
      this.#frame ??= new Decompress((bytes) => {
        if (bytes.length > 0) this.#sink(bytes);
      });
      for (const held of this.#start) this.#frame.push(held);
      this.#start = [];
      this.#frame.push(part, last);
    } catch (error) {
      throw brokenZstd(this.#where, problemText(error));
    }
    if (last) this.#frame = null;
  }
}
