import type { Finding, ImageReport, Report, Severity } from '../verdict/report.ts';

/** How many findings of each kind there are. Skipped ones count as `skipped` only, undecided ones as `undecided` only. */
export interface Tally {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
  readonly undecided: number;
  readonly skipped: number;
}

/** What a finding counts as. */
function tallyKey(finding: Finding): keyof Tally {
  if (finding.skipped !== null && !finding.undecided) return 'skipped';
  return finding.undecided ? 'undecided' : finding.severity;
}

/** The tally of some images. */
export function tally(images: readonly ImageReport[]): Tally {
  const counts = { error: 0, warning: 0, note: 0, undecided: 0, skipped: 0 };
  for (const image of images) for (const finding of image.findings) counts[tallyKey(finding)]++;
  return counts;
}

/** `2 errors, 1 skipped`; `no findings` where there are none. Undecided findings are not in it; `zeros`: say 0 warnings, too. */
export function countPhrase(counts: Tally, zeros: boolean): string {
  const parts: string[] = [];
  for (const severity of ['error', 'warning', 'note'] satisfies Severity[]) {
    if (counts[severity] > 0 || (zeros && severity !== 'note' && counts.error + counts.warning > 0)) {
      parts.push(plural(counts[severity], severity));
    }
  }
  if (counts.skipped > 0) parts.push(`${counts.skipped} skipped`);
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** `1 error, 2 warnings · undetermined: node:v2 · fail`: the whole report in one line of plain text, not yet escaped. */
export function summaryLine(report: Report): string {
  const parts: string[] = [];
  if (report.images.length > 1) parts.push(`${report.images.length} images`);
  const counts = tally(report.images);
  if (counts.error + counts.warning + counts.note + counts.skipped > 0 || counts.undecided === 0) {
    parts.push(countPhrase(counts, true));
  }
  const open = report.images.filter((image) => image.verdict === 'undetermined').map((image) => image.image);
  if (counts.undecided > 0 && report.images.length === 1) parts.push(`${counts.undecided} undecided`);
  if (open.length > 0 && report.images.length > 1) {
    const names = open.length > 3 ? [...open.slice(0, 3), `${open.length - 3} more`] : open;
    parts.push(`undetermined: ${names.join(', ')}`);
  }
  parts.push(report.verdict);
  return parts.join(' · ');
}

/** `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
