/** The results as a table of Markdown, which is text enough for a terminal. */
import type { Comparison } from './measure.ts';
import type { Usage } from './ours.ts';

export interface Row {
  readonly name: string;
  readonly usage: Usage | null;
  readonly size: number | null;
  readonly comparisons: readonly (Comparison & { readonly target: number | null })[];
}

export interface Result {
  readonly date: string;
  readonly machine: string;
  readonly pairs: number;
  readonly rows: readonly Row[];
}

/** Everything, for a terminal and for docs/benchmark.md. */
export function tableOf(result: Result): string {
  return `${circumstances(result)}\n\n${comparisonsOf(result)}\n\n${readOf(result)}\n`;
}

/** When, on what, and how it was measured: one line. */
export function circumstances({ date, machine, pairs }: Result): string {
  return `Measured on ${date} with ${machine}: medians of ${pairs} alternating pairs, whole processes, Node's cold start included.`;
}

/** Who takes how long. */
export function comparisonsOf({ rows }: Result): string {
  return [
    '| what is read | against | we take | they take | ratio | aim | |',
    '|---|---|---|---|---|---|---|',
    ...rows.flatMap(({ name, comparisons }) =>
      comparisons.map(({ against, ours, theirs, ratio, target }) => {
        const met = target === null ? '' : ratio <= target ? 'met' : 'missed';
        return `| ${name} | ${against.replaceAll('|', '\\|')} | ${seconds(ours)} | ${seconds(theirs)} | ${ratio.toPrecision(2)} | ${target ?? ''} | ${met} |`;
      }),
    ),
  ].join('\n');
}

/** How much is read, and how much memory that takes. */
export function readOf({ rows }: Result): string {
  return [
    '| what is read | read of the image | of its size | read in all | peak memory |',
    '|---|---|---|---|---|',
    ...rows.flatMap(({ name, usage, size }) =>
      usage === null
        ? []
        : [
            `| ${name} | ${megabytes(usage.imageBytes)} | ${size === null ? '' : `${percent(usage.imageBytes / size)}`} | ${megabytes(usage.bytesRead)} | ${megabytes(usage.peakBytes)} |`,
          ],
    ),
  ].join('\n');
}

function percent(share: number): string {
  return `${share >= 0.1 ? Math.round(100 * share) : (100 * share).toPrecision(2)}\u00a0%`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 1000 ? 3 : 2)}\u00a0s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)}\u00a0MB`;
}
