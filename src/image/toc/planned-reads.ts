import type { ByteSource } from '../byte-source.ts';

/** From `start` to before `end`, in bytes of the blob. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads of a blob in which every request has a long way to go: what lies in a planned stretch comes with all of the stretch,
 * once, and is then at hand.
 */
export class PlannedReads {
  readonly #source: Pick<ByteSource, 'read'>;
  readonly #stretches: readonly Stretch[];
  readonly #fetched = new Map<Stretch, Promise<Uint8Array>>();

  /** `stretches` in the order of the blob; none overlap. */
  constructor(source: Pick<ByteSource, 'read'>, stretches: readonly Stretch[]) {
    this.#source = source;
    this.#stretches = stretches;
  }

  /** Fetches every stretch. What fails is fetched again when it is needed. */
  fetchAll(): void {
    for (const stretch of this.#stretches) this.#all(stretch).catch(() => this.#fetched.delete(stretch));
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const stretch = this.#stretchAround(start, end);
    if (stretch) return (await this.#all(stretch)).subarray(start - stretch.start, end - stretch.start);
    return this.#source.read(start, end - start);
  }

  #stretchAround(start: number, end: number): Stretch | null {
    let low = 0;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#stretches[middle]!.end > start) high = middle;
      else low = middle + 1;
    }
    const found = this.#stretches[low];
    return found && found.start <= start && end <= found.end ? found : null;
  }

  #all(stretch: Stretch): Promise<Uint8Array> {
    let bytes = this.#fetched.get(stretch);
    if (!bytes) {
      bytes = this.#source.read(stretch.start, stretch.end - stretch.start);
      this.#fetched.set(stretch, bytes);
    }
    return bytes;
  }
}
