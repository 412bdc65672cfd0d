import { emptyTree } from '../image/empty-tree.ts';
import type { OpenResult } from '../image/opened-image.ts';
import { rememberTree } from '../image/remember-tree.ts';
import type { NodeImageSource } from '../kind/cluster/load-image.ts';
import { treeResolver } from '../kind/evidence/tree-resolver.ts';
import { judgeLive } from '../kind/live.ts';
import type { LiveOptions, LiveResult } from '../kind/live-options.ts';
import { type ResolvedImage, resolveImage } from '../resolve/resolve-image.ts';
import type { SourceFinder } from '../source/open-repository.ts';
import type { ImageReport } from '../verdict/report.ts';
import { assembleReport, judgeResolved } from './assemble-report.ts';
import { givenFiles, type Told, trialOf, withFacts } from './judge-image.ts';
import { liveCandidates } from './live-node.ts';
import type { GateOptions } from './options.ts';
import { proveFixes, weigh } from './prove-fixes.ts';

/** What kind mode needs from outside. */
export type KindMode = Pick<LiveOptions, 'ports' | 'saveState' | 'signal' | 'onProgress'>;

/**
 * Boots a cluster from the image and judges what runs. What the image says by itself gives the lines; where no cluster came
 * up it is judged alone, beside the reason.
 * @param opened the same image, for reading; where that was not possible, nothing is said of what it has
 */
export async function judgeBooted(
  reference: string,
  from: NodeImageSource,
  opened: OpenResult,
  options: GateOptions,
  told: Told,
  mode: KindMode,
  source: SourceFinder | null,
): Promise<ImageReport> {
  const image = opened.ok ? opened.image : null;
  const resolved = image === null ? null : await resolveImage(image.tree, [], { ...told, booted: false });
  const problems = opened.ok ? await opened.image.settle() : [opened.error.message];
  const judgedFrom = (live: LiveResult): ResolvedImage => {
    const seen = liveCandidates(live, resolved);
    if (seen.length === 0) return withFacts(resolved ?? UNREAD, problems, live.observations);
    return {
      candidates: seen,
      containerdVersion: resolved?.containerdVersion ?? null,
      kubeletVersion: resolved?.kubeletVersion ?? null,
    };
  };
  const result = await judgeLive({
    ...mode,
    image: from,
    platform: image?.platform ?? null,
    kindConfig: told.kindConfig,
    clusterName: null,
    bootTimeoutMs: options.kind.timeout * 1000,
    waitSeconds: 0,
    watchMs: options.kind.watch * 1000,
    retainOnFailure: options.kind.retainOnFailure,
    failed: (live) => judgeResolved(judgedFrom(live), options).verdict !== 'pass',
    logsDir: options.kind.logs,
    tree: image?.tree ?? null,
    resolve: treeResolver({ containerdVersion: told.containerdVersion, kubeletVersion: told.kubeletVersion }),
  });
  const report = await assembleReport(
    {
      reference,
      image,
      tree: image?.tree ?? emptyTree,
      given: givenFiles(told),
      resolved: judgedFrom(result),
      originOf: (location) => location,
      live: result.report,
    },
    options,
    source,
  );
  if (image === null || resolved === null) return report;
  const alone = judgeResolved(withFacts(resolved, problems, []), options);
  const unpatched = { ...told, kindConfig: null };
  const trial = trialOf(rememberTree(image.tree), image.tree, unpatched, false, problems, options);
  return proveFixes(report, { verdict: alone.verdict, findings: alone.judgements.map(weigh) }, trial);
}

/** An image of which nothing was read. */
const UNREAD: ResolvedImage = {
  containerdVersion: null,
  kubeletVersion: null,
  candidates: [
    {
      versions: { containerd: '', kubelet: '' },
      node: {
        image: {
          problems: [],
          initSystem: 'unknown',
          generators: [],
          bootDoubts: [],
          observations: [],
          doubts: [],
          live: [],
        },
        runtime: 'containerd',
        containerd: null,
        otherRuntime: null,
        kubelet: null,
        effective: { driver: 'unknown', followsRuntime: null },
      },
    },
  ],
};
