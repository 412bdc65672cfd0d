import { createLayerMemory } from '../image/cache/layer-memory.ts';
import { openImage } from '../image/open.ts';
import type { ImageEvent, OpenedImage } from '../image/opened-image.ts';
import type { ImagePorts } from '../image/ports.ts';
import type { ResolveOptions } from '../resolve/resolve-image.ts';
import type { Checkout } from '../source/checkout.ts';
import { openRepository } from '../source/open-repository.ts';
import type { ImageReport, Report, Verdict } from '../verdict/report.ts';
import { VERSION } from '../version.ts';
import { compareWithBaseline, type Earlier } from './baseline.ts';
import { judgeImage } from './judge-image.ts';
import { nameImages } from './named-images.ts';
import type { GateOptions } from './options.ts';
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
  readonly signal?: AbortSignal;
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

/** Programs whose own bytes are asked for their version. */
export const PROGRAMS = ['containerd', 'kubelet', 'kubeadm', 'crio', 'dockerd', 'cri-dockerd'] as const;
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
  const outcomes: { report: ImageReport; unopened: string | null; usage: boolean }[] = new Array(named.length);
  const source = ports.checkout == null ? null : await openRepository(ports.checkout);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < named.length; index = next++) {
      const one = named[index]!;
      const { reference } = one;
      if (one.problem !== null) {
        outcomes[index] = { report: unopenedImage(reference, one.problem), unopened: one.problem, usage: false };
        continue;
      }
      const opened = await openImage(reference, {
        platform: options.platform,
        verify: options.verify,
        interests: PROGRAMS,
        ports: ports.image,
        ...(options.cache === null && named.length === 1 ? {} : { memory }),
        ...(ports.signal === undefined ? {} : { signal: ports.signal }),
        progress: (event) => ports.progress?.(reference, event),
      });
      if (!opened.ok) {
        const { kind, message } = opened.error;
        outcomes[index] = { report: unopenedImage(reference, message), unopened: message, usage: kind === 'usage' };
        continue;
      }
      const other = otherPlatform(opened.image, options);
      if (other !== null) {
        await opened.image.close();
        outcomes[index] = { report: unopenedImage(reference, other), unopened: other, usage: true };
        continue;
      }
      try {
        outcomes[index] = {
          report: await judgeImage(opened.image, options, told.options, source),
          unopened: null,
          usage: false,
        };
      } finally {
        await opened.image.close();
      }
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

/** Why an image of one platform is not the one that was asked for. An index chooses by itself. */
function otherPlatform(image: OpenedImage, { platform, platformGiven }: GateOptions): string | null {
  if (!platformGiven || image.platform === null) return null;
  const [os, architecture, variant] = image.platform.split('/');
  const same =
    os === platform.os &&
    architecture === platform.architecture &&
    (platform.variant === undefined || platform.variant === variant);
  if (same) return null;
  const wanted = [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined).join('/');
  return `${image.reference} is for ${image.platform}, and ${wanted} was asked for; leave --platform out, or name another image`;
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
): Promise<{ ok: true; options: ResolveOptions } | { ok: false; message: string }> {
  const { containerdVersion, kubeletVersion, kubeletConfig: path } = options;
  if (path === null)
    return { ok: true, options: { containerdVersion, kubeletVersion, kubeletConfig: null, booted: false } };
  const file = await ports.readUserFile(path);
  if (!file.ok) return file;
  return {
    ok: true,
    options: { containerdVersion, kubeletVersion, kubeletConfig: { path, bytes: file.bytes }, booted: false },
  };
}
