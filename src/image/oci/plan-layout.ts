import { platformText, readImageConfig, requireDigest } from '../image-config.ts';
import { type ImageFiles, type ImagePlan, UsageProblem } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import { asRecord, type JsonRecord, parseJson } from '../json.ts';
import { limits } from '../limits.ts';
import type { Platform } from '../opened-image.ts';
import { chooseByPlatform, chooseByReference, platformList } from './choose-descriptor.ts';
import { blobName, type Descriptor, readDescriptor, readDescriptors } from './descriptor.ts';

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
  const index = asRecord(parseJson(bytes, where), where);
  const chosen = chooseByReference(readDescriptors(index.manifests, where), reference, files.where);
  const { descriptor, manifest } = await findManifest(files, chosen, platform);
  return planManifest(files, descriptor, manifest);
}

interface FoundManifest {
  readonly descriptor: Descriptor;
  readonly manifest: JsonRecord;
}

/** Goes down through nested indexes to the manifest of the platform. A single manifest is taken whatever its platform. */
async function findManifest(files: ImageFiles, top: readonly Descriptor[], platform: Platform): Promise<FoundManifest> {
  const images = top.filter((descriptor) => !descriptor.attestation);
  const [only] = images;
  if (!only) throw new InputProblem(`${files.where} holds no image`);
  if (images.length === 1) {
    const document = await readBlob(files, only);
    if (!('manifests' in document)) return { descriptor: only, manifest: document };
  }
  let descriptors: readonly Descriptor[] = images;
  for (let depth = 0; depth <= limits.indexDepth; depth++) {
    const known = await expand(files, descriptors, new Set(), 0);
    const descriptor = chooseByPlatform(known, platform);
    if (!descriptor) {
      const wanted = platformText({ ...platform });
      throw new UsageProblem(
        `${files.where} has no image for ${wanted}; it has: ${platformList(known)}; choose one with --platform`,
      );
    }
    const document = await readBlob(files, descriptor);
    if (!('manifests' in document)) return { descriptor, manifest: document };
    descriptors = readDescriptors(document.manifests, blobName(descriptor.digest));
  }
  throw nestedTooDeep(files);
}

/**
 * Descriptors with their platforms: one that has none is an index, whose own descriptors take its place, or a manifest
 * whose config tells. Each index is opened once.
 */
async function expand(
  files: ImageFiles,
  descriptors: readonly Descriptor[],
  seen: Set<string>,
  depth: number,
): Promise<Descriptor[]> {
  if (depth > limits.indexDepth) throw nestedTooDeep(files);
  const known: Descriptor[] = [];
  for (const descriptor of descriptors) {
    if (descriptor.attestation || seen.has(descriptor.digest)) continue;
    seen.add(descriptor.digest);
    if (descriptor.platform || !(await files.has(blobName(descriptor.digest)))) {
      known.push(descriptor);
      continue;
    }
    const document = await readBlob(files, descriptor);
    if ('manifests' in document) {
      const inner = readDescriptors(document.manifests, blobName(descriptor.digest));
      known.push(...(await expand(files, inner, seen, depth + 1)));
    } else known.push({ ...descriptor, platform: await configPlatform(files, descriptor, document) });
  }
  return known;
}

async function configPlatform(
  files: ImageFiles,
  descriptor: Descriptor,
  manifest: JsonRecord,
): Promise<Platform | null> {
  if (!('config' in manifest)) return null;
  const { platform } = await readConfig(files, readDescriptor(manifest.config, blobName(descriptor.digest)));
  const [os, architecture, variant] = platform?.split('/') ?? [];
  return os && architecture ? { os, architecture, ...(variant ? { variant } : {}) } : null;
}

function nestedTooDeep(files: ImageFiles): InputProblem {
  return new InputProblem(`${files.where}: image indexes are nested more than ${limits.indexDepth} deep`);
}

async function readBlobBytes(files: ImageFiles, descriptor: Descriptor): Promise<Uint8Array> {
  const name = blobName(descriptor.digest);
  const bytes = await files.small(name);
  if (!bytes) throw new InputProblem(`${files.where} lacks ${name}, which its index names; save the whole image again`);
  requireDigest(bytes, descriptor.digest, `${name} in ${files.where}`);
  return bytes;
}

async function readBlob(files: ImageFiles, descriptor: Descriptor): Promise<JsonRecord> {
  const where = `${blobName(descriptor.digest)} in ${files.where}`;
  return asRecord(parseJson(await readBlobBytes(files, descriptor), where), where);
}

async function readConfig(files: ImageFiles, descriptor: Descriptor) {
  return readImageConfig(await readBlobBytes(files, descriptor), `${blobName(descriptor.digest)} in ${files.where}`);
}

async function planManifest(files: ImageFiles, descriptor: Descriptor, manifest: JsonRecord): Promise<ImagePlan> {
  const where = `${blobName(descriptor.digest)} in ${files.where}`;
  if (!('config' in manifest)) throw new InputProblem(`${where} is no image manifest`);
  const config = await readConfig(files, readDescriptor(manifest.config, where));
  const layers = readDescriptors(manifest.layers, where);
  if (layers.length !== config.diffIds.length) {
    throw new InputProblem(`${where} names ${layers.length} layers, but the config ${config.diffIds.length}`);
  }
  for (const layer of layers) {
    if (layer.foreign && !(await files.has(blobName(layer.digest)))) {
      throw new InputProblem(
        `${files.where} lacks the layer ${layer.digest}, which has to be fetched from elsewhere; save the whole image`,
      );
    }
  }
  return {
    digest: descriptor.digest,
    platform: config.platform,
    labels: config.labels,
    layers: layers.map((layer, index) => ({
      name: blobName(layer.digest),
      diffId: config.diffIds[index]!,
      digest: layer.digest,
      createdBy: config.createdBy[index] ?? null,
    })),
  };
}
