import type { FileTree } from '../image/file-tree.ts';
import type { OpenedImage } from '../image/opened-image.ts';
import { rememberTree } from '../image/remember-tree.ts';
import type { KindConfigFile } from '../kind/config/apply.ts';
import { overlayTree } from '../kind/config/overlay-tree.ts';
import { type ResolvedImage, type ResolveOptions, resolveImage } from '../resolve/resolve-image.ts';
import type { StepMemory } from '../resolve/steps.ts';
import type { SourceFinder } from '../source/open-repository.ts';
import { decodeUtf8 } from '../text/decode.ts';
import type { Observation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { ImageReport } from '../verdict/report.ts';
import { assembleReport, judgeResolved } from './assemble-report.ts';
import { type RunningTime, treeInTime } from './deadline.ts';
import type { GateOptions } from './options.ts';
import { proveFixes, type Trial } from './prove-fixes.ts';

/** What the user handed in besides the image. */
export interface Told extends Omit<ResolveOptions, 'booted'> {
  readonly kindConfig: KindConfigFile | null;
}

/**
 * Resolves an opened image and judges it, as it is or as kind would patch it. Each fix is tried before it is shown.
 * @returns null where the time was up before the image was judged
 */
export async function judgeImage(
  image: OpenedImage,
  options: GateOptions,
  told: Told,
  source: SourceFinder | null,
): Promise<ImageReport>;
export async function judgeImage(
  image: OpenedImage,
  options: GateOptions,
  told: Told,
  source: SourceFinder | null,
  time: RunningTime | undefined,
): Promise<ImageReport | null>;
export async function judgeImage(
  image: OpenedImage,
  options: GateOptions,
  told: Told,
  source: SourceFinder | null,
  time?: RunningTime,
): Promise<ImageReport | null> {
  const remembered = rememberTree(image.tree);
  const tree = time === undefined ? remembered : treeInTime(remembered, time);
  const running = isRunningHost(image);
  const memory: StepMemory = new Map();
  const asked: Told = { ...told, architecture: image.platform?.split('/')[1] ?? null };
  const { patched, resolved } = await resolvePatched(tree, asked, running, memory);
  const problems = await image.settle();
  const report = await assembleReport(
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
  if (time?.isUp()) return null;
  const proven = await proveFixes(
    report,
    report,
    trialOf(tree, patched.tree, asked, running, problems, options, memory),
  );
  // A fix that there was no time to try is not shown.
  return time?.isUp() ? { ...report, findings: report.findings.map((finding) => ({ ...finding, fix: null })) } : proven;
}

/**
 * Judges an image anew with one file changed.
 * @param shown the files that the findings point into
 * @param memory what was worked out for the image as it is; a first trial fills an empty one
 */
export function trialOf(
  tree: FileTree,
  shown: FileTree,
  told: Told,
  running: boolean,
  problems: readonly string[],
  options: GateOptions,
  memory: StepMemory = new Map(),
): Trial {
  const given = givenFiles(told);
  return {
    textOf: async (path) => {
      const bytes = given.get(path);
      if (bytes !== undefined) return decodeUtf8(bytes).text;
      const read = await shown.read(path);
      return read.ok ? decodeUtf8(read.bytes).text : null;
    },
    judgeWith: async (path, text) => {
      const fixed = given.has(path) ? tree : overlayTree(tree, new Map([[path, text]]));
      const { patched, resolved } = await resolvePatched(fixed, withText(told, path, text), running, memory);
      return judgeResolved(withFacts(resolved, problems, patched.observations), options);
    },
  };
}

async function resolvePatched(
  tree: FileTree,
  told: Told,
  running: boolean,
  memory: StepMemory,
): Promise<{ readonly patched: Patched; readonly resolved: ResolvedImage }> {
  const patched = await patch(tree, told);
  const booted = running || told.kindConfig !== null;
  return { patched, resolved: await resolveImage(patched.tree, [], { ...told, booted }, memory) };
}

/** The same with another text in the file of that path, if one was handed in. */
function withText(told: Told, path: string, text: string): Told {
  const bytes = new TextEncoder().encode(text);
  const anew = <T extends { readonly path: string }>(file: T | null): T | null =>
    file?.path === path ? { ...file, bytes } : file;
  return { ...told, kubeletConfig: anew(told.kubeletConfig), kindConfig: anew(told.kindConfig) };
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
