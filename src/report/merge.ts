import type { Report } from '../verdict/report.ts';

/** Several reports as one: all their images, in order. Null where there is none. */
export function mergeReports(reports: readonly Report[]): Report | null {
  const [first] = reports;
  if (first === undefined) return null;
  const images = reports.flatMap((report) => report.images);
  const verdicts = images.map(({ verdict }) => verdict);
  const worst = (['fail', 'undetermined', 'pass'] as const).find((verdict) => verdicts.includes(verdict));
  return { schema: 1, tool: first.tool, verdict: worst ?? 'undetermined', images };
}
