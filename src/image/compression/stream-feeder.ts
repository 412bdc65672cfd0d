import type { Transform } from 'node:stream';
import type { Sink } from './decoder.ts';

/** Feeds one of Node's decompression streams chunk by chunk, each one waited for. */
export class StreamFeeder {
  readonly #stream: Transform;
  #sink: Sink = () => {};
  #error: Error | null = null;
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(stream: Transform, problem: (error: unknown) => Error) {
    this.#stream = stream;
    stream.on('data', (bytes: Buffer) => {
      // An error in the sink must not come out of the stream's own callbacks.
      try {
        this.#sink(bytes);
      } catch (error) {
        this.#error ??= error instanceof Error ? error : problem(error);
        this.#wake?.();
      }
    });
    stream.on('error', (error) => {
      this.#error ??= problem(error);
      this.#wake?.();
    });
    stream.on('end', () => {
      this.#ended = true;
      this.#wake?.();
    });
  }

  push(chunk: Uint8Array, sink: Sink): Promise<void> {
    return this.#wait(sink, (done) => this.#stream.write(chunk, done));
  }

  finish(sink: Sink): Promise<void> {
    return this.#wait(sink, () => this.#stream.end());
  }

  /** A stream that has ended by itself never calls back for what is written after. */
  async #wait(sink: Sink, start: (done: () => void) => void): Promise<void> {
    if (this.#error) throw this.#error;
    if (this.#ended) return;
    this.#sink = sink;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      start(resolve);
    });
    this.#wake = null;
    if (this.#error) throw this.#error;
  }
}
