import type { FileTree } from '../image/file-tree.ts';
import type { OpenedImage } from '../image/opened-image.ts';
import type { LiveReport } from '../kind/live-report.ts';
import type { ResolvedImage } from '../resolve/resolve-image.ts';
import type { SourceFinder } from '../source/open-repository.ts';
import type { Location } from '../text/position.ts';
import { type Judged, judge } from '../verdict/judge.ts';
import type { ImageReport } from '../verdict/report.ts';
import type { Demands } from '../verdict/rule.ts';
import { RULES, VERSION_RULE } from '../verdict/rules/index.ts';
import { containerdReport, isForSure } from './containerd-report.ts';
import { FileTexts } from './file-texts.ts';
import { illustrate } from './illustrate.ts';
import { kubeletReport } from './kubelet-report.ts';
import { mapToRepository } from './map-to-repository.ts';
import { moveJudgement } from './move-judgement.ts';
import type { GateOptions } from './options.ts';

/** What is known of an image when it comes to judging it. */
export interface Subject {
  readonly reference: string;
  /** Null where its files could not be read, and only what runs is judged. */
  readonly image: OpenedImage | null;
  /** The files that findings point into. */
  readonly tree: FileTree;
  /** Files that the user handed in, by path. */
  readonly given: ReadonlyMap<string, Uint8Array>;
  readonly resolved: ResolvedImage;
  /** Where a place in `tree` was really written, if files were patched on the way. */
  readonly originOf: (location: Location) => Location;
  readonly live: LiveReport | null;
}

/** Judges what was resolved, illustrates the findings and says which line of the repository made each. */
export async function assembleReport(
  subject: Subject,
  options: GateOptions,
  source: SourceFinder | null,
): Promise<ImageReport> {
  const { image, resolved, tree, given } = subject;
  const { verdict, judgements } = judgeResolved(resolved, options);
  const texts = new FileTexts(tree, given);
  const moved = judgements.map((judgement) => moveJudgement(judgement, subject.originOf));
  const [node] = resolved.candidates.map((candidate) => candidate.node);
  const report: ImageReport = {
    image: subject.reference,
    digest: image?.digest ?? null,
    verdict,
    platform: image?.platform ?? null,
    containerd: containerdReport(resolved, demandsOf(options)),
    otherRuntime: otherRuntimeReport(node?.otherRuntime ?? null, isForSure(resolved, 'runtime')),
    kubelet: kubeletReport(resolved),
    findings: await illustrate(moved, texts),
    live: subject.live,
    reading: image === null ? null : readingReport(image),
    baseline: null,
  };
  return mapToRepository(report, { tree, given }, source);
}

/** The verdict and its findings, before they are illustrated. */
export function judgeResolved(resolved: ResolvedImage, options: GateOptions): Judged {
  const { failOn, skip } = options;
  return judge(resolved.candidates, RULES, VERSION_RULE, { demands: demandsOf(options), failOn, skip });
}

function demandsOf({ require, handlers }: GateOptions): Demands {
  return { require, handlers };
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

function otherRuntimeReport(
  runtime: ResolvedImage['candidates'][number]['node']['otherRuntime'],
  certain: boolean,
): ImageReport['otherRuntime'] {
  if (runtime === null) return null;
  const { name, version, driver, source, why } = runtime;
  return { name, version, driver, certain, source, why };
}
