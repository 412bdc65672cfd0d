import type { ByteSource } from './byte-source.ts';
import type { LayerScans } from './layer/scanned-layer.ts';

/**
 * A layer's bytes: a place to read them, or passes over the archive that holds them. `id` is the same for two names that
 * lead to the same bytes.
 */
export type LayerContent =
  | { readonly kind: 'source'; readonly id: string; readonly source: ByteSource }
  | { readonly kind: 'scans'; readonly id: string; readonly scans: LayerScans };

/** The files of an image archive or of an OCI layout, by their normalised names. */
export interface ImageFiles {
  /** Where they are, for messages. */
  readonly where: string;
  /** A small file's bytes; null if there is none. Rejects with an `InputProblem` for more than 4 MiB. */
  small(name: string): Promise<Uint8Array | null>;
  /** Null if there is none. */
  layer(name: string): Promise<LayerContent | null>;
  /** The names there are. */
  has(name: string): Promise<boolean>;
}

export interface LayerPlan {
  /** In the image's files. */
  readonly name: string;
  readonly diffId: string;
  /** Of the blob as stored, where the image says one. */
  readonly digest: string | null;
  /** Of the blob as stored, in bytes, where the image says it. */
  readonly size: number | null;
  /** Of the layer's descriptor. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly createdBy: string | null;
}

/** An image chosen among the files, before any layer is read. */
export interface ImagePlan {
  readonly digest: string;
  readonly platform: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** The config's JSON as it is stored; null where the image comes without one (from an engine). */
  readonly config: Uint8Array | null;
  /** The lowest first. */
  readonly layers: readonly LayerPlan[];
  /** The other platforms for which the same index has an image. */
  readonly beside?: readonly string[];
}

/** The reference names no single image; the caller has to write another one. */
export class UsageProblem extends Error {}
