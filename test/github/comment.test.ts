import { describe, expect, it } from 'vitest';
import type { ApiProblem, GithubApi, IssueComment, Outcome } from '../../src/github/api.ts';
import { type CommentState, commentText } from '../../src/github/comment/body.ts';
import { publishComment } from '../../src/github/comment/publish.ts';
import type { Report } from '../../src/verdict/report.ts';
import { finding, image, report } from '../report/samples.ts';

const failing = report(image('node', { verdict: 'fail', findings: [finding({})] }));
const passing = report(image('node'));
const gone: ApiProblem = { kind: 'not-found', status: 404, message: 'Not Found' };

function subject(told: Report, run: number) {
  return { report: told, key: '', sha: 'a'.repeat(40), run: { id: run, attempt: 1 }, links: () => null, runLink: null };
}

/** A pull request with a comment of ours that cannot be updated; `deleted`: since it is gone by then. */
function stubborn(deleted: boolean) {
  const { body } = commentText(
    subject(report(image('other', { verdict: 'fail', findings: [finding({})] })), 1),
    null,
    true,
  );
  const comments: IssueComment[] = [{ id: 5, body, author: { login: 'me', bot: false } }];
  const written: string[] = [];
  const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });
  const api: Partial<GithubApi> = {
    viewer: async () => ok('me'),
    listIssueComments: async () => ok([...comments]),
    updateIssueComment: async () => {
      if (deleted) comments.length = 0;
      return { ok: false, problem: gone };
    },
    createIssueComment: async (_issue, text) => {
      written.push(text);
      return ok(null);
    },
  };
  return { api: api as GithubApi, written };
}

const options = { pull: 7, mode: 'on-failure', fork: false } as const;

describe('a comment that somebody deletes while we look at it', () => {
  it('is written anew where there is something to say', async () => {
    const { api, written } = stubborn(true);
    const notes = await publishComment(api, subject(failing, 2), options);
    expect(notes.map(({ text }) => text)).toEqual(['the comment was written']);
    expect(written).toHaveLength(1);
  });

  it('stays away where everything passes', async () => {
    const { api, written } = stubborn(true);
    const notes = await publishComment(api, subject(passing, 2), options);
    expect(notes).toMatchObject([{ done: true }]);
    expect(written).toEqual([]);
  });

  it('is not taken for one that we may not write to', async () => {
    const { api, written } = stubborn(false);
    const notes = await publishComment(api, subject(failing, 2), options);
    expect(notes).toMatchObject([{ level: 'warning', text: expect.stringContaining('pull-requests: write') }]);
    expect(written).toEqual([]);
  });
});

describe('what a comment says once everything passes', () => {
  const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];
  const open = report(image('node', { verdict: 'undetermined' }));
  /** The last comment after runs on these commits. */
  const afterRuns = (mode: 'always' | 'on-failure', ...runs: readonly (readonly [Report, string])[]) => {
    let before: CommentState | null = null;
    let body = '';
    for (const [index, [told, sha]] of runs.entries()) {
      const next = commentText({ ...subject(told, index), sha }, before, mode === 'always');
      ({ state: before, body } = next);
    }
    return body.split('\n')[1];
  };

  it('names the commit that mended it, and no other', () => {
    expect(afterRuns('on-failure', [failing, A], [passing, B])).toBe(
      `✅ **Cgroup Gate:** fixed in ${B}. \`node\` now passes.`,
    );
    expect(afterRuns('on-failure', [failing, A], [open, A], [passing, B])).toContain(`fixed in ${B}.`);
    expect(afterRuns('always', [failing, A], [passing, B], [passing, 'c'.repeat(40)])).toContain(`fixed in ${B}.`);
  });

  it('names none where a run is repeated, which may have failed like the commit before', () => {
    const before = commentText({ ...subject(failing, 1), sha: A }, null, false).state;
    const repeated = { ...subject(passing, 2), sha: B, run: { id: 2, attempt: 2 } };
    expect(commentText(repeated, before, false).body).toContain('✅ **Cgroup Gate:** `node` now passes.');
  });

  it.each<[string, Report]>([
    ['fails for a reason outside of it', failing],
    ['could not be decided', open],
  ])('names none where the same commit %s before', (_, first) => {
    expect(afterRuns('on-failure', [first, A], [passing, A])).toBe('✅ **Cgroup Gate:** `node` now passes.');
  });

  it('does not call fixed what could only not be decided', () => {
    expect(afterRuns('on-failure', [open, A], [passing, B])).toBe('✅ **Cgroup Gate:** `node` now passes.');
  });
});
