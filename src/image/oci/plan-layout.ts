import { platformText, readImageConfig, requireDigest } from '../image-config.ts';
import { type ImageFiles, type ImagePlan, UsageProblem } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import { asGoRecord, type JsonRecord, optionalText, parseJson } from '../json.ts';
import { limits } from '../limits.ts';
import type { Platform } from '../opened-image.ts';
import { chooseByPlatform, chooseByReference, platformList } from './choose-descriptor.ts';
import { blobName, type Descriptor, platformOf, readDescriptor, readDescriptors } from './descriptor.ts';

/** Chooses an image of an OCI layout (OCI image spec 1.1, image-layout.md) by its name and its platform. */
export async function planLayout(files: ImageFiles, reference: string | null, platform: Platform): Promise<ImagePlan> {
  const bytes = await files.small('index.json');
  if (!bytes) {
    const hint = (await files.has('manifest.json'))
      ? 'it is a docker save archive, to be written as docker-archive:'
      : 'it is no OCI layout';
    throw new InputProblem(`${files.where} has no index.json; ${hint}`);
  }
  const where = `index.json in ${files.where}`;
  const index = asGoRecord(parseJson(bytes, where), where);
  const chosen = chooseByReference(readDescriptors(index.manifests, where), reference, files.where);
  return planImage(layoutBlobs(files), chosen, platform);
}

/** The blobs of images, wherever they are kept. */
export interface ImageBlobs {
  /** Where they are, for messages. */
  readonly where: string;
  /** A manifest, an index or a config; null if it is not there. Its digest is still to be checked. */
  read(descriptor: Descriptor): Promise<Uint8Array | null>;
  has(descriptor: Descriptor): Promise<boolean>;
}

function layoutBlobs(files: ImageFiles): ImageBlobs {
  return {
    where: files.where,
    read: ({ digest }) => files.small(blobName(digest)),
    has: ({ digest }) => files.has(blobName(digest)),
  };
}

/** Goes from the top descriptors of an image (one for each platform, or an index of them) to its layers. */
export async function planImage(
  blobs: ImageBlobs,
  chosen: readonly Descriptor[],
  platform: Platform,
): Promise<ImagePlan> {
  const { descriptor, manifest, beside } = await findManifest(blobs, chosen, platform);
  return { ...(await planManifest(blobs, descriptor, manifest)), beside };
}

interface FoundManifest {
  readonly descriptor: Descriptor;
  readonly manifest: JsonRecord;
  readonly beside: readonly string[];
}

/** Goes down through nested indexes to the manifest of the platform. A single manifest is taken whatever its platform. */
async function findManifest(blobs: ImageBlobs, top: readonly Descriptor[], platform: Platform): Promise<FoundManifest> {
  const images = top.filter((descriptor) => !descriptor.artifact);
  const [only] = images;
  if (!only) throw new InputProblem(`${blobs.where} holds no image`);
  if (images.length === 1) {
    const document = await readBlob(blobs, only);
    if (!('manifests' in document)) return { descriptor: only, manifest: document, beside: [] };
  }
  const platforms = new Set<string>();
  const choose = (known: readonly Descriptor[]) => {
    const chosen = requirePlatform(blobs, known, platform);
    for (const one of known) if (one.digest !== chosen.digest) platforms.add(platformOf(one));
    platforms.delete(platformOf(chosen));
    return chosen;
  };
  let descriptor = await chooseImage(blobs, images, platform, choose);
  for (let depth = 0; depth <= limits.indexDepth; depth++) {
    const document = await readBlob(blobs, descriptor);
    if (!('manifests' in document)) return { descriptor, manifest: document, beside: [...platforms] };
    const inner = readDescriptors(document.manifests, blobName(descriptor.digest));
    descriptor = choose(await expand(blobs, inner, new Set(), 0));
  }
  throw nestedTooDeep(blobs);
}

/**
 * Of images side by side the one for a platform. Two of them for one platform are different images, and which of them is
 * meant could only be guessed; within an index the first one counts (OCI image spec 1.1, image-index.md).
 */
async function chooseImage(
  blobs: ImageBlobs,
  images: readonly Descriptor[],
  platform: Platform,
  choose: (known: readonly Descriptor[]) => Descriptor,
): Promise<Descriptor> {
  const seen = new Set<string>();
  const known: (readonly Descriptor[])[] = [];
  for (const image of images) known.push(await expand(blobs, [image], seen, 0));
  const chosen = choose(known.flat());
  for (const others of known.filter((own) => !own.includes(chosen))) {
    const rival = chooseByPlatform(others, platform);
    if (rival === null || rival.digest === chosen.digest || platformOf(rival) !== platformOf(chosen)) continue;
    throw new UsageProblem(
      `${blobs.where} holds several images for ${platformOf(chosen)}; write the form as FORM:PATH:@N, N counted from 0`,
    );
  }
  return chosen;
}

function requirePlatform(blobs: ImageBlobs, known: readonly Descriptor[], platform: Platform): Descriptor {
  const descriptor = chooseByPlatform(known, platform);
  if (descriptor) return descriptor;
  const wanted = platformText({ ...platform });
  throw new UsageProblem(
    `${blobs.where} has no image for ${wanted}; it has: ${platformList(known)}; choose one with --platform`,
  );
}

/**
 * Descriptors with their platforms: one that has none is an index, whose own descriptors take its place, or a manifest
 * whose config tells. Each index is opened once.
 */
async function expand(
  blobs: ImageBlobs,
  descriptors: readonly Descriptor[],
  seen: Set<string>,
  depth: number,
): Promise<Descriptor[]> {
  if (depth > limits.indexDepth) throw nestedTooDeep(blobs);
  const known: Descriptor[] = [];
  for (const descriptor of descriptors) {
    if (descriptor.artifact || seen.has(descriptor.digest)) continue;
    seen.add(descriptor.digest);
    if (descriptor.platform || !(await blobs.has(descriptor))) {
      known.push(descriptor);
      continue;
    }
    const document = await readBlob(blobs, descriptor);
    if ('manifests' in document) {
      const inner = readDescriptors(document.manifests, blobName(descriptor.digest));
      known.push(...(await expand(blobs, inner, seen, depth + 1)));
    } else known.push({ ...descriptor, platform: await configPlatform(blobs, descriptor, document) });
  }
  return known;
}

async function configPlatform(
  blobs: ImageBlobs,
  descriptor: Descriptor,
  manifest: JsonRecord,
): Promise<Platform | null> {
  if (!('config' in manifest)) return null;
  const { platform } = (await readConfig(blobs, readDescriptor(manifest.config, blobName(descriptor.digest)))).config;
  const [os, architecture, variant] = platform?.split('/') ?? [];
  return os && architecture ? { os, architecture, ...(variant ? { variant } : {}) } : null;
}

function nestedTooDeep(blobs: ImageBlobs): InputProblem {
  return new InputProblem(`${blobs.where}: image indexes are nested more than ${limits.indexDepth} deep`);
}

async function readBlobBytes(blobs: ImageBlobs, descriptor: Descriptor): Promise<Uint8Array> {
  const name = blobName(descriptor.digest);
  const bytes = await blobs.read(descriptor);
  if (!bytes) throw new InputProblem(`${blobs.where} lacks ${name}, which its index names; save the whole image again`);
  requireDigest(bytes, descriptor.digest, `${name} in ${blobs.where}`);
  return bytes;
}

async function readBlob(blobs: ImageBlobs, descriptor: Descriptor): Promise<JsonRecord> {
  const where = `${blobName(descriptor.digest)} in ${blobs.where}`;
  const document = asGoRecord(parseJson(await readBlobBytes(blobs, descriptor), where), where);
  // What is both could be read as either (CVE-2021-41190); containerd refuses it, too.
  if ('manifests' in document && ('layers' in document || 'config' in document)) {
    throw new InputProblem(`${where} is an index and a manifest at once`);
  }
  return document;
}

async function readConfig(blobs: ImageBlobs, descriptor: Descriptor) {
  const bytes = await readBlobBytes(blobs, descriptor);
  return { bytes, config: readImageConfig(bytes, `${blobName(descriptor.digest)} in ${blobs.where}`) };
}

/** The media types of an image's config, OCI's and Docker's. */
const imageConfig = /^application\/vnd\.(?:oci\.image\.config|docker\.container\.image)\./;

async function planManifest(blobs: ImageBlobs, descriptor: Descriptor, manifest: JsonRecord): Promise<ImagePlan> {
  const where = `${blobName(descriptor.digest)} in ${blobs.where}`;
  if (!('config' in manifest)) {
    const old =
      manifest.schemaVersion === 1 ? ', but one of schema 1, which engines no longer read; push it again' : '';
    throw new InputProblem(`${where} is no image manifest${old}`);
  }
  const described = readDescriptor(manifest.config, where);
  const { bytes, config } = await readConfig(blobs, described);
  const layers = readDescriptors(manifest.layers, where);
  if (layers.length !== config.diffIds.length) {
    const counts = `${where} names ${layers.length} layers, but the config ${config.diffIds.length}`;
    const artifact = optionalText(manifest.artifactType) ?? described.mediaType;
    throw new InputProblem(
      artifact === '' || imageConfig.test(artifact) ? counts : `${counts}; it is an artifact of the type ${artifact}`,
    );
  }
  for (const layer of layers) {
    if (layer.foreign && !(await blobs.has(layer))) {
      throw new InputProblem(
        `${blobs.where} lacks the layer ${layer.digest}, which has to be fetched from elsewhere; save the whole image`,
      );
    }
  }
  return {
    digest: descriptor.digest,
    platform: config.platform,
    labels: config.labels,
    config: bytes,
    layers: layers.map((layer, index) => ({
      name: blobName(layer.digest),
      diffId: config.diffIds[index]!,
      digest: layer.digest,
      size: layer.size,
      annotations: layer.annotations,
      createdBy: config.createdBy[index] ?? null,
    })),
  };
}
