import { describe, expect, it } from 'vitest';
import type { ApiProblem, GithubApi, IssueComment, Outcome } from '../../src/github/api.ts';
import { commentText } from '../../src/github/comment/body.ts';
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
