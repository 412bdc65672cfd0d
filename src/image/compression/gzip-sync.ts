import { constants } from 'node:zlib';
import { InputProblem, problemText } from '../input-problem.ts';
import type { Decoder, Sink } from './decoder.ts';
import { SyncHandle } from './sync-handle.ts';

/** gzip in the calling thread; members may follow one another, and zero bytes may follow the last. */
export class SyncGunzip implements Decoder {
  readonly #handle: SyncHandle;
  readonly #where: string;
  /** The stream ended at a zero byte; nothing but zero bytes may follow. */
  #padding = false;

  constructor(where: string) {
    const handle = SyncHandle.open('gzip');
    if (!handle) throw new InputProblem(`${where}: gzip can't be decoded by this Node`);
    this.#handle = handle;
    this.#where = where;
  }

  push(chunk: Uint8Array, sink: Sink): undefined {
    let at = 0;
    let full = false;
    while ((at < chunk.length || full) && !this.#padding) {
      const step = this.#step(constants.Z_NO_FLUSH, chunk, at);
      if (step.output.length > 0) sink(step.output);
      at = chunk.length - step.left;
      full = step.full;
      // Room and input left: the last member is over, and what follows is a zero byte.
      if (!full && at < chunk.length) this.#padding = true;
    }
    if (this.#padding) requireZeros(chunk, at, this.#where);
  }

  finish(): undefined {
    try {
      if (!this.#padding) this.#step(constants.Z_FINISH, new Uint8Array(0), 0);
    } finally {
      this.#handle.close();
    }
  }

  #step(flush: number, chunk: Uint8Array, at: number) {
    try {
      return this.#handle.step(flush, chunk, at);
    } catch (error) {
      throw gzipProblem(this.#where, error);
    }
  }
}

export function requireZeros(chunk: Uint8Array, at: number, where: string): void {
  for (let index = at; index < chunk.length; index++) {
    if (chunk[index] !== 0) throw new InputProblem(`${where}: something follows the zero bytes behind the gzip data`);
  }
}

export function gzipProblem(where: string, error: unknown): InputProblem {
  const text = problemText(error);
  if (text === 'unexpected end of file') return new InputProblem(`${where}: the gzip data is cut short`);
  return new InputProblem(`${where}: the gzip data is broken (${text})`);
}
