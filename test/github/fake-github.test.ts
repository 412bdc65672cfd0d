import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeGithub, startFakeGithub, TOKEN } from './fake-github.ts';

let github: FakeGithub;
beforeEach(async () => {
  github = await startFakeGithub();
});
afterEach(() => github.close());

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${github.url}/repos/acme/nodes${path}`, {
    method,
    headers: { authorization: `token ${TOKEN}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

describe('the fake GitHub', () => {
  it('takes and gives what the description says', async () => {
    expect((await ask('POST', '/issues/7/comments', { body: 'x' })).status).toBe(201);
    expect((await ask('GET', '/issues/7/comments?per_page=100')).status).toBe(200);
    expect(github.violations).toEqual([]);
  });

  it.each([
    ['an operation that is not described', 'GET', '/branches', undefined],
    ['a parameter that there is not', 'GET', '/issues/7/comments?limit=3', undefined],
    ['a parameter of the wrong type', 'GET', '/issues/7/comments?per_page=many', undefined],
    ['a body of the wrong type', 'POST', '/issues/7/comments', { body: 1 }],
    ['a body without what is required', 'POST', '/issues/7/comments', {}],
    ['a field that there is not', 'POST', '/issues/7/comments', { body: 'x', text: 'y' }],
    [
      'a field inside that there is not',
      'POST',
      '/pulls/7/reviews',
      { comments: [{ path: 'a', body: 'x', lines: 1 }] },
    ],
    ['a word that is none of those', 'POST', '/pulls/7/reviews', { event: 'SHOUT' }],
  ])('notes %s', async (_what, method, path, body) => {
    await ask(method, path, body);
    expect(github.violations).toHaveLength(1);
  });

  it('notes an answer of its own that is not as described', async () => {
    github.repository.comments.push({ id: 'one' as never, issue: 7, body: 'x', user: 'y' });
    await ask('GET', '/issues/7/comments');
    expect(github.violations).toHaveLength(1);
  });

  it('gives pages with links to the next', async () => {
    for (let id = 1; id <= 5; id++) github.repository.comments.push({ id, issue: 7, body: 'x', user: 'y' });
    const first = await ask('GET', '/issues/7/comments?per_page=2');
    expect(await first.json()).toHaveLength(2);
    expect(first.headers.get('link')).toContain('page=2>; rel="next"');
    const last = await ask('GET', '/issues/7/comments?per_page=2&page=3');
    expect(await last.json()).toHaveLength(1);
    expect(last.headers.get('link')).toBe(null);
  });

  it('refuses a body of more than 65 536 characters', async () => {
    expect((await ask('POST', '/issues/7/comments', { body: 'x'.repeat(65_537) })).status).toBe(422);
    expect((await ask('POST', '/issues/7/comments', { body: 'x'.repeat(65_536) })).status).toBe(201);
  });

  it('refuses a whole review for one line outside of the diff', async () => {
    const patch = '@@ -1 +1,2 @@\n a\n+b';
    const pull = { number: 7, state: 'open', headSha: 'a', headBranch: 'b', headRepository: 'acme/nodes' } as const;
    github.repository.pulls.push({ ...pull, files: [{ path: 'a', patch }] });
    const at = (line: number) => ({ path: 'a', line, side: 'RIGHT', body: 'x' });
    expect((await ask('POST', '/pulls/7/reviews', { event: 'COMMENT', comments: [at(2), at(3)] })).status).toBe(422);
    expect(github.repository.reviewComments).toEqual([]);
    expect((await ask('POST', '/pulls/7/reviews', { event: 'COMMENT', comments: [at(2)] })).status).toBe(200);
    expect(github.violations).toEqual([]);
  });
});
