import type { LayerMemory } from './cache/layer-memory.ts';
import type { FileTree } from './file-tree.ts';
import type { ImagePorts } from './ports.ts';
import type { StoredImage } from './stored/stored-image.ts';

export type ImageForm =
  | 'rootfs'
  | 'tarball'
  | 'docker-archive'
  | 'oci'
  | 'oci-archive'
  | 'docker-daemon'
  | 'docker'
  | 'disk';

/** As an image index names it: `linux`, `arm64`, `v8`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

export interface LayerSummary {
  /** Counts from 1, the lowest layer first. */
  readonly number: number;
  /** `sha256:…` of the uncompressed tar, as the image's config says. */
  readonly diffId: string | null;
  /** The build step that made it, from the history; hostile text. */
  readonly createdBy: string | null;
}

/** How much had to be read so far. */
export interface Reading {
  readonly layers: number;
  readonly layersRead: number;
  readonly bytesRead: number;
  /** Null where the size is not known beforehand. */
  readonly totalBytes: number | null;
  /** What the reader of a report should know of the way the image was read. */
  readonly remarks: readonly string[];
}

export interface OpenedImage {
  /** As it was given. */
  readonly reference: string;
  readonly form: ImageForm;
  /**
   * `sha256:…`: of the platform's manifest (`oci`, `oci-archive`, `docker`), of the image's config (`docker-archive`),
   * the image ID (`docker-daemon`); null for what has none.
   */
  readonly digest: string | null;
  /** `linux/amd64`, as the image says of itself. */
  readonly platform: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly tree: FileTree;
  /** The lowest first; empty where there are no layers, or where they can't be told apart. */
  readonly layers: readonly LayerSummary[];
  /** The same image as it is stored, while this one is open; null for what is no image, or lies in an engine already. */
  readonly stored: StoredImage | null;
  /** What was found broken so far; one line each. */
  readonly problems: readonly string[];
  /** Waits for everything under way, and for all checks that were asked for; resolves to `problems`. Await it before judging. */
  settle(): Promise<readonly string[]>;
  reading(): Reading;
  /** Closes files, stops threads, removes what was made in an engine. Never rejects. */
  close(): Promise<void>;
}

/**
 * - `usage`: the reference is wrong or names no single image; the caller has to write something else
 * - `unreadable`: it could not be read or is broken
 */
export interface ImageError {
  readonly kind: 'usage' | 'unreadable';
  /** One line that names what, where, and what to do. */
  readonly message: string;
}

export type ImageEvent =
  | { readonly kind: 'opened'; readonly form: ImageForm; readonly layers: number }
  | { readonly kind: 'read'; readonly bytes: number; readonly totalBytes: number | null };

export interface OpenOptions {
  readonly platform: Platform;
  /** Hash everything, also where only a part had to be read. */
  readonly verify: boolean;
  /** Base names of the programs whose version will be asked for, such as `kubelet`. */
  readonly interests: readonly string[];
  /** Paths that nearly every run asks for, in that order: where each answer has a long way, they are asked ahead. */
  readonly likely?: readonly string[];
  readonly ports: ImagePorts;
  /** Shared by the images of a run. */
  readonly memory?: LayerMemory;
  readonly signal?: AbortSignal;
  readonly progress?: (event: ImageEvent) => void;
}

export type OpenResult =
  | { readonly ok: true; readonly image: OpenedImage }
  | { readonly ok: false; readonly error: ImageError };

/** The signature of `openImage` in `open.ts`. Never rejects. */
export type OpenImage = (reference: string, options: OpenOptions) => Promise<OpenResult>;
