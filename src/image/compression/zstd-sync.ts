import { constants } from 'node:zlib';
import { InputProblem, problemText } from '../input-problem.ts';
import type { Decoder, Sink } from './decoder.ts';
import { SyncHandle } from './sync-handle.ts';
import { brokenZstd, cutShort, ZstdFrames } from './zstd-frames.ts';

/** zstd in the calling thread: libzstd goes on by itself with the frame that follows, but does not say if the last one is whole. */
export class SyncZstd implements Decoder {
  readonly #handle: SyncHandle;
  readonly #frames: ZstdFrames;
  readonly #where: string;

  constructor(where: string) {
    const handle = SyncHandle.open('zstd');
    if (!handle) throw new InputProblem(`${where}: zstd can't be decoded by this Node`);
    this.#handle = handle;
    this.#frames = new ZstdFrames(where);
    this.#where = where;
  }

  push(chunk: Uint8Array, sink: Sink): undefined {
    for (let at = 0; at < chunk.length; ) at = this.#frames.advance(chunk, at).to;
    let at = 0;
    let full = false;
    while (at < chunk.length || full) {
      let step: ReturnType<SyncHandle['step']>;
      try {
        step = this.#handle.step(constants.ZSTD_e_continue, chunk, at);
      } catch (error) {
        throw brokenZstd(this.#where, problemText(error));
      }
      if (step.output.length > 0) sink(step.output);
      const next = chunk.length - step.left;
      if (next === at && step.output.length === 0 && !full) throw brokenZstd(this.#where, 'the decoder does not go on');
      at = next;
      full = step.full;
    }
  }

  finish(): undefined {
    this.#handle.close();
    if (!this.#frames.atBoundary) throw cutShort(this.#where);
  }
}
