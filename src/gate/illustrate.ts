import { createHash } from 'node:crypto';
import type { Judgement } from '../verdict/judge.ts';
import type { Finding, Fix } from '../verdict/report.ts';
import type { Draft } from '../verdict/rule.ts';
import type { FileTexts } from './file-texts.ts';
import { concreteFix } from './fix.ts';
import { cutFrames } from './frames.ts';

const RANKS = { error: 0, warning: 1, note: 2 } as const;

/**
 * Turns judgements into findings: with excerpts, the fix as whole lines, and a fingerprint. In the report's order: what
 * makes the verdict first (what is wrong, then what is undecided), warnings, notes, and at the end what was accepted.
 */
export async function illustrate(judgements: readonly Judgement[], texts: FileTexts): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const judgement of judgements) findings.push(await finding(judgement, texts));
  return findings.toSorted(
    (a, b) =>
      weight(a) - weight(b) ||
      RANKS[a.severity] - RANKS[b.severity] ||
      Number(a.location === null) - Number(b.location === null) ||
      compare(a.location?.path ?? '', b.location?.path ?? '') ||
      (a.location?.startLine ?? 0) - (b.location?.startLine ?? 0) ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}

function weight({ severity, undecided, skipped }: Finding): number {
  if (skipped !== null) return 3;
  if (undecided) return 1;
  return severity === 'error' ? 0 : 2;
}

async function finding({ rule, draft, severity, undecided, skipped }: Judgement, texts: FileTexts): Promise<Finding> {
  const fix = draft.edit === null ? null : await concreteFix(draft.edit, texts);
  const line =
    draft.location === null
      ? ''
      : ((await texts.get(draft.location.path))?.lines[draft.location.startLine - 1] ?? '').trim();
  return {
    rule: rule.code,
    severity,
    undecided,
    message: draft.message,
    consequence: draft.consequence,
    help: draft.help,
    location: draft.location,
    repo: null,
    repoNote: null,
    repoCandidates: [],
    fix,
    skipped,
    frames: await cutFrames(withPlaceOf(fix, draft), texts),
    fingerprint: createHash('sha256')
      .update(JSON.stringify([rule.code, draft.location?.path ?? '', line, draft.subject]))
      .digest('hex')
      .slice(0, 32),
    baseline: null,
  };
}

/** The end of the file is shown where a fix adds lines to it. */
function withPlaceOf(fix: Fix | null, draft: Draft): Draft {
  if (fix === null || draft.edit?.kind !== 'append') return draft;
  const { path, startLine, replacement } = fix;
  const endColumn = replacement.indexOf('\n') + 1;
  const location = { path, startLine, startColumn: 1, endLine: startLine, endColumn };
  return { ...draft, related: [...draft.related, { location, role: 'the file ends here' }] };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
