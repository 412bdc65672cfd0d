import { InputProblem } from '../image/input-problem.ts';

/** The thread's end of a stream that comes in pieces; gives each buffer back once its bytes were used. */
export class PieceQueue {
  readonly #giveBack: (buffer: ArrayBuffer) => void;
  readonly #waiting: Uint8Array[] = [];
  #ended = false;
  #problem: string | null = null;
  #wake: (() => void) | null = null;

  constructor(giveBack: (buffer: ArrayBuffer) => void) {
    this.#giveBack = giveBack;
  }

  add(buffer: ArrayBuffer, length: number): void {
    this.#waiting.push(new Uint8Array(buffer, 0, length));
    this.#wake?.();
  }

  end(problem: string | null): void {
    this.#ended = true;
    this.#problem = problem;
    this.#wake?.();
  }

  /** Each chunk is valid until the next one is asked for. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    while (true) {
      const piece = this.#waiting.shift();
      if (piece) {
        yield piece;
        this.#giveBack(piece.buffer as ArrayBuffer);
      } else if (this.#ended) {
        if (this.#problem !== null) throw new InputProblem(this.#problem);
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = null;
      }
    }
  }
}
