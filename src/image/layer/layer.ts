import type { BinaryFacts } from '../../binary/binary-facts.ts';
import type { Provenance } from '../file-tree.ts';
import type { LayerIndex, LayerNode } from './layer-index.ts';

export type FileNode = Extract<LayerNode, { kind: 'file' }>;

/** One layer that can be asked for its content. Every function rejects with an `InputProblem` if the layer is broken. */
export interface Layer {
  /** Null for a lone tar. */
  readonly provenance: Provenance | null;
  index(): Promise<LayerIndex>;
  /** All bytes of a file of this layer. */
  content(file: FileNode): Promise<Uint8Array>;
  binary(file: FileNode): Promise<BinaryFacts>;
}
