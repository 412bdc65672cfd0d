import { InputProblem } from '../input-problem.ts';

/** A piece of a stored image: the start of a layer, or the next bytes of the one that has begun. */
export type StoredPiece =
  | { readonly kind: 'layer'; readonly name: string; readonly size: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** Rejects with an `InputProblem` once the signal is aborted. */
export function requireRunning(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new InputProblem('reading the image was cancelled');
}
