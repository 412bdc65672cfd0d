import { describe, expect, it } from 'vitest';
import type { GithubApi, Pull } from '../../src/github/api.ts';
import { findPull, type PullClue } from '../../src/github/pull-request.ts';

const SHA = 'a'.repeat(40);
const PULL: Pull = {
  number: 7,
  open: true,
  headSha: SHA,
  headRepository: 'stranger/nodes',
  baseRepository: 'acme/nodes',
};
const CLUE: PullClue = {
  repository: { owner: 'acme', name: 'nodes' },
  sha: SHA,
  number: null,
  earlier: {
    run: { id: 1, attempt: 1 },
    event: 'pull_request',
    headSha: SHA,
    headBranch: 'topic',
    headRepository: 'stranger/nodes',
  },
};

function answering(byBranch: readonly Pull[], byCommit: readonly Pull[] = [], named: Pull = PULL): GithubApi {
  return {
    listPullsByBranch: async () => ({ ok: true, value: byBranch }),
    listPullsOfCommit: async () => ({ ok: true, value: byCommit }),
    getPull: async () => ({ ok: true, value: named }),
  } as unknown as GithubApi;
}

describe('the pull request of an earlier run', () => {
  it.each<[string, GithubApi, PullClue]>([
    ['its branch', answering([PULL]), CLUE],
    ['its commit, where the branch has none', answering([], [PULL]), CLUE],
    ['its commit, where the fork is gone', answering([], [PULL]), { ...CLUE, earlier: null }],
    ['its number', answering([]), { ...CLUE, number: 7 }],
  ])('is found by %s', async (_what, api, clue) => {
    expect(await findPull(api, clue)).toEqual({ ok: true, pull: PULL });
  });

  it.each<[string, readonly Pull[]]>([
    ['closed', [{ ...PULL, open: false }]],
    ['of a newer head', [{ ...PULL, headSha: 'b'.repeat(40) }]],
    ['of another fork with the same branch and commit', [{ ...PULL, headRepository: 'other/nodes' }]],
    ['for another repository', [{ ...PULL, baseRepository: 'elsewhere/nodes' }]],
  ])('is not one that is %s', async (_what, pulls) => {
    expect(await findPull(answering(pulls), CLUE)).toMatchObject({ ok: false, kind: 'none' });
  });

  it('is not guessed among several', async () => {
    const both = [PULL, { ...PULL, number: 8 }];
    expect(await findPull(answering(both), CLUE)).toMatchObject({
      ok: false,
      message: expect.stringContaining('--pull-request NUMBER'),
    });
  });

  it.each<[string, Pull]>([
    ['closed', { ...PULL, open: false }],
    ['at another head', { ...PULL, headSha: 'b'.repeat(40) }],
  ])('that was named counts only while it is not %s', async (_what, pull) => {
    const result = await findPull(answering([], [], pull), { ...CLUE, number: 7 });
    expect(result).toMatchObject({ ok: false, kind: 'none' });
  });
});
