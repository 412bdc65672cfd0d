import type { Judged } from '../verdict/judge.ts';
import type { Finding, Fix, ImageReport, Verdict } from '../verdict/report.ts';

/** What is compared of a finding before and after its fix. */
type Weight = Pick<Finding, 'message' | 'severity' | 'undecided'> & { readonly rule: string };

const RANKS: Readonly<Record<Verdict, number>> = { pass: 0, undetermined: 1, fail: 2 };

/** Each takes a judgement of the whole image; whoever has more findings mends the first ones first. */
const MOST_TRIED = 40;

/** What a fix may bring to light: containerd or the kubelet reads the file now, and its driver is wrong. */
const BROUGHT_TO_LIGHT: ReadonlySet<string> = new Set(['cgroup-driver-mismatch', 'cgroup-driver-not-systemd']);

export interface Trial {
  /** The text of a file of the image, or of one that was handed in; null where it cannot be read. */
  readonly textOf: (path: string) => Promise<string | null>;
  /** Judges the image as it were with another text in one of its files. */
  readonly judgeWith: (path: string, text: string) => Promise<Judged>;
}

/** What an image came to before anything was mended. */
export interface Before {
  readonly verdict: Verdict;
  readonly findings: readonly Weight[];
}

/**
 * Keeps the fixes that do what they promise: judged again with the fix in its file, the image has that finding no more, no
 * other error or open question has come up, and the verdict is no worse.
 * @param before what the trial says without a fix: the report itself, or, where that tells of a running node, what the
 * image alone came to. A finding that is not among these cannot go away either, so it only has to do no harm.
 */
export async function proveFixes(report: ImageReport, before: Before, trial: Trial): Promise<ImageReport> {
  const tried = new Map<string, Promise<Judged | null>>();
  const findings: Finding[] = [];
  for (const finding of report.findings) {
    const proven = finding.fix === null || (await isProven(finding, finding.fix, before, trial, tried));
    findings.push(proven ? finding : { ...finding, fix: null });
  }
  return { ...report, findings };
}

async function isProven(
  finding: Finding,
  fix: Fix,
  before: Before,
  trial: Trial,
  tried: Map<string, Promise<Judged | null>>,
): Promise<boolean> {
  const key = JSON.stringify([fix.path, fix.startLine, fix.endLine, fix.replacement]);
  const known = tried.get(key);
  if (known === undefined && tried.size >= MOST_TRIED) return false;
  const judging = known ?? judgeFixed(fix, trial);
  tried.set(key, judging);
  const judged = await judging;
  if (judged === null || RANKS[judged.verdict] > RANKS[before.verdict]) return false;
  const after = judged.judgements.map(weigh);
  const isKnown = before.findings.some(({ rule, message }) => rule === finding.rule && message === finding.message);
  return (!isKnown || isGone(finding, before.findings, after)) && !bringsTrouble(before.findings, after);
}

/** What a verdict weighs by, of each of its findings. */
export function weigh({ rule, draft, severity, undecided }: Judged['judgements'][number]): Weight {
  return { rule: rule.code, message: draft.message, severity, undecided };
}

async function judgeFixed(fix: Fix, { textOf, judgeWith }: Trial): Promise<Judged | null> {
  const text = await textOf(fix.path);
  return text === null ? null : judgeWith(fix.path, applyFix(text, fix));
}

/** The text with the fix in it; its lines end as those around them do. */
export function applyFix(text: string, { startLine, endLine, replacement }: Fix): string {
  const lines = text.split('\n');
  const end = lines[startLine - 1]?.endsWith('\r') === true ? '\r' : '';
  const added = replacement.split('\n').map((line) => `${line}${end}`);
  return [...lines.slice(0, startLine - 1), ...added, ...lines.slice(endLine)].join('\n');
}

/** Whether there are fewer findings of that rule, and of that message. */
function isGone({ rule, message }: Weight, before: readonly Weight[], after: readonly Weight[]): boolean {
  const of = (weights: readonly Weight[]) => weights.filter((one) => one.rule === rule);
  const same = (weights: readonly Weight[]) => of(weights).filter((one) => one.message === message);
  return of(after).length < of(before).length && same(after).length < same(before).length;
}

/** Whether there is an error or an open question of a kind that was not there before. */
function bringsTrouble(before: readonly Weight[], after: readonly Weight[]): boolean {
  const isTrouble = ({ severity, undecided }: Weight): boolean => severity === 'error' || undecided;
  const known = new Set(before.filter(isTrouble).map(({ rule }) => rule));
  return after.some((one) => isTrouble(one) && !known.has(one.rule) && !BROUGHT_TO_LIGHT.has(one.rule));
}
