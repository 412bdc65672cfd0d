import type { LayerMemory } from '../image/cache/layer-memory.ts';
import { openImage } from '../image/open.ts';
import type { OpenedImage, OpenResult } from '../image/opened-image.ts';
import type { NodeImageSource } from '../kind/cluster/load-image.ts';
import type { SourceFinder } from '../source/open-repository.ts';
import type { ImageReport } from '../verdict/report.ts';
import type { GatePorts } from './check-images.ts';
import { inTime, lateMessage, type RunningTime } from './deadline.ts';
import { eitherSignal } from './either-signal.ts';
import { judgeImage, type Told } from './judge-image.ts';
import { isKindReference, type KindReference, readKindReference } from './kind-reference.ts';
import { LIKELY_PATHS } from './likely-paths.ts';
import type { GateOptions } from './options.ts';
import { PROGRAMS } from './programs.ts';
import { NAME_IT_RIGHT, unopenedImage } from './unopened-image.ts';

/** What became of one image. */
export interface Outcome {
  readonly report: ImageReport;
  /** One line where it could not be opened. */
  readonly unopened: string | null;
  /** Whether that came from how it was named. */
  readonly usage: boolean;
}

/** What every image of a run is checked with. */
export interface CheckContext {
  readonly options: GateOptions;
  readonly told: Told;
  readonly source: SourceFinder | null;
  readonly ports: GatePorts;
  readonly memory: LayerMemory | null;
}

/** Opens one image and judges it, or boots it and judges what runs. */
export async function checkOne(reference: string, context: CheckContext): Promise<Outcome> {
  if (isKindReference(reference)) return checkBooted(reference, context);
  const time = context.ports.deadline?.start();
  if (time === undefined) return checkRead(reference, context);
  const { signal: cancelled } = context.ports;
  const either = cancelled === undefined ? null : eitherSignal(cancelled, time.signal);
  const ports: GatePorts = { ...context.ports, signal: either?.signal ?? time.signal };
  const outcome = await inTime(time, () => checkRead(reference, { ...context, ports }, time));
  either?.release();
  const late = outcome === null || (outcome.unopened !== null && time.signal.aborted);
  return late ? unopened(reference, lateMessage(reference, time.seconds), false) : outcome;
}

/** Opens one image and judges it, as long as there is time. */
async function checkRead(reference: string, context: CheckContext, time?: RunningTime): Promise<Outcome> {
  const { options, told, source } = context;
  const opened = await open(reference, reference, context);
  if (!opened.ok) return unopened(reference, opened.error.message, opened.error.kind === 'usage');
  try {
    const other = otherPlatform(opened.image, options);
    if (other !== null) return unopened(reference, other, true);
    await context.ports.image.tidy?.();
    const report = await judgeImage(opened.image, options, told, source, time);
    if (report === null) return unopened(reference, lateMessage(reference, time?.seconds ?? 0), false);
    // What was cancelled midway is full of answers that never came.
    if (context.ports.signal?.aborted) return unopened(reference, `${reference}: reading it was cancelled`, false);
    return { report, unopened: null, usage: false };
  } finally {
    await opened.image.close();
  }
}

async function checkBooted(reference: string, context: CheckContext): Promise<Outcome> {
  const { options, told, source, ports } = context;
  const read = await readKindReference(reference, ports.image);
  if (!read.ok) return unopened(reference, read.message, true);
  const mode = await ports.kind();
  // Of an image for several platforms, the one that boots here is read, unless another one was asked for.
  const fitting: CheckContext = { ...context, options: bootedHere(options, mode.ports.arch) };
  const { value } = read;
  let opened = await open(reference, value.reading, fitting);
  if (!opened.ok && value.form === 'named') {
    const { pullMissing } = await import('../kind/cluster/pull-image.ts');
    const pulled = await pullMissing(mode.ports, value.name, options.kind.timeout * 1000, mode.onProgress, mode.signal);
    if (pulled) opened = await open(reference, value.reading, fitting);
  }
  const image = opened.ok ? opened.image : null;
  try {
    const from = nodeImage(value, opened);
    if (!from.ok) return unopened(reference, from.message, from.usage);
    const other = image === null ? null : otherPlatform(image, options);
    if (other !== null) return unopened(reference, other, true);
    const { judgeBooted } = await import('./judge-booted.ts');
    const report = await judgeBooted(reference, from.source, opened, options, told, mode, source);
    return { report, unopened: null, usage: false };
  } finally {
    await image?.close();
  }
}

function bootedHere(options: GateOptions, arch: string): GateOptions {
  if (options.platformGiven) return options;
  return { ...options, platform: { os: 'linux', architecture: arch === 'x64' ? 'amd64' : arch } };
}

type FoundImage =
  | { readonly ok: true; readonly source: NodeImageSource }
  | { readonly ok: false; readonly message: string; readonly usage: boolean };

/** What is booted. An image that lies outside of the engine has to be read first; one inside boots also unread. */
function nodeImage(reference: KindReference, opened: OpenResult): FoundImage {
  if (reference.form === 'named') return { ok: true, source: { form: 'reference', reference: reference.name } };
  const { reading } = reference;
  if (!opened.ok) return { ok: false, message: opened.error.message, usage: opened.error.kind === 'usage' };
  const { stored } = opened.image;
  if (stored === null) return { ok: false, message: `${reading} holds no image that kind could boot`, usage: true };
  return { ok: true, source: { form: 'stored', name: reading, image: stored } };
}

function open(shown: string, reference: string, context: CheckContext): Promise<OpenResult> {
  const { options, ports, memory } = context;
  return openImage(reference, {
    platform: options.platform,
    verify: options.verify,
    interests: PROGRAMS,
    likely: LIKELY_PATHS,
    ports: ports.image,
    ...(memory === null ? {} : { memory }),
    ...(ports.signal === undefined ? {} : { signal: ports.signal }),
    progress: (event) => ports.progress?.(shown, event),
  });
}

function unopened(reference: string, message: string, usage: boolean): Outcome {
  return { report: unopenedImage(reference, message, usage ? NAME_IT_RIGHT : undefined), unopened: message, usage };
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
