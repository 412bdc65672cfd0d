import type { PossibleNode } from '../resolve/possible-node.ts';
import type { Severity, Verdict } from './report.ts';
import type { Demands, Draft, Rule } from './rule.ts';

/** A possible node, and in which versions it is the real one. */
export interface Candidate {
  readonly node: PossibleNode;
  /** `containerd 2.0.2 to 2.2, kubelet 1.31 to 1.33`; empty where the versions are known. */
  readonly versions: string;
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
  /** What each candidate comes to, where candidates differ. */
  readonly byVersion: readonly { readonly versions: string; readonly verdict: Verdict }[];
}

interface Found {
  readonly rule: Rule;
  readonly draft: Draft;
  readonly in: string[];
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
  const found = new Map<string, Found>();
  const verdicts: { versions: string; verdict: Verdict }[] = [];
  for (const { node, versions } of candidates) {
    const own: Judgement[] = [];
    for (const rule of rules) {
      for (const draft of rule.find(node, options.demands)) {
        const key = JSON.stringify([rule.code, draft.location, draft.subject, draft.message]);
        const entry = found.get(key) ?? { rule, draft, in: [] };
        if (entry.in.at(-1) !== versions) entry.in.push(versions);
        found.set(key, entry);
        own.push(judgement(rule, draft, rule.severity, options));
      }
    }
    verdicts.push({ versions, verdict: verdictOf(own, options) });
  }
  const distinct = new Set(verdicts.map(({ verdict }) => verdict));
  const verdict: Verdict = distinct.size === 1 ? (verdicts[0]?.verdict ?? 'undetermined') : 'undetermined';
  const judgements = [...found.values()].map((entry) => merged(entry, candidates, verdict, options));
  if (distinct.size > 1)
    judgements.unshift(judgement(versionRule, versionDraft(versionRule, verdicts), 'error', options));
  return { verdict, judgements, byVersion: distinct.size > 1 ? verdicts : [] };
}

function judgement(rule: Rule, draft: Draft, severity: Severity, options: JudgeOptions): Judgement {
  const skipped = rule.undecided ? null : (options.skip.get(rule.code) ?? null);
  return { rule, draft, severity, undecided: rule.undecided, skipped };
}

/** A finding as it stands in the report: one that only some versions have says which, and weighs less unless all fail. */
function merged(found: Found, candidates: readonly Candidate[], verdict: Verdict, options: JudgeOptions): Judgement {
  const everywhere = new Set(candidates.map(({ versions }) => versions)).size === found.in.length;
  if (everywhere) return judgement(found.rule, found.draft, found.rule.severity, options);
  const severity = verdict === 'fail' || found.rule.severity !== 'error' ? found.rule.severity : 'warning';
  const message = `${found.draft.message} (with ${found.in.join('; or ')})`;
  return { ...judgement(found.rule, { ...found.draft, message }, severity, options), undecided: false };
}

/** Failing weighs more than being undecided: what is known to be wrong stays wrong whatever else is open. */
function verdictOf(judgements: readonly Judgement[], options: JudgeOptions): Verdict {
  const open = judgements.filter(({ skipped }) => skipped === null);
  const fails = (severity: Severity): boolean =>
    severity === 'error' || (severity === 'warning' && options.failOn === 'warning');
  if (open.some(({ severity, undecided }) => !undecided && fails(severity))) return 'fail';
  if (open.some(({ undecided }) => undecided)) return 'undetermined';
  return 'pass';
}

function versionDraft(rule: Rule, verdicts: readonly { versions: string; verdict: Verdict }[]): Draft {
  const parts = (['pass', 'fail', 'undetermined'] as const).flatMap((verdict) => {
    const versions = verdicts.filter((entry) => entry.verdict === verdict).map((entry) => entry.versions);
    return versions.length === 0 ? [] : [`${verdict} with ${versions.join('; or ')}`];
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
