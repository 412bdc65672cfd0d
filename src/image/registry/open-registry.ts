import type { ImageFiles } from '../image-files.ts';
import { type ImagePlan, UsageProblem } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import { blobName, type Descriptor, describeManifest } from '../oci/descriptor.ts';
import { type ImageBlobs, planImage } from '../oci/plan-layout.ts';
import type { Session } from '../session.ts';
import { askInOrder } from './connect.ts';
import type { RegistryPorts } from './ports.ts';
import type { Manifest, RegistryClient } from './registry-client.ts';
import { parseRegistryName, showName } from './registry-name.ts';
import { remoteBlob } from './remote-blob.ts';

export interface RegistryImage {
  readonly plan: ImagePlan;
  readonly files: Pick<ImageFiles, 'where' | 'layer'>;
}

/**
 * Chooses an image of a registry by its name and its platform. Layers come later, as streams or in parts; nothing is
 * copied to the disk, and no engine takes part.
 */
export async function openRegistryImage(session: Session, text: string): Promise<RegistryImage> {
  const { ports, signal, platform } = session.options;
  const name = parseRegistryName(text);
  if (ports.registry === null) throw new UsageProblem(`docker://${text}: registries are not read here`);
  const registry: RegistryPorts = ports.registry;
  const reference = name.digest ?? name.tag ?? 'latest';
  const { client, manifest } = await askInOrder(registry, name, signal, async (candidate) => {
    const found = await candidate.manifest(reference);
    return found && { client: candidate, manifest: found };
  });
  if (name.digest !== null && manifest.digest !== name.digest) {
    throw new InputProblem(
      `${client.where} answers the request for ${name.digest} with a manifest that has the digest ${manifest.digest}`,
    );
  }
  session.advance(manifest.bytes.length);
  const blobs = registryBlobs(session, client, manifest, showName(name));
  const plan = await planImage(
    blobs,
    [describeManifest(manifest.digest, manifest.mediaType, manifest.bytes.length)],
    platform,
  );
  return { plan, files: registryLayers(registry, client, plan, signal) };
}

/** Manifests and configs; their digests are checked by whoever asks. */
function registryBlobs(session: Session, client: RegistryClient, top: Manifest, where: string): ImageBlobs {
  const known = new Map<string, Promise<Uint8Array | null>>([[top.digest, Promise.resolve(top.bytes)]]);
  const fetchBlob = async ({ digest, mediaType }: Descriptor): Promise<Uint8Array | null> => {
    const isManifest = /(?:manifest|index)(?:\.list)?\.v[12]\+json$/.test(mediaType);
    const bytes = isManifest ? ((await client.manifest(digest))?.bytes ?? null) : await client.smallBlob(digest);
    session.advance(bytes?.length ?? 0);
    return bytes;
  };
  return {
    where,
    read: (descriptor) => {
      let bytes = known.get(descriptor.digest);
      if (!bytes) {
        bytes = fetchBlob(descriptor);
        known.set(descriptor.digest, bytes);
      }
      return bytes;
    },
    has: async (descriptor) => !descriptor.foreign,
  };
}

function registryLayers(
  registry: RegistryPorts,
  client: RegistryClient,
  plan: ImagePlan,
  signal: AbortSignal | undefined,
): RegistryImage['files'] {
  const layers = new Map(plan.layers.map((layer) => [layer.name, layer]));
  const wait = (milliseconds: number) => registry.wait(milliseconds, signal);
  return {
    where: client.where,
    layer: async (name) => {
      const layer = layers.get(name);
      if (!layer?.digest) return null;
      if (layer.size === null) {
        throw new InputProblem(`the manifest of ${client.where} gives no size for ${blobName(layer.digest)}`);
      }
      return { kind: 'source', id: name, source: remoteBlob(client, wait, layer.digest, layer.size) };
    },
  };
}
