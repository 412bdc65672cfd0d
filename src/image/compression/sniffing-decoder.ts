import { createDecoder, type Decoder, type Sink } from './decoder.ts';
import { type Compression, sniffCompression, sniffLength } from './sniff.ts';

/** Waits for the first bytes, and then decodes by what they are. */
export class SniffingDecoder implements Decoder {
  /** Known after the first bytes. */
  compression: Compression = 'none';
  readonly #where: string;
  #head: Uint8Array = new Uint8Array(0);
  #decoder: Decoder | null = null;

  constructor(where: string) {
    this.#where = where;
  }

  push(chunk: Uint8Array, sink: Sink): Promise<void> | undefined {
    if (this.#decoder) return this.#decoder.push(chunk, sink);
    const all = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    if (all.length < sniffLength) {
      this.#head = Uint8Array.from(all);
      return undefined;
    }
    return this.#start(all).push(all, sink);
  }

  finish(sink: Sink): Promise<void> | undefined {
    if (this.#decoder) return this.#decoder.finish(sink);
    const decoder = this.#start(this.#head);
    const pushed = this.#head.length > 0 ? decoder.push(this.#head, sink) : undefined;
    return pushed ? pushed.then(() => decoder.finish(sink)) : decoder.finish(sink);
  }

  #start(head: Uint8Array): Decoder {
    this.compression = sniffCompression(head);
    this.#decoder = createDecoder(this.compression, this.#where);
    return this.#decoder;
  }
}
