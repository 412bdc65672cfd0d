import type { ImageFiles, ImagePlan, LayerContent, LayerPlan } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import { BlobCheck } from './blob-check.ts';
import { type CompressedArchive, compressedEntries, type WantedEntry } from './compressed-entries.ts';
import { requireRunning, type StoredPiece } from './stored-piece.ts';

/** An image as it is stored, for handing it on to a container engine. */
export interface StoredImage {
  /** The config's JSON; its digest has been checked where the image names one. */
  readonly config: Uint8Array;
  /** Where the image lies, for messages. */
  readonly where: string;
  /** How many there are; the lowest comes first. */
  readonly layers: number;
  /**
   * Every different layer once, in no order, as stored: compressed or not. `names` tells before how each layer of the
   * image is called here; equal layers share a name. The bytes of a layer are as many as was said, and are checked
   * against its digest when it ends; rejects with an `InputProblem` for what is damaged, missing or cancelled. Can be
   * called again.
   */
  read(
    signal?: AbortSignal,
  ): Promise<{ readonly names: readonly string[]; readonly pieces: AsyncIterable<StoredPiece> }>;
}

/** Null where the image has no config of its own that could be handed on. */
export function storedImage(
  files: Pick<ImageFiles, 'where' | 'layer'>,
  plan: ImagePlan,
  compressed: CompressedArchive | null,
): StoredImage | null {
  if (plan.config === null) return null;
  return {
    config: plan.config,
    where: files.where,
    layers: plan.layers.length,
    read: async (signal) => {
      const { names, blobs } = await nameBlobs(files, plan);
      return { names, pieces: piecesOf(files.where, blobs, compressed, signal) };
    },
  };
}

interface Blob {
  /** Made up here: nothing that an image says becomes a file's name in the engine. */
  readonly name: string;
  readonly plan: LayerPlan;
  readonly content: LayerContent;
}

async function nameBlobs(
  files: Pick<ImageFiles, 'where' | 'layer'>,
  plan: ImagePlan,
): Promise<{ readonly names: readonly string[]; readonly blobs: readonly Blob[] }> {
  const blobs = new Map<string, Blob>();
  const names: string[] = [];
  for (const layer of plan.layers) {
    const content = await files.layer(layer.name);
    if (!content) throw new InputProblem(`${files.where} lacks the layer ${layer.name}; save the whole image again`);
    const blob = blobs.get(content.id) ?? { name: `layer-${blobs.size + 1}.tar`, plan: layer, content };
    blobs.set(content.id, blob);
    names.push(blob.name);
  }
  return { names, blobs: [...blobs.values()] };
}

async function* piecesOf(
  archive: string,
  blobs: readonly Blob[],
  compressed: CompressedArchive | null,
  signal: AbortSignal | undefined,
): AsyncIterable<StoredPiece> {
  const packed = new Map<string, WantedEntry>();
  for (const { name, plan, content } of blobs) {
    const where = `${plan.name} in ${archive}`;
    const check = new BlobCheck(plan, where);
    if (content.kind === 'scans') packed.set(content.id, { name, where, check });
    else yield* sourcePieces(name, content.source, check, where, signal);
  }
  if (packed.size > 0 && compressed !== null) yield* compressedEntries(compressed, packed, signal);
}

async function* sourcePieces(
  name: string,
  source: Extract<LayerContent, { kind: 'source' }>['source'],
  check: BlobCheck,
  where: string,
  signal: AbortSignal | undefined,
): AsyncIterable<StoredPiece> {
  const { size } = source;
  if (size === null) throw new InputProblem(`${where}: its size is not known`);
  yield { kind: 'layer', name, size };
  let passed = 0;
  for await (const chunk of source.stream(0)) {
    requireRunning(signal);
    passed += chunk.length;
    if (passed > size) break;
    check.take(chunk);
    yield { kind: 'bytes', bytes: Uint8Array.from(chunk) };
  }
  if (passed !== size) throw new InputProblem(`${where} does not have the ${size} bytes that it should have`);
  check.finish();
}
