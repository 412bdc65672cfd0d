import type { Judged } from '../verdict/judge.ts';
import type { Finding, Fix, ImageReport, Mark, Verdict } from '../verdict/report.ts';

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
  const tried: Tried = new Map();
  const findings: Finding[] = [];
  for (const finding of report.findings) {
    const proven = finding.fix === null || (await isProven(finding, finding.fix, before, trial, tried));
    findings.push(proven ? finding : { ...finding, fix: null });
  }
  const shared = await shareFixes(findings, before, tried);
  return { ...report, findings: await keepWhatGoesTogether(shared, before, trial, tried) };
}

/**
 * Where the line is there and does not count, as its key is misspelt or its file has no version, the change that makes it
 * count is the fix of the wrong driver too: a second line beside it would be one too many.
 */
async function shareFixes(findings: readonly Finding[], before: Before, tried: Tried): Promise<readonly Finding[]> {
  const shared: Finding[] = [];
  for (const finding of findings) {
    const isOwn = finding.fix !== null && !addsLines(finding.fix);
    const other =
      isOwn || !BROUGHT_TO_LIGHT.has(finding.rule) ? null : await mendsToo(finding, findings, before, tried);
    shared.push(other === null ? finding : mendedBy(finding, other));
  }
  return shared;
}

/** The finding with the other one's fix, and with the lines that it changes. */
function mendedBy(finding: Finding, other: Finding): Finding {
  const { fix, help } = other;
  const shown = finding.frames.some(
    ({ path, lines }) => path === fix?.path && lines.some(({ number }) => number === fix.startLine),
  );
  const added = shown
    ? []
    : other.frames
        .filter(({ path }) => path === fix?.path)
        .map((frame) => ({ ...frame, marks: frame.marks.map(asRelated) }));
  const [first, ...rest] = finding.frames;
  const frames = first === undefined ? added : [first, ...added, ...rest];
  return { ...finding, fix, help: `${help} On a running node, restart containerd after that.`, frames };
}

function asRelated(mark: Mark): Mark {
  return { ...mark, role: 'related' };
}

async function mendsToo(
  finding: Finding,
  findings: readonly Finding[],
  before: Before,
  tried: Tried,
): Promise<Finding | null> {
  for (const other of findings) {
    if (other.fix === null || BROUGHT_TO_LIGHT.has(other.rule) || other.undecided) continue;
    const judged = (await tried.get(keyOf(other.fix))) ?? null;
    if (judged !== null && isGone(finding, before.findings, judged.judgements.map(weigh))) return other;
  }
  return null;
}

function addsLines({ startLine, endLine, replacement }: Fix): boolean {
  return replacement.split('\n').length > endLine - startLine + 1;
}

/** Drops the fixes that undo what others of the same file do: whoever applies all of them is to get what each promises. */
async function keepWhatGoesTogether(
  findings: readonly Finding[],
  before: Before,
  trial: Trial,
  tried: Tried,
): Promise<readonly Finding[]> {
  const fixes = new Map(findings.flatMap(({ fix }) => (fix === null ? [] : [[keyOf(fix), fix] as const])));
  const dropped = new Set<string>();
  for (const path of new Set([...fixes.values()].map((fix) => fix.path))) {
    const own = [...fixes.values()].filter((fix) => fix.path === path);
    if (own.length < 2 || (await goTogether(own, before, trial, tried))) continue;
    const kept: Fix[] = [];
    for (const fix of own) {
      if (kept.length === 0 || (await goTogether([...kept, fix], before, trial, tried))) kept.push(fix);
      else dropped.add(keyOf(fix));
    }
  }
  return findings.map((finding) =>
    finding.fix !== null && dropped.has(keyOf(finding.fix)) ? { ...finding, fix: null } : finding,
  );
}

/** Whether fixes of one file, applied together, do no worse than the best of them alone. */
async function goTogether(fixes: readonly Fix[], before: Before, trial: Trial, tried: Tried): Promise<boolean> {
  const fromBelow = fixes.toSorted((a, b) => b.startLine - a.startLine);
  // Of two changes of one line only one can be taken, and the other is offered anew after that.
  if (fromBelow.some((fix, index) => index > 0 && fix.endLine >= fromBelow[index - 1]!.startLine)) return true;
  const text = await trial.textOf(fixes[0]!.path);
  if (text === null) return false;
  const together = await trial.judgeWith(fixes[0]!.path, fromBelow.reduce(applyFix, text));
  const alone = await Promise.all(fixes.map((fix) => tried.get(keyOf(fix))));
  const best = Math.min(...alone.map((judged) => RANKS[judged?.verdict ?? before.verdict]));
  return RANKS[together.verdict] <= best && !bringsTrouble(before.findings, together.judgements.map(weigh));
}

/** What was judged with each fix alone. */
type Tried = Map<string, Promise<Judged | null>>;

function keyOf({ path, startLine, endLine, replacement }: Fix): string {
  return JSON.stringify([path, startLine, endLine, replacement]);
}

async function isProven(finding: Finding, fix: Fix, before: Before, trial: Trial, tried: Tried): Promise<boolean> {
  const key = keyOf(fix);
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
