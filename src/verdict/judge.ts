import type { PossibleNode } from '../resolve/possible-node.ts';
import { isCertain } from './certainty.ts';
import type { Severity, Verdict } from './report.ts';
import type { Demands, Draft, Rule } from './rule.ts';
import { judgesNothing, NOTHING_JUDGED, rule as nothingJudged } from './rules/undecided/nothing-judged.ts';
import { describeVersions, type VersionPair } from './version-sets.ts';

/** A possible node, and the versions with which it is the real one. */
export interface Candidate {
  readonly node: PossibleNode;
  readonly versions: VersionPair;
}

export interface JudgeOptions {
  readonly demands: Demands;
  readonly failOn: 'error' | 'warning' | 'never';
  /** Accepted findings: code to reason. */
  readonly skip: ReadonlyMap<string, string>;
}

/** A finding that is not yet illustrated. */
export interface Judgement {
  readonly rule: Rule;
  readonly draft: Draft;
  readonly severity: Severity;
  readonly undecided: boolean;
  readonly skipped: string | null;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly judgements: readonly Judgement[];
}

interface Found {
  readonly rule: Rule;
  readonly draft: Draft;
  readonly in: VersionPair[];
  /** In one possible node at least it is a fact. */
  certain: boolean;
}

/** A finding on one possible node, and whether what it is drawn from is known. */
interface Weighed {
  readonly judgement: Judgement;
  readonly certain: boolean;
}

interface CandidateVerdict {
  readonly versions: VersionPair;
  readonly verdict: Verdict;
}

/**
 * Judges one image. Where its versions are not known every candidate is judged: what holds for all of them is said as a
 * fact; where they come to different verdicts the image is undetermined.
 * @param versionRule the rule that says so
 */
export function judge(
  candidates: readonly Candidate[],
  rules: readonly Rule[],
  versionRule: Rule,
  options: JudgeOptions,
): Judged {
  const all = candidates.map(({ versions }) => versions);
  const found = new Map<string, Found>();
  const verdicts: CandidateVerdict[] = [];
  let nothing = false;
  for (const { node, versions } of candidates) {
    const own: Weighed[] = [];
    for (const rule of rules) {
      for (const draft of rule.find(node, options.demands)) {
        const certain = (draft.grounds ?? []).every((ground) => isCertain(node, ground));
        const key = JSON.stringify([rule.code, draft.location, draft.subject, draft.message]);
        const entry = found.get(key) ?? { rule, draft, in: [], certain: false };
        if (entry.in.at(-1) !== versions) entry.in.push(versions);
        entry.certain ||= certain;
        found.set(key, entry);
        own.push({ judgement: judgement(rule, draft, rule.severity, options), certain });
      }
    }
    const verdict = verdictOf(own, options);
    const empty = verdict === 'pass' && judgesNothing(node, options.demands);
    nothing ||= empty;
    verdicts.push({ versions, verdict: empty ? 'undetermined' : verdict });
  }
  const differ = new Set(verdicts.map(({ verdict }) => verdict)).size > 1;
  const verdict: Verdict = differ ? 'undetermined' : (verdicts[0]?.verdict ?? 'undetermined');
  const judgements = [...found.values()].map((entry) => merged(entry, all, differ, options));
  if (differ) judgements.unshift(judgement(versionRule, versionDraft(versionRule, verdicts, all), 'error', options));
  if (nothing) judgements.unshift(judgement(nothingJudged, NOTHING_JUDGED, 'error', options));
  return { verdict, judgements };
}

function judgement(rule: Rule, draft: Draft, severity: Severity, options: JudgeOptions): Judgement {
  const skipped = rule.undecided ? null : (options.skip.get(rule.code) ?? null);
  return { rule, draft, severity, undecided: rule.undecided, skipped };
}

/**
 * A finding as it stands in the report: one that only some versions have says which, and weighs less where verdicts differ.
 * So does a guess.
 */
function merged(found: Found, all: readonly VersionPair[], differ: boolean, options: JudgeOptions): Judgement {
  const guessed = !found.certain && !found.rule.undecided && found.rule.severity === 'error';
  const severity = guessed ? 'warning' : found.rule.severity;
  const said = guessed ? asGuess(found.draft) : found.draft;
  if (found.in.length === all.length) return judgement(found.rule, said, severity, options);
  const message = `${said.message} (with ${describeVersions(found.in, all)})`;
  const partial = judgement(found.rule, { ...said, message }, severity, options);
  if (!differ || found.rule.severity !== 'error') return partial;
  return { ...partial, severity: 'warning', undecided: false };
}

/** What is drawn from something that is in doubt says so, unless its own words do. */
function asGuess(draft: Draft): Draft {
  return / likely /.test(draft.message) ? draft : { ...draft, message: `${draft.message}, as far as can be told` };
}

/**
 * Failing weighs more than being undecided: what is known to be wrong stays wrong whatever else is open. What is wrong only
 * if a guess holds is open itself.
 */
function verdictOf(findings: readonly Weighed[], options: JudgeOptions): Verdict {
  const open = findings.filter(({ judgement }) => judgement.skipped === null);
  const fails = ({ severity, undecided }: Judgement): boolean =>
    !undecided && (severity === 'error' || (severity === 'warning' && options.failOn === 'warning'));
  if (open.some(({ judgement, certain }) => certain && fails(judgement))) return 'fail';
  if (open.some(({ judgement, certain }) => judgement.undecided || (!certain && fails(judgement))))
    return 'undetermined';
  return 'pass';
}

function versionDraft(rule: Rule, verdicts: readonly CandidateVerdict[], all: readonly VersionPair[]): Draft {
  const parts = (['pass', 'fail', 'undetermined'] as const).flatMap((verdict) => {
    const pairs = verdicts.filter((entry) => entry.verdict === verdict).map(({ versions }) => versions);
    return pairs.length === 0 ? [] : [`${verdict} with ${describeVersions(pairs, all)}`];
  });
  return {
    message: 'the answer depends on versions that could not be read from the image',
    consequence: `${parts.join('. ')}.`,
    help: rule.help,
    location: null,
    label: '',
    related: [],
    edit: null,
    subject: 'versions',
  };
}
