import type { ByteSource } from '../byte-source.ts';
import { createCaptureRule } from '../layer/capture-rule.ts';
import { limits } from '../limits.ts';
import { baseOf } from '../names.ts';
import type { TocFile } from './chunk-table.ts';
import { PlannedReads, type Stretch } from './planned-reads.ts';
import type { Toc } from './toc-entries.ts';

/** Stretches that lie closer to each other are fetched as one: a request takes longer than so many bytes. */
const gap = 16 << 10;
/** A longer one is fetched only when it is needed, and alone; it may be what the table says and nobody has seen. */
const longest = 512 << 10;
/** What lies at the end of a program: the table of its sections, and before that, most often, its variables. */
const tail = 256 << 10;
/** Of a layer, its table of contents not counted; what is planned beyond it is fetched only where it is needed. */
const budget = { part: 0.01, atLeast: 64 << 10 };

/** The parts of a layer are read as planned, and fetched at once where each request has a long way. `near`: it has not. */
export function plannedReads(
  source: Pick<ByteSource, 'size' | 'read'>,
  toc: Toc,
  interests: readonly string[],
  near: boolean,
): PlannedReads {
  if (near) return new PlannedReads(source, []);
  const stretches = planReads(toc, interests);
  const reads = new PlannedReads(source, stretches);
  const bytes = stretches.reduce((sum, { start, end }) => sum + end - start, 0);
  if (bytes <= Math.max((source.size ?? 0) * budget.part, budget.atLeast)) reads.fetchAll();
  return reads;
}

/**
 * What will probably be asked for of a layer: the small files that are kept of layers which are read as a whole, and of
 * the programs whose version is wanted the beginning and the end. In the order of the blob; none overlap.
 */
export function planReads(toc: Toc, interests: readonly string[]): readonly Stretch[] {
  const rule = createCaptureRule(interests);
  const programs = new Set(interests);
  const wanted: Stretch[] = [];
  for (const [path, node] of toc.index.nodes) {
    if (node.kind !== 'file' || node.size === 0) continue;
    const { size, mode, offset } = node;
    if (size > limits.smallFile) {
      if (programs.has(baseOf(path))) wanted.push(...endsOf(placesOf(toc.file(offset))));
    } else if (rule(path, size, mode)?.content === true) wanted.push(...placesOf(toc.file(offset)));
  }
  return joined(wanted.filter(({ start, end }) => end - start <= longest));
}

function placesOf(file: TocFile | undefined): readonly Stretch[] {
  return file?.chunks.flatMap(({ place }) => (place ? [place] : [])) ?? [];
}

function endsOf(places: readonly Stretch[]): readonly Stretch[] {
  const end = places.at(-1)?.end ?? 0;
  return places.filter((place, index) => index === 0 || place.start >= end - tail);
}

function joined(stretches: Stretch[]): readonly Stretch[] {
  stretches.sort((a, b) => a.start - b.start);
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of stretches) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (last && start <= last.end + gap && end - last.start <= longest) last.end = end;
    else result.push({ start, end });
  }
  return result;
}
