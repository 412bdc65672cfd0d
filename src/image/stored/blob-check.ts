import { createHash, type Hash } from 'node:crypto';
import { sniffCompression } from '../compression/sniff.ts';
import type { LayerPlan } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';

/**
 * Holds a layer's stored bytes to what the image says of them: to its digest, or, where only the diff ID is known and the
 * layer is not compressed, to that. The diff ID of a compressed layer is left to the engine, which unpacks it.
 */
export class BlobCheck {
  readonly #plan: Pick<LayerPlan, 'digest' | 'diffId'>;
  readonly #where: string;
  readonly #hash: Hash = createHash('sha256');
  #plain: boolean | null = null;

  constructor(plan: Pick<LayerPlan, 'digest' | 'diffId'>, where: string) {
    this.#plan = plan;
    this.#where = where;
  }

  take(chunk: Uint8Array): void {
    this.#plain ??= sniffCompression(chunk) === 'none';
    this.#hash.update(chunk);
  }

  finish(): void {
    const { digest, diffId } = this.#plan;
    const expected = digest ?? (this.#plain === false ? null : diffId);
    if (expected === null) return;
    const actual = `sha256:${this.#hash.digest('hex')}`;
    if (actual === expected) return;
    throw new InputProblem(
      `${this.#where} has the digest ${actual} and not ${expected}; the image is damaged or was changed`,
    );
  }
}
