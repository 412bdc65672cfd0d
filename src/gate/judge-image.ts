import type { FileTree } from '../image/file-tree.ts';
import type { OpenedImage } from '../image/opened-image.ts';
import type { KindConfigFile } from '../kind/config/apply.ts';
import { type ResolvedImage, type ResolveOptions, resolveImage } from '../resolve/resolve-image.ts';
import type { SourceFinder } from '../source/open-repository.ts';
import type { Observation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { ImageReport } from '../verdict/report.ts';
import { assembleReport } from './assemble-report.ts';
import type { GateOptions } from './options.ts';

/** What the user handed in besides the image. */
export interface Told extends Omit<ResolveOptions, 'booted'> {
  readonly kindConfig: KindConfigFile | null;
}

/** Resolves an opened image and judges it, as it is or as kind would patch it. */
export async function judgeImage(
  image: OpenedImage,
  options: GateOptions,
  told: Told,
  source: SourceFinder | null,
): Promise<ImageReport> {
  const patched = await patch(image.tree, told);
  const resolved = await resolveImage(patched.tree, [], {
    ...told,
    booted: isRunningHost(image) || told.kindConfig !== null,
  });
  const problems = await image.settle();
  return assembleReport(
    {
      reference: image.reference,
      image,
      tree: patched.tree,
      given: givenFiles(told),
      resolved: withFacts(resolved, problems, patched.observations),
      originOf: patched.originOf,
      live: null,
    },
    options,
    source,
  );
}

/** The files that the user handed in, by path. */
export function givenFiles({ kubeletConfig, kindConfig }: Told): ReadonlyMap<string, Uint8Array> {
  return new Map([kubeletConfig, kindConfig].filter((file) => file !== null).map(({ path, bytes }) => [path, bytes]));
}

/** What could not be read shows only once everything was read; every possible node carries it. */
export function withFacts(
  resolved: ResolvedImage,
  problems: readonly string[],
  live: readonly Observation[],
): ResolvedImage {
  const candidates = resolved.candidates.map(({ node, versions }) => ({
    versions,
    node: { ...node, image: { ...node.image, problems, live } },
  }));
  return { ...resolved, candidates };
}

interface Patched {
  readonly tree: FileTree;
  readonly observations: readonly Observation[];
  readonly originOf: (location: Location) => Location;
}

async function patch(tree: FileTree, told: Told): Promise<Patched> {
  const unpatched = { tree, observations: [], originOf: (location: Location) => location };
  if (told.kindConfig === null) return unpatched;
  const { applyKindConfig } = await import('../kind/config/apply.ts');
  const applied = await applyKindConfig(tree, told.kindConfig, {
    kindVersion: null,
    kubernetesVersion: told.kubeletVersion,
  });
  return applied.ok ? applied : { ...unpatched, observations: applied.observations };
}

/** `rootfs:/` is the host that this runs on. */
function isRunningHost({ form, reference }: OpenedImage): boolean {
  return form === 'rootfs' && /^(?:rootfs:)?\/+$/.test(reference);
}
