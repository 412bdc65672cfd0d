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

export function tableOf({ date, machine, pairs, rows }: Result): string {
  const lines = [
    `${date}, ${machine}; medians of ${pairs} alternating pairs, whole processes`,
    '',
    '| what is read | against | we take | they take | ratio | aim | |',
    '|---|---|---|---|---|---|---|',
    ...rows.flatMap(({ name, comparisons }) =>
      comparisons.map(({ against, ours, theirs, ratio, target }) => {
        const met = target === null ? '' : ratio <= target ? 'met' : 'missed';
        return `| ${name} | ${against} | ${seconds(ours)} | ${seconds(theirs)} | ${ratio.toPrecision(2)} | ${target ?? ''} | ${met} |`;
      }),
    ),
    '',
    '| what is read | read of the image | of its size | read in all | peak memory |',
    '|---|---|---|---|---|',
    ...rows.flatMap(({ name, usage, size }) =>
      usage === null
        ? []
        : [
            `| ${name} | ${megabytes(usage.imageBytes)} | ${size === null ? '' : `${((100 * usage.imageBytes) / size).toPrecision(2)} %`} | ${megabytes(usage.bytesRead)} | ${megabytes(usage.peakBytes)} |`,
          ],
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 1000 ? 3 : 2)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
