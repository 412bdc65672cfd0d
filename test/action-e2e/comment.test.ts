import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeGithub, startFakeGithub } from '../github/fake-github.ts';
import { createFolder, FAILING, HEAD, PASSING, pullEvent, runStep, type StepResult } from './runner.ts';

const MARKER = '<!-- cgroup-gate:v1 key=cgroup-gate -->';
let github: FakeGithub;
let folder: Awaited<ReturnType<typeof createFolder>>;

beforeEach(async () => {
  github = await startFakeGithub();
  folder = await createFolder();
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  await folder.remove();
});

async function check(
  images: string,
  changes: { run?: number; sha?: string; fork?: boolean } & Record<string, unknown> = {},
): Promise<StepResult> {
  const { run = 100, sha = HEAD, fork = false, ...inputs } = changes;
  return runStep(folder.path, github, {
    inputs: { images, suggestions: 'false', ...(inputs as Record<string, string>) },
    payload: pullEvent({ sha, fork }),
    env: { GITHUB_RUN_ID: String(run) },
  });
}

const writes = () => github.requests.filter((line) => !line.startsWith('GET'));
const own = () => github.repository.comments.filter(({ user }) => user === 'github-actions[bot]');

describe('the one comment on a pull request', () => {
  it('is written at the first failure, before the step fails, with everything in it', async () => {
    const result = await check(FAILING);
    expect(result.status).toBe(1);
    expect(result.outputs['verdict']).toBe('fail');
    expect(own()).toHaveLength(1);
    const [comment] = own();
    expect(comment?.issue).toBe(7);
    expect(comment?.body.startsWith(MARKER)).toBe(true);
    expect(comment?.body).toContain('SystemdCgroup = false');
    expect(comment?.body).toContain('https://github.example/acme/nodes/actions/runs/100');
    expect(result.summary).toContain('Cgroup Gate: 1 error');
    expect(result.log.indexOf('the comment was written')).toBeLessThan(result.log.lastIndexOf('::error::'));
  });

  it('lives through failure, the same again, repair, a quiet pass, and a relapse', async () => {
    await check(FAILING);
    const first = own()[0]?.body;

    github.requests.length = 0;
    await check(FAILING, { run: 101, sha: 'b'.repeat(40) });
    expect(writes().filter((line) => !line.includes('graphql'))).toEqual([]);
    expect(own()[0]?.body).toBe(first);

    await check(PASSING, { run: 102, sha: 'c'.repeat(40) });
    expect(own()).toHaveLength(1);
    expect(own()[0]?.body).toContain(`fixed in ${'c'.repeat(40)}`);
    expect(own()[0]?.body.startsWith(MARKER)).toBe(true);
    expect(own()[0]?.body).not.toContain('SystemdCgroup');
    const fixed = own()[0]?.body;

    await check(PASSING, { run: 103, sha: 'd'.repeat(40) });
    expect(own()[0]?.body).toBe(fixed);

    await check(FAILING, { run: 104, sha: 'e'.repeat(40) });
    expect(own()).toHaveLength(1);
    expect(own()[0]?.body).toContain('SystemdCgroup = false');
    expect(own()[0]?.body).not.toContain('fixed in');
  });

  it('is not written for a pass, unless it is always wanted', async () => {
    const result = await check(PASSING);
    expect(result.status).toBe(0);
    expect(result.log).toContain('no comment is needed');
    expect(own()).toEqual([]);
    await check(PASSING, { comment: 'always' });
    expect(own()[0]?.body).toContain('passed');
  });

  it('with `always` says what fixed it, and says it still in the next run', async () => {
    await check(FAILING, { comment: 'always' });
    await check(PASSING, { comment: 'always', run: 101, sha: 'c'.repeat(40) });
    expect(own()[0]?.body).toContain(`fixed in ${'c'.repeat(40)}`);
    expect(own()[0]?.body).toContain('passed');
    const before = own()[0]?.body;
    await check(PASSING, { comment: 'always', run: 102, sha: 'd'.repeat(40) });
    expect(own()[0]?.body).toBe(before);
  });

  it('with `never` is not even looked for', async () => {
    await check(FAILING, { comment: 'never' });
    expect(github.requests).toEqual([]);
  });

  it('of another key is another comment', async () => {
    await check(FAILING, { key: 'linux arm64' });
    await check(FAILING, { key: 'linux' });
    expect(own().map(({ body }) => body.split('\n')[0])).toEqual([
      '<!-- cgroup-gate:v1 key=linux%20;arm64 -->',
      '<!-- cgroup-gate:v1 key=linux -->',
    ]);
  });

  it('is not overwritten by a run that began earlier', async () => {
    await check(FAILING, { run: 200 });
    const before = own()[0]?.body;
    const result = await check(PASSING, { run: 150 });
    expect(own()[0]?.body).toBe(before);
    expect(result.log).toContain('a later run has written it');
  });

  it('is found among 120 others, of which some carry the marker, and nobody else is touched', async () => {
    for (let id = 1; id <= 120; id++) {
      const body = id % 10 === 0 ? `${MARKER}\nmine, says a stranger` : `remark ${id}\n${MARKER}`;
      github.repository.comments.push({ id, issue: 7, body, user: id % 3 === 0 ? 'github-actions' : 'stranger' });
    }
    await check(FAILING);
    await check(PASSING, { run: 101, sha: 'c'.repeat(40) });
    expect(own()).toHaveLength(1);
    expect(own()[0]?.body).toContain('fixed in');
    const others = github.repository.comments.filter(({ user }) => user !== 'github-actions[bot]');
    expect(others).toHaveLength(120);
    expect(others.filter(({ body }) => /SystemdCgroup|fixed in/.test(body))).toEqual([]);
    expect(github.requests.filter((line) => line === 'GET /repos/acme/nodes/issues/7/comments').length).toBeGreaterThan(
      2,
    );
  });

  it('of our own that a race wrote twice becomes one again', async () => {
    await check(FAILING);
    const [first] = own();
    github.repository.comments.push({ ...(first as NonNullable<typeof first>), id: 5000 });
    await check(PASSING, { run: 101, sha: 'c'.repeat(40) });
    expect(own().map(({ id }) => id)).toEqual([first?.id]);
  });

  it('is known as the workflow bot to a token that may not ask for its name', async () => {
    github.repository.mayAskViewer = false;
    await check(FAILING);
    await check(PASSING, { run: 101, sha: 'c'.repeat(40) });
    expect(own()).toHaveLength(1);
    expect(own()[0]?.body).toContain('fixed in');
  });

  it('is written by an app under its own name', async () => {
    github.repository.viewer = 'acme-gate[bot]';
    await check(FAILING);
    await check(PASSING, { run: 101, sha: 'c'.repeat(40) });
    expect(github.repository.comments).toHaveLength(1);
    expect(github.repository.comments[0]?.body).toContain('fixed in');
  });
});

describe('where GitHub does not go along', () => {
  it('a fork gets its verdict, the summary, the annotations and the reason', async () => {
    github.repository.mayWrite = false;
    const result = await check(FAILING, { fork: true });
    expect(result.status).toBe(1);
    expect(result.outputs['verdict']).toBe('fail');
    expect(result.log).toContain('the token of a pull request from a fork can only read (403)');
    expect(result.log).toContain('workflow_run');
    expect(result.log).not.toContain('::warning title=Cgroup Gate::');
    expect(result.log).toContain('::error title=Cgroup Gate%3A');
    expect(result.summary).toContain('SystemdCgroup');
  });

  it('a missing permission is named', async () => {
    github.repository.mayWrite = false;
    const result = await check(FAILING);
    expect(result.status).toBe(1);
    expect(result.log).toMatch(/::warning title=Cgroup Gate::the comment was not written.*pull-requests: write/);
  });

  it('no token: nothing is asked for', async () => {
    const result = await check(FAILING, { 'github-token': '' });
    expect(result.status).toBe(1);
    expect(result.log).toContain('there is no github-token');
    expect(github.requests).toEqual([]);
  });

  it('a wrong token changes nothing', async () => {
    const result = await check(PASSING, { 'github-token': 'ghs_old' });
    expect(result.status).toBe(0);
    expect(result.log).toContain('GitHub does not know the token (401)');
  });

  it('an API that is down changes nothing', async () => {
    const dead = { url: 'http://127.0.0.1:9' };
    const payload = pullEvent();
    const failing = await runStep(folder.path, dead, { inputs: { images: FAILING }, payload });
    expect(failing.status).toBe(1);
    expect(failing.log).toContain("GitHub's API does not answer");
    expect(failing.log).toContain('the suggestions were left out for the same reason');
    const passing = await runStep(folder.path, dead, { inputs: { images: PASSING }, payload });
    expect(passing.status).toBe(0);
    expect(passing.outputs['verdict']).toBe('pass');
  });

  it('server errors are tried again', async () => {
    github.fail({ on: /^GET .*comments/, times: 2, status: 502 });
    await check(FAILING);
    expect(own()).toHaveLength(1);
  });

  it('a comment whose answer got lost is not written twice', async () => {
    github.fail({ on: /^POST .*comments/, times: 1, status: 502, afterwards: true });
    const result = await check(FAILING);
    expect(own()).toHaveLength(1);
    expect(result.log).toContain('the comment was written');
  });

  it('a secondary rate limit is waited for as long as it says', async () => {
    const message = 'You have exceeded a secondary rate limit. Please wait.';
    github.fail({ on: /^POST .*comments/, times: 1, status: 403, message, headers: { 'retry-after': '1' } });
    await check(FAILING);
    expect(own()).toHaveLength(1);
  });

  it('a limit that lasts longer than a build should is not waited for', async () => {
    const message = 'You have exceeded a secondary rate limit. Please wait.';
    github.fail({ on: /^POST .*comments/, times: 9, status: 403, message, headers: { 'retry-after': '3600' } });
    const result = await check(FAILING);
    expect(result.status).toBe(1);
    expect(own()).toEqual([]);
    expect(result.log).toContain("GitHub's rate limit is used up (403)");
  });

  it('a used-up primary limit is told as such', async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 3000);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    github.fail({ on: /^GET/, times: 9, status: 403, message: 'API rate limit exceeded', headers });
    const result = await check(PASSING);
    expect(result.status).toBe(0);
    expect(result.log).toContain("GitHub's rate limit is used up (403)");
  });
});
