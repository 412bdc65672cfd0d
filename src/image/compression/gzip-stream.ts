import { createGunzip, type Gunzip } from 'node:zlib';
import { InputProblem } from '../input-problem.ts';
import type { Decoder, Sink } from './decoder.ts';
import { gzipProblem } from './gzip-sync.ts';
import { StreamFeeder } from './stream-feeder.ts';

/** gzip through Node's public streams. */
export class StreamGunzip implements Decoder {
  readonly #where: string;
  readonly #stream: Gunzip = createGunzip({ chunkSize: 1 << 20 });
  readonly #feeder: StreamFeeder;
  #pushed = 0;
  /** Offset behind the last byte that is not zero: the stream ends without a word at zero bytes between two members. */
  #behindLastNonZero = 0;

  constructor(where: string) {
    this.#where = where;
    this.#feeder = new StreamFeeder(this.#stream, (error) => gzipProblem(where, error));
  }

  push(chunk: Uint8Array, sink: Sink): Promise<void> {
    let end = chunk.length;
    while (end > 0 && chunk[end - 1] === 0) end--;
    if (end > 0) this.#behindLastNonZero = this.#pushed + end;
    this.#pushed += chunk.length;
    return this.#feeder.push(chunk, sink);
  }

  async finish(sink: Sink): Promise<void> {
    await this.#feeder.finish(sink);
    if (this.#behindLastNonZero > this.#stream.bytesWritten) {
      throw new InputProblem(`${this.#where}: something follows the zero bytes behind the gzip data`);
    }
  }
}
