import type { BaselineReport, Finding, ImageReport, Report } from '../verdict/report.ts';

/** What is needed of an earlier report to compare with it; a whole report is one. */
export interface Earlier {
  readonly images: readonly EarlierImage[];
}

export interface EarlierImage {
  readonly image: string;
  readonly digest: string | null;
  readonly findings: readonly EarlierFinding[];
}

export type EarlierFinding = Pick<Finding, 'rule' | 'message' | 'fingerprint'>;

/**
 * Says of every finding whether an earlier report had it, and of every image what is gone and whether its tag has moved.
 * Images are told apart by how they were named. Of an image that could not be decided nothing counts as fixed.
 */
export function compareWithBaseline(report: Report, earlier: Earlier): Report {
  return { ...report, images: report.images.map((image) => compareImage(image, before(image, earlier))) };
}

function before(image: ImageReport, earlier: Earlier): EarlierImage | null {
  return earlier.images.find((one) => one.image === image.image) ?? null;
}

function compareImage(image: ImageReport, earlier: EarlierImage | null): ImageReport {
  const known = new Set(earlier?.findings.map(identity));
  const findings = image.findings.map((finding): Finding => {
    return { ...finding, baseline: known.has(identity(finding)) ? 'persisting' : 'new' };
  });
  const present = new Set(findings.map(identity));
  const open = findings.filter(({ skipped }) => skipped === null);
  const gone = earlier?.findings.filter((finding) => !present.has(identity(finding))) ?? [];
  const baseline: BaselineReport = {
    new: open.filter((finding) => finding.baseline === 'new').length,
    persisting: open.filter((finding) => finding.baseline === 'persisting').length,
    fixed:
      image.verdict === 'undetermined'
        ? []
        : gone.map(({ rule, message, fingerprint }) => ({ rule, message, fingerprint })),
    previousDigest:
      earlier !== null && earlier.digest !== null && image.digest !== null && earlier.digest !== image.digest
        ? earlier.digest
        : null,
  };
  return { ...image, findings, baseline };
}

/** Reports of other makers may lack the fingerprint; then rule and words tell. */
function identity({ rule, message, fingerprint }: EarlierFinding): string {
  return fingerprint === '' ? JSON.stringify([rule, message]) : fingerprint;
}
