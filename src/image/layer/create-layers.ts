import type { ByteSource } from '../byte-source.ts';
import { looksLikeTar, sniffCompression, sniffLength } from '../compression/sniff.ts';
import type { Provenance } from '../file-tree.ts';
import type { ImageFiles, ImagePlan, LayerContent, LayerPlan } from '../image-files.ts';
import { InputProblem, problemText } from '../input-problem.ts';
import type { Session } from '../session.ts';
import { announcesToc, type FoundToc, findToc } from '../toc/find-toc.ts';
import { plannedReads } from '../toc/plan-reads.ts';
import { tocLayer } from '../toc/toc-layer.ts';
import { tocSource } from '../toc/toc-source.ts';
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
 * and hashed. A layer that occurs twice is read once. Of a layer with a table of contents only that and the files asked
 * for are read, unless everything is to be verified.
 */
export async function createLayers(
  session: Session,
  files: Pick<ImageFiles, 'where' | 'layer'>,
  plan: ImagePlan,
): Promise<Layer[]> {
  const contents: LayerContent[] = [];
  for (const { name } of plan.layers) {
    const content = await files.layer(name);
    if (!content) throw new InputProblem(`${files.where} lacks the layer ${name}; save the whole image again`);
    contents.push(content);
  }
  const made = new Map<string, Promise<CreatedLayer>>();
  const layers = plan.layers.map(async (layerPlan, index): Promise<Layer> => {
    const { name, diffId, createdBy } = layerPlan;
    const provenance: Provenance = { layer: index + 1, layers: plan.layers.length, diffId, createdBy };
    const where = `layer ${index + 1} of ${plan.layers.length} (${name} in ${files.where})`;
    const content = contents[index]!;
    const key = `${content.id} ${diffId} ${layerPlan.digest}`;
    const known = made.get(key) ?? createLayer(session, content, where, layerPlan, provenance);
    made.set(key, known);
    return { ...(await known).layer, provenance };
  });
  const created = await Promise.all(layers);
  startLargestFirst(await Promise.all(made.values()));
  return created;
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
  if (!session.options.verify && announcesToc(plan)) {
    const source = tocSource(content.source, session.advance);
    const found = await findAnnounced(session, source, plan, where);
    if (found) {
      const reads = plannedReads(source, found.toc, session.options.interests, content.source.readNow !== undefined);
      return { layer: tocLayer(session, reads, found, where, provenance), start: null };
    }
  }
  return createSourceLayer(session, content.source, where, expected, provenance);
}

/** A table of contents that is not what was announced is no reason to give up: the layer can be read as a whole. */
async function findAnnounced(
  session: Session,
  source: Pick<ByteSource, 'size' | 'read'>,
  plan: LayerPlan,
  where: string,
): Promise<FoundToc | null> {
  try {
    const found = await findToc(source, plan, where);
    session.layerWasRead();
    session.remark(
      `relied on the ${found.format} tables of contents of layers, which the manifest vouches for; --verify reads everything instead`,
    );
    return found;
  } catch (error) {
    session.remark(`${problemText(error)}; the layer was read as a whole`);
    return null;
  }
}

/** A layer, or a lone tar, at a place that can be read: walked if nothing has to be decoded or hashed. */
export async function createSourceLayer(
  session: Session,
  source: ByteSource,
  where: string,
  expected: ExpectedDigests,
  provenance: Provenance | null,
): Promise<CreatedLayer> {
  // A lone tar has no digest that it could be compared with.
  const content = expected.diffId !== null || expected.stored !== null;
  if (!source.readNow) {
    // Far away: each read costs a round trip, so the layer comes as one stream, whatever it is compressed with.
    const scans = sourceScans(session, source, null, where, { content, stored: expected.stored !== null });
    return { layer: scannedLayer(session, scans, where, expected, provenance), start: source.size ?? 0 };
  }
  const room = Buffer.alloc(sniffLength);
  const head = room.subarray(0, source.readNow(room, 0, sniffLength));
  const compression = sniffCompression(head);
  const plain = compression === 'none';
  if (plain && source.size !== 0 && !looksLikeTar(head)) {
    throw new InputProblem(`${where} is neither a tar nor compressed with gzip or zstd`);
  }
  // Nothing has to be hashed to see this, and engines refuse such an image when they hash it.
  if (plain && expected.stored !== null && expected.diffId !== null && expected.stored !== expected.diffId) {
    throw new InputProblem(
      `${where} is stored as it is, and the config names another one in its place, ${expected.diffId}; save the image again`,
    );
  }
  if (plain && source.size !== 0 && !(session.options.verify && expected.diffId !== null)) {
    return { layer: walkedLayer(session, source, where, expected.diffId, provenance), start: null };
  }
  // What was found in a layer is remembered by both of its digests, so both have to be checked.
  const hashStored =
    !plain && expected.stored !== null && (session.options.verify || session.options.memory !== undefined);
  const scans = sourceScans(session, source, compression, where, { content, stored: hashStored });
  return {
    layer: scannedLayer(session, scans, where, expected, provenance),
    start: source.size ?? Number.MAX_SAFE_INTEGER,
  };
}
