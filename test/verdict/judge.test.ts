import { describe, expect, it } from 'vitest';
import type { PossibleNode } from '../../src/resolve/possible-node.ts';
import type { Ground } from '../../src/verdict/certainty.ts';
import { type Candidate, judge } from '../../src/verdict/judge.ts';
import type { Severity } from '../../src/verdict/report.ts';
import type { Rule } from '../../src/verdict/rule.ts';

const VERSION_RULE = ruleOf('version-decides', 'error', () => [], true);

interface Case {
  readonly containerd: string;
  readonly says: readonly string[];
  /** A configuration that is written at boot. */
  readonly generated?: boolean;
}

function candidates(...cases: readonly Case[]): readonly Candidate[] {
  return cases.map(({ containerd, says, generated = false }) => ({
    versions: { containerd, kubelet: 'v1.30.0' },
    node: {
      image: { problems: [], generators: generated ? [{ writes: 'containerd' }] : [], bootDoubts: [], doubts: [] },
      containerd: { doubts: [], says },
      kubelet: null,
      otherRuntime: null,
      effective: { driver: 'unknown', followsRuntime: null },
    } as unknown as PossibleNode,
  }));
}

/** A rule that finds what a candidate says: `code` or `code:words`. */
function ruleOf(
  code: string,
  severity: Severity,
  grounds: () => readonly Ground[] = () => [],
  undecided = false,
): Rule {
  return {
    code,
    severity,
    undecided,
    title: code,
    explanation: code,
    help: '',
    references: [],
    example: null,
    find: (node) =>
      (node.containerd as unknown as Case).says
        .filter((said) => said.split(':')[0] === code)
        .map((said) => ({
          message: said.split(':')[1] ?? code,
          consequence: '',
          help: '',
          location: null,
          label: '',
          related: [],
          edit: null,
          subject: '',
          grounds: grounds(),
        })),
  };
}

const RULES = [
  ruleOf('wrong', 'error'),
  ruleOf('runtime-wrong', 'error', () => ['runtime']),
  ruleOf('warns', 'warning', () => ['runtime']),
  ruleOf('notes', 'note'),
  ruleOf('open', 'error', () => [], true),
];

function judged(
  cases: readonly Case[],
  more: { failOn?: 'error' | 'warning' | 'never'; skip?: readonly string[] } = {},
) {
  const { verdict, judgements } = judge(candidates(...cases), RULES, VERSION_RULE, {
    demands: { require: 'systemd', handlers: 'all' },
    failOn: more.failOn ?? 'error',
    skip: new Map((more.skip ?? []).map((code) => [code, 'a reason'])),
  });
  return {
    verdict,
    findings: judgements.map(
      ({ rule, draft, severity, undecided, skipped }) =>
        `${undecided ? 'open' : severity} ${rule.code}: ${draft.message}${skipped === null ? '' : ' [skipped]'}`,
    ),
    consequence: judgements[0]?.draft.consequence ?? '',
  };
}

const one = (...says: readonly string[]): readonly Case[] => [{ containerd: '1.7.34', says }];

describe('one possible node', () => {
  it.each<[string, readonly string[], string]>([
    ['nothing', [], 'pass'],
    ['a note', ['notes'], 'pass'],
    ['a warning', ['warns'], 'pass'],
    ['an error', ['wrong'], 'fail'],
    ['something open', ['open'], 'undetermined'],
    ['an error beside something open', ['wrong', 'open'], 'fail'],
  ])('with %s is %s', (_name, says, verdict) => {
    expect(judged(one(...says)).verdict).toBe(verdict);
  });

  it('fails on a warning only where that is asked for', () => {
    expect(judged(one('warns'), { failOn: 'warning' }).verdict).toBe('fail');
    expect(judged(one('notes'), { failOn: 'warning' }).verdict).toBe('pass');
    expect(judged(one('wrong'), { failOn: 'never' }).verdict).toBe('fail');
  });

  it('accepts what is skipped, and nothing that is open', () => {
    expect(judged(one('wrong'), { skip: ['wrong'] })).toMatchObject({
      verdict: 'pass',
      findings: ['error wrong: wrong [skipped]'],
    });
    expect(judged(one('open'), { skip: ['open'] })).toMatchObject({
      verdict: 'undetermined',
      findings: ['open open: open'],
    });
    expect(judged(one('wrong', 'runtime-wrong'), { skip: ['wrong'] }).verdict).toBe('fail');
  });
});

describe('what rests on a guess', () => {
  const guessed = (...says: readonly string[]): readonly Case[] => [{ containerd: '1.7.34', says, generated: true }];

  it('warns, and is open instead of failing', () => {
    expect(judged(guessed('runtime-wrong'))).toMatchObject({
      verdict: 'undetermined',
      findings: ['warning runtime-wrong: runtime-wrong, as far as can be told'],
    });
    expect(judged(guessed('runtime-wrong:it likely is')).findings).toEqual(['warning runtime-wrong: it likely is']);
    expect(judged(guessed('warns'), { failOn: 'warning' }).verdict).toBe('undetermined');
  });

  it('hides nothing that is known', () => {
    expect(judged(guessed('runtime-wrong', 'wrong'))).toMatchObject({
      verdict: 'fail',
      findings: ['error wrong: wrong', 'warning runtime-wrong: runtime-wrong, as far as can be told'],
    });
  });
});

describe('several possible nodes', () => {
  const both = (first: readonly string[], second: readonly string[]): readonly Case[] => [
    { containerd: '1.7.34', says: first },
    { containerd: '2.3.4', says: second },
  ];

  it('says as a fact what holds in all of them', () => {
    expect(judged(both(['wrong'], ['wrong']))).toMatchObject({ verdict: 'fail', findings: ['error wrong: wrong'] });
  });

  it('fails where each has an error of its own, and says which has which', () => {
    expect(judged(both(['wrong:a'], ['wrong:b']))).toMatchObject({
      verdict: 'fail',
      findings: ['error wrong: a (with containerd 1.7.34)', 'error wrong: b (with containerd 2.3.4)'],
    });
  });

  it('is undetermined where they come to different verdicts, and says which comes to which', () => {
    const { verdict, findings, consequence } = judged(both(['wrong'], []));
    expect(verdict).toBe('undetermined');
    expect(findings).toEqual([
      'open version-decides: the answer depends on versions that could not be read from the image',
      'warning wrong: wrong (with containerd 1.7.34)',
    ]);
    expect(consequence).toBe('pass with containerd 2.3.4. fail with containerd 1.7.34.');
  });

  it('does not let something open in one pass for an error in all', () => {
    expect(judged(both(['wrong'], ['open'])).verdict).toBe('undetermined');
    expect(judged(both(['open'], ['open']))).toMatchObject({ verdict: 'undetermined', findings: ['open open: open'] });
    expect(judged(both([], ['open'])).verdict).toBe('undetermined');
  });

  it('counts a skipped finding in neither', () => {
    expect(judged(both(['wrong'], []), { skip: ['wrong'] })).toMatchObject({ verdict: 'pass' });
  });

  it('is undetermined without any', () => {
    expect(
      judge([], RULES, VERSION_RULE, {
        demands: { require: 'systemd', handlers: 'all' },
        failOn: 'error',
        skip: new Map(),
      }).verdict,
    ).toBe('undetermined');
  });
});
