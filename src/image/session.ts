import { problemText } from './input-problem.ts';
import type { OpenOptions, Reading } from './opened-image.ts';

/** What the parts of one opened image share: the options, the problems found, the counters, what has to be closed. */
export class Session {
  readonly options: OpenOptions;
  #layersRead = 0;
  readonly #layersKnown = { run: 0, cache: 0 };
  #bytesRead = 0;
  #totalBytes: number | null = 0;
  readonly #problems = new Set<string>();
  readonly #remarks = new Set<string>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #closers: (() => Promise<void>)[] = [];

  constructor(options: OpenOptions) {
    this.options = options;
  }

  get problems(): readonly string[] {
    return [...this.#problems];
  }

  addProblem(problem: string): void {
    this.#problems.add(problem);
  }

  remark(text: string): void {
    this.#remarks.add(text);
  }

  /** Something of this size will be read, or parts of it. */
  expect(bytes: number | null): void {
    this.#totalBytes = bytes === null || this.#totalBytes === null ? null : this.#totalBytes + bytes;
  }

  readonly advance = (bytes: number): void => {
    this.#bytesRead += bytes;
    this.options.progress?.({ kind: 'read', bytes: this.#bytesRead, totalBytes: this.#totalBytes });
  };

  layerWasRead(): void {
    this.#layersRead++;
  }

  layerWasKnown(from: 'run' | 'cache'): void {
    this.#layersKnown[from]++;
  }

  /** `settle` waits for the promise; what it rejects with becomes a problem of the image. */
  track<T>(promise: Promise<T>): Promise<T> {
    const watched = promise.then(
      () => {},
      (error: unknown) => this.addProblem(problemText(error)),
    );
    this.#underWay.add(watched);
    void watched.then(() => this.#underWay.delete(watched));
    return promise;
  }

  async settle(): Promise<readonly string[]> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    return this.problems;
  }

  onClose(closer: () => Promise<void>): void {
    this.#closers.push(closer);
  }

  async close(): Promise<void> {
    for (const closer of this.#closers.splice(0).reverse()) {
      try {
        await closer();
      } catch (error) {
        this.addProblem(problemText(error));
      }
    }
  }

  reading(layers: number): Reading {
    return {
      layers,
      layersRead: this.#layersRead,
      bytesRead: this.#bytesRead,
      totalBytes: this.#totalBytes,
      remarks: [...this.#knownRemarks(), ...this.#remarks],
    };
  }

  #knownRemarks(): string[] {
    const { run, cache } = this.#layersKnown;
    const layers = (count: number) => (count === 1 ? '1 layer was' : `${count} layers were`);
    return [
      ...(cache > 0 ? [`${layers(cache)} known from the cache, by digest, and not read again`] : []),
      ...(run > 0 ? [`${layers(run)} read with another image of this run`] : []),
    ];
  }
}
