import type { OpenedImage } from '../image/opened-image.ts';
import { type ResolvedImage, type ResolveOptions, resolveImage } from '../resolve/resolve-image.ts';
import { judge } from '../verdict/judge.ts';
import type { ImageReport } from '../verdict/report.ts';
import { RULES, VERSION_RULE } from '../verdict/rules/index.ts';
import { containerdReport } from './containerd-report.ts';
import { FileTexts } from './file-texts.ts';
import { illustrate } from './illustrate.ts';
import { kubeletReport } from './kubelet-report.ts';
import type { GateOptions } from './options.ts';

/** Resolves an opened image, judges it and illustrates what was found. */
export async function judgeImage(image: OpenedImage, options: GateOptions, told: ResolveOptions): Promise<ImageReport> {
  const resolving = await resolveImage(image.tree, [], { ...told, booted: isRunningHost(image) });
  const problems = await image.settle();
  const resolved = withProblems(resolving, problems);
  const demands = { require: options.require, handlers: options.handlers };
  const judged = judge(resolved.candidates, RULES, VERSION_RULE, {
    demands,
    failOn: options.failOn,
    skip: options.skip,
  });
  const given = told.kubeletConfig === null ? [] : [[told.kubeletConfig.path, told.kubeletConfig.bytes] as const];
  const texts = new FileTexts(image.tree, new Map(given));
  const [node] = resolved.candidates.map((candidate) => candidate.node);
  return {
    image: image.reference,
    digest: image.digest,
    verdict: judged.verdict,
    platform: image.platform,
    containerd: containerdReport(resolved, demands),
    otherRuntime: node?.otherRuntime == null ? null : otherRuntimeReport(node.otherRuntime),
    kubelet: kubeletReport(resolved),
    findings: await illustrate(judged.judgements, texts),
    live: null,
    reading: readingReport(image),
    baseline: null,
  };
}

/** `rootfs:/` is the host that this runs on. */
function isRunningHost({ form, reference }: OpenedImage): boolean {
  return form === 'rootfs' && /^(?:rootfs:)?\/+$/.test(reference);
}

/** Numbers that mean something only: a folder has no layers, and no size of its own. */
function readingReport(image: OpenedImage): ImageReport['reading'] {
  const { layers, layersRead, bytesRead, totalBytes, remarks } = image.reading();
  return {
    form: image.form,
    layers: layers === 0 ? null : layers,
    layersRead: layers === 0 ? null : layersRead,
    bytesRead,
    totalBytes: totalBytes === 0 ? null : totalBytes,
    remarks,
  };
}

/** What could not be read shows only once everything was read; every possible node carries it. */
function withProblems(resolved: ResolvedImage, problems: readonly string[]): ResolvedImage {
  const candidates = resolved.candidates.map(({ node, versions }) => ({
    versions,
    node: { ...node, image: { ...node.image, problems } },
  }));
  return { ...resolved, candidates };
}

function otherRuntimeReport({
  name,
  version,
  driver,
  source,
  why,
}: NonNullable<ResolvedImage['candidates'][number]['node']['otherRuntime']>): ImageReport['otherRuntime'] {
  return { name, version, driver, source, why };
}
