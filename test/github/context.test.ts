import { describe, expect, it } from 'vitest';
import { readContext } from '../../src/github/context.ts';
import { linksAt, runLink } from '../../src/github/links.ts';

const ENV = {
  GITHUB_REPOSITORY: 'acme/nodes',
  GITHUB_API_URL: 'https://ghe.example/api/v3/',
  GITHUB_SERVER_URL: 'https://ghe.example',
  GITHUB_SHA: 'e'.repeat(40),
  GITHUB_RUN_ID: '12',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_EVENT_NAME: 'pull_request',
};
const PULL = {
  number: 7,
  head: { sha: 'a'.repeat(40), repo: { full_name: 'stranger/nodes' } },
  base: { repo: { full_name: 'acme/nodes' } },
};
const REPOSITORY = { owner: 'acme', name: 'nodes' };

describe('what a run is about', () => {
  it('is read from the environment and the event', () => {
    expect(readContext(ENV, { pull_request: PULL })).toEqual({
      ok: true,
      context: {
        event: 'pull_request',
        repository: REPOSITORY,
        server: 'https://ghe.example',
        api: 'https://ghe.example/api/v3',
        sha: 'e'.repeat(40),
        run: { id: 12, attempt: 2 },
        pull: { number: 7, repository: REPOSITORY, headSha: 'a'.repeat(40), fork: true },
        earlier: null,
      },
    });
  });

  it.each([
    ['of the repository itself', { ...PULL, head: { ...PULL.head, repo: { full_name: 'acme/nodes' } } }, false],
    ['of a fork that is gone', { ...PULL, head: { ...PULL.head, repo: null } }, true],
  ])('a pull request %s', (_what, pull, fork) => {
    const read = readContext(ENV, { pull_request: pull });
    expect(read.ok && read.context.pull?.fork).toBe(fork);
  });

  it.each([
    [undefined],
    [null],
    [[]],
    ['text'],
    [{ pull_request: { ...PULL, number: '7' } }],
    [{ pull_request: { ...PULL, base: { repo: { full_name: '../../x' } } } }],
    [{ pull_request: { ...PULL, head: { ...PULL.head, sha: 'HEAD' } } }],
  ])('is no pull request in the event %j', (payload) => {
    const read = readContext(ENV, payload);
    expect(read.ok && read.context.pull).toBe(null);
  });

  it('is the run before, in a workflow_run', () => {
    const run = { id: 9, event: 'pull_request', head_sha: 'a'.repeat(40), head_branch: 'topic', head_repository: null };
    const read = readContext(ENV, { workflow_run: run });
    expect(read.ok && read.context.earlier).toEqual({
      run: { id: 9, attempt: 1 },
      event: 'pull_request',
      headSha: 'a'.repeat(40),
      headBranch: 'topic',
      headRepository: null,
    });
  });

  it.each([
    [{ ...ENV, GITHUB_REPOSITORY: 'acme' }, 'GITHUB_REPOSITORY names no repository'],
    [{ ...ENV, GITHUB_REPOSITORY: undefined }, 'GITHUB_REPOSITORY names no repository'],
    [{ ...ENV, GITHUB_API_URL: 'file:///etc' }, "GITHUB_API_URL is not the API's address"],
    [{ ...ENV, GITHUB_API_URL: undefined }, "GITHUB_API_URL is not the API's address"],
  ])('is not known from %j', (env, message) => {
    expect(readContext(env, {})).toEqual({ ok: false, message });
  });
});

describe('links', () => {
  it('lead to the line at the commit, with the path encoded', () => {
    const link = linksAt('https://ghe.example', REPOSITORY, 'abc');
    expect(link('a b/ü(1).toml', 3)).toBe('https://ghe.example/acme/nodes/blob/abc/a%20b/%C3%BC%281%29.toml#L3');
  });

  it('are none without a server or a commit', () => {
    expect(linksAt(null, REPOSITORY, 'abc')('a', 1)).toBe(null);
    expect(linksAt('https://ghe.example', REPOSITORY, null)('a', 1)).toBe(null);
    expect(runLink('https://ghe.example', REPOSITORY, 0)).toBe(null);
  });
});
