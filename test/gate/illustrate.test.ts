import { expect, test } from 'vitest';
import { FileTexts } from '../../src/gate/file-texts.ts';
import { illustrate } from '../../src/gate/illustrate.ts';
import type { Judgement } from '../../src/verdict/judge.ts';
import type { Severity } from '../../src/verdict/report.ts';

interface Case {
  readonly code: string;
  readonly severity: Severity;
  readonly undecided?: boolean;
  readonly skipped?: string;
}

const CASES: readonly Case[] = [
  { code: 'accepted', severity: 'error', skipped: 'known' },
  { code: 'note', severity: 'note' },
  { code: 'warning', severity: 'warning' },
  { code: 'undecided-note', severity: 'note', undecided: true },
  { code: 'undecided', severity: 'error', undecided: true },
  { code: 'wrong', severity: 'error' },
];
const IN_ORDER = ['wrong', 'undecided', 'undecided-note', 'warning', 'note', 'accepted'];

function judgement({ code, severity, undecided = false, skipped }: Case): Judgement {
  const rule = { code, severity, undecided };
  const draft = { message: code, location: null, related: [], edit: null, subject: '' };
  return { rule, draft, severity, undecided, skipped: skipped ?? null } as unknown as Judgement;
}

test.each([
  ['as the rules have them', CASES],
  ['turned round', CASES.toReversed()],
])('what makes the verdict stands before warnings and notes: %s', async (_, cases) => {
  const texts = new FileTexts({} as ConstructorParameters<typeof FileTexts>[0], new Map());
  const findings = await illustrate(cases.map(judgement), texts);
  expect(findings.map(({ rule }) => rule)).toEqual(IN_ORDER);
});
