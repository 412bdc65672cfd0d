import { problemText } from '../image/input-problem.ts';
import type { ThreadOrder } from './scan-threads.ts';

const pieceSize = 256 << 10;
/** Pieces under way or waiting in the thread. */
const mostPieces = 3;

/**
 * Hands a stream to a thread in pieces of a quarter of a megabyte, and no faster than the thread takes them. Buffers go over
 * without being copied, and come back to be filled again.
 */
export class PieceFeeder {
  /** The thread knows that there is no more to come. */
  ended = false;
  readonly #post: (order: ThreadOrder, transfer: ArrayBuffer[]) => void;
  readonly #free: ArrayBuffer[] = [];
  #made = 0;
  #stopped = false;
  #wake: (() => void) | null = null;

  constructor(post: (order: ThreadOrder, transfer: ArrayBuffer[]) => void) {
    this.#post = post;
  }

  taken(buffer: ArrayBuffer): void {
    this.#free.push(buffer);
    this.#wake?.();
  }

  /** The thread wants no more; the stream is left where it is. */
  stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }

  /** Never rejects: what goes wrong with the stream is told to the thread. */
  async feed(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    let problem: string | null = null;
    try {
      await this.#feedAll(chunks);
    } catch (error) {
      problem = problemText(error);
    }
    if (this.#stopped) return;
    this.ended = true;
    this.#post({ kind: 'end', problem }, []);
  }

  async #feedAll(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    let piece: Uint8Array | null = null;
    let filled = 0;
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) {
        piece ??= await this.#room();
        if (piece === null) return;
        const length = Math.min(chunk.length - at, pieceSize - filled);
        piece.set(chunk.subarray(at, at + length), filled);
        at += length;
        filled += length;
        if (filled < pieceSize) continue;
        this.#send(piece, filled);
        piece = null;
        filled = 0;
      }
      if (this.#stopped) return;
    }
    if (piece !== null && !this.#stopped) this.#send(piece, filled);
  }

  #send(piece: Uint8Array, length: number): void {
    const buffer = piece.buffer as ArrayBuffer;
    this.#post({ kind: 'piece', buffer, length }, [buffer]);
  }

  async #room(): Promise<Uint8Array | null> {
    while (this.#free.length === 0 && this.#made === mostPieces && !this.#stopped) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    if (this.#stopped) return null;
    const used = this.#free.pop();
    if (used) return new Uint8Array(used);
    this.#made++;
    return new Uint8Array(pieceSize);
  }
}
