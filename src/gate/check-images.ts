import { createLayerMemory } from '../image/cache/layer-memory.ts';
import type { ImageEvent } from '../image/opened-image.ts';
import type { ImagePorts } from '../image/ports.ts';
import type { Checkout } from '../source/checkout.ts';
import type { SourceFinder } from '../source/open-repository.ts';
import type { ImageReport, Report, Verdict } from '../verdict/report.ts';
import { VERSION } from '../version.ts';
import { compareWithBaseline, type Earlier } from './baseline.ts';
import { checkOne, type Outcome } from './check-one.ts';
import type { Deadline } from './deadline.ts';
import type { KindMode } from './judge-booted.ts';
import type { Told } from './judge-image.ts';
import { nameImages } from './named-images.ts';
import type { GateOptions } from './options.ts';
import { PROGRAMS } from './programs.ts';
import { unopenedImage } from './unopened-image.ts';

/** What a run needs from outside. */
export interface GatePorts {
  readonly image: ImagePorts;
  /** Reads a file of the user's own. The message names the file and what to do. */
  readUserFile(path: string): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; message: string }>;
  /** Reads the earlier report that `--baseline` names. */
  readBaseline(path: string): Promise<{ ok: true; baseline: Earlier } | { ok: false; message: string }>;
  /** The folder that `--repo` names; null or missing without one. */
  readonly checkout?: Checkout | null;
  /** What boots clusters, for `kind:`. */
  readonly kind: () => Promise<KindMode>;
  readonly signal?: AbortSignal;
  /** How long each image may take; kind mode has limits of its own. For ever without one. */
  readonly deadline?: Deadline;
  readonly progress?: (image: string, event: ImageEvent) => void;
}

export interface GateRun {
  readonly report: Report;
  /** One line for each image that could not be opened. */
  readonly unopened: readonly string[];
  /** True where every failure to open came from how the image was named. */
  readonly wrongUsage: boolean;
}

export type GateResult =
  | { readonly ok: true; readonly run: GateRun }
  | { readonly ok: false; readonly message: string };

/** How many images are worked on at once. */
const AT_ONCE = 2;

/** Judges every image, side by side, and puts the reports in the order in which the images were named. */
export async function checkImages(options: GateOptions, ports: GatePorts): Promise<GateResult> {
  const told = await readTold(options, ports);
  if (!told.ok) return told;
  const earlier = options.baseline === null ? null : await ports.readBaseline(options.baseline);
  if (earlier?.ok === false) return earlier;
  const named = await nameImages(options.images, ports.image, ports.signal);
  const memory = createLayerMemory(PROGRAMS, options.cache === null ? null : ports.image.cache(options.cache));
  const outcomes: Outcome[] = new Array(named.length);
  const source = ports.checkout == null ? null : await openSource(ports.checkout);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < named.length; index = next++) {
      const one = named[index]!;
      const { reference } = one;
      if (one.problem !== null) {
        outcomes[index] = { report: unopenedImage(reference, one.problem), unopened: one.problem, usage: false };
        continue;
      }
      outcomes[index] = await checkOne(reference, {
        options,
        told: told.told,
        source,
        ports,
        memory: options.cache === null && named.length === 1 ? null : memory,
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, named.length) }, work));
  const images = outcomes.map(({ report }) => report);
  const failures = outcomes.filter(({ unopened }) => unopened !== null);
  const report: Report = {
    schema: 1,
    tool: { name: 'cgroup-gate', version: VERSION },
    verdict: worst(images),
    images,
  };
  return {
    ok: true,
    run: {
      report: earlier === null ? report : compareWithBaseline(report, earlier.baseline),
      unopened: failures.map(({ unopened }) => unopened as string),
      wrongUsage: failures.length > 0 && failures.every(({ usage }) => usage),
    },
  };
}

async function openSource(checkout: Checkout): Promise<SourceFinder | null> {
  const { openRepository } = await import('../source/open-repository.ts');
  return openRepository(checkout);
}

/** A known failure weighs more than an open question, and that more than a pass. */
function worst(images: readonly ImageReport[]): Verdict {
  const verdicts = images.map(({ verdict }) => verdict);
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.length === 0 || verdicts.includes('undetermined') ? 'undetermined' : 'pass';
}

async function readTold(
  options: GateOptions,
  ports: GatePorts,
): Promise<{ ok: true; told: Told } | { ok: false; message: string }> {
  const { containerdVersion, kubeletVersion } = options;
  const kubeletConfig = await readGiven(options.kubeletConfig, ports);
  if (!kubeletConfig.ok) return kubeletConfig;
  const kindConfig = await readGiven(options.kindConfig, ports);
  if (!kindConfig.ok) return kindConfig;
  return {
    ok: true,
    told: { containerdVersion, kubeletVersion, kubeletConfig: kubeletConfig.file, kindConfig: kindConfig.file },
  };
}

async function readGiven(
  path: string | null,
  ports: GatePorts,
): Promise<{ ok: true; file: { path: string; bytes: Uint8Array } | null } | { ok: false; message: string }> {
  if (path === null) return { ok: true, file: null };
  const file = await ports.readUserFile(path);
  return file.ok ? { ok: true, file: { path, bytes: file.bytes } } : file;
}
