import type { ByteSource } from '../byte-source.ts';
import { looksLikeTar, sniffCompression, sniffLength } from '../compression/sniff.ts';
import type { Provenance } from '../file-tree.ts';
import type { ImageFiles, ImagePlan, LayerContent, LayerPlan } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import type { Session } from '../session.ts';
import type { Layer } from './layer.ts';
import { type ExpectedDigests, scannedLayer } from './scanned-layer.ts';
import { sourceScans } from './source-scans.ts';
import { walkedLayer } from './walked-layer.ts';

/**
 * The layers of a planned image, the lowest first.
 *
 * What is read of them: an uncompressed layer is walked, header by header, only when a lookup gets to it, for a lookup
 * ends at the topmost layer that decides it. A compressed layer has to be read as a whole; all of them are started at
 * once, since nearly every run lists a folder, and a listing needs the layers below. With `verify` every layer is read
 * and hashed. Layers below one whose root is opaque are never looked up, and are read only for `verify` or if they are
 * compressed. A layer that occurs twice is read once.
 */
export async function createLayers(
  session: Session,
  files: Pick<ImageFiles, 'where' | 'layer'>,
  plan: ImagePlan,
): Promise<Layer[]> {
  const made = new Map<string, CreatedLayer>();
  const layers: Layer[] = [];
  for (const [index, layerPlan] of plan.layers.entries()) {
    const provenance: Provenance = {
      layer: index + 1,
      layers: plan.layers.length,
      diffId: layerPlan.diffId,
      createdBy: layerPlan.createdBy,
    };
    const where = `layer ${index + 1} of ${plan.layers.length} (${layerPlan.name} in ${files.where})`;
    const content = await files.layer(layerPlan.name);
    if (!content)
      throw new InputProblem(`${files.where} lacks the layer ${layerPlan.name}; save the whole image again`);
    const key = `${content.id} ${layerPlan.diffId} ${layerPlan.digest}`;
    let known = made.get(key);
    if (!known) {
      known = await createLayer(session, content, where, layerPlan, provenance);
      made.set(key, known);
    }
    layers.push({ ...known.layer, provenance });
  }
  startLargestFirst([...made.values()]);
  return layers;
}

interface CreatedLayer {
  readonly layer: Layer;
  /** The bytes that a first pass reads; null if it is not to be started before it is needed. */
  readonly start: number | null;
}

function startLargestFirst(layers: readonly CreatedLayer[]): void {
  const eager = layers.filter((layer) => layer.start !== null).sort((a, b) => b.start! - a.start!);
  // Whoever asks the layer gets the error, and so does the session.
  for (const { layer } of eager) layer.index().catch(() => {});
}

async function createLayer(
  session: Session,
  content: LayerContent,
  where: string,
  plan: LayerPlan,
  provenance: Provenance,
): Promise<CreatedLayer> {
  const expected: ExpectedDigests = { diffId: plan.diffId, stored: plan.digest };
  if (content.kind === 'scans') {
    return { layer: scannedLayer(session, content.scans, where, expected, provenance), start: 0 };
  }
  session.expect(content.source.size);
  return createSourceLayer(session, content.source, where, expected, provenance);
}

/** A layer, or a lone tar, at a place that can be read: walked if nothing has to be decoded or hashed. */
export async function createSourceLayer(
  session: Session,
  source: ByteSource,
  where: string,
  expected: ExpectedDigests,
  provenance: Provenance | null,
): Promise<CreatedLayer> {
  if (!source.readNow) {
    // Far away: each read costs a round trip, so the layer comes as one stream, whatever it is compressed with.
    const scans = sourceScans(session, source, null, where, expected.stored !== null);
    return { layer: scannedLayer(session, scans, where, expected, provenance), start: source.size ?? 0 };
  }
  const head = source.readNow(0, sniffLength);
  const compression = sniffCompression(head);
  const plain = compression === 'none';
  if (plain && source.size !== 0 && !looksLikeTar(head)) {
    throw new InputProblem(`${where} is neither a tar nor compressed with gzip or zstd`);
  }
  if (plain && source.size !== 0 && !(session.options.verify && expected.diffId !== null)) {
    return { layer: walkedLayer(session, source, where, provenance), start: null };
  }
  // What was found in a layer is remembered by both of its digests, so both have to be checked.
  const hashStored =
    !plain && expected.stored !== null && (session.options.verify || session.options.memory !== undefined);
  const scans = sourceScans(session, source, compression, where, hashStored);
  return {
    layer: scannedLayer(session, scans, where, expected, provenance),
    start: source.size ?? Number.MAX_SAFE_INTEGER,
  };
}
