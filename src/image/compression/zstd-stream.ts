// As a namespace: Node before 22.15 has no zstd, and a missing named export would keep the whole program from loading.
import * as zlib from 'node:zlib';
import { problemText } from '../input-problem.ts';
import type { Decoder, Sink } from './decoder.ts';
import { StreamFeeder } from './stream-feeder.ts';
import { brokenZstd, cutShort, ZstdFrames } from './zstd-frames.ts';

/** A frame that is no longer than this is decoded in one go: a stream object for each of 30 000 frames is slow. */
const smallFrame = 1 << 20;
const smallOutput = 8 << 20;

/** zstd through Node's public API, whose streams end without a word after the first frame: each frame gets its own. */
export class StreamZstd implements Decoder {
  readonly #where: string;
  readonly #frames: ZstdFrames;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #feeder: StreamFeeder | null = null;

  constructor(where: string) {
    this.#where = where;
    this.#frames = new ZstdFrames(where);
  }

  async push(chunk: Uint8Array, sink: Sink): Promise<void> {
    let at = 0;
    while (at < chunk.length) {
      const { to, event } = this.#frames.advance(chunk, at);
      const part = chunk.subarray(at, to);
      at = to;
      if (event === 'skippable' || this.#frames.skipping) this.#drop();
      else if (event === 'frame') await this.#endFrame(part, sink);
      else if (this.#feeder) await this.#feeder.push(part, sink);
      else await this.#hold(part, sink);
    }
  }

  async finish(): Promise<void> {
    if (!this.#frames.atBoundary) throw cutShort(this.#where);
  }

  #drop(): void {
    this.#held = [];
    this.#heldBytes = 0;
  }

  async #hold(part: Uint8Array, sink: Sink): Promise<void> {
    this.#held.push(Uint8Array.from(part));
    this.#heldBytes += part.length;
    if (this.#heldBytes > smallFrame) await this.#openStream(sink);
  }

  async #openStream(sink: Sink): Promise<StreamFeeder> {
    const stream = zlib.createZstdDecompress({ chunkSize: 1 << 20 });
    const feeder = new StreamFeeder(stream, (error) => brokenZstd(this.#where, problemText(error)));
    this.#feeder = feeder;
    const held = this.#held;
    this.#drop();
    for (const part of held) await feeder.push(part, sink);
    return feeder;
  }

  async #endFrame(part: Uint8Array, sink: Sink): Promise<void> {
    if (!this.#feeder) {
      const frame = this.#held.length === 0 ? part : Buffer.concat([...this.#held, part]);
      const output = this.#decodeSmall(frame);
      if (output) {
        this.#drop();
        if (output.length > 0) sink(output);
        return;
      }
    }
    const feeder = this.#feeder ?? (await this.#openStream(sink));
    await feeder.push(part, sink);
    await feeder.finish(sink);
    this.#feeder = null;
  }

  /** Null if more comes out of it than is held in memory at once. */
  #decodeSmall(frame: Uint8Array): Uint8Array | null {
    try {
      return zlib.zstdDecompressSync(frame, {
        maxOutputLength: smallOutput,
        params: { [zlib.constants.ZSTD_d_windowLogMax]: 27 },
      });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return null;
      throw brokenZstd(this.#where, problemText(error));
    }
  }
}
