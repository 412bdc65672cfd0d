import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeGithub, startFakeGithub } from '../github/fake-github.ts';
import { createFolder, FAILING, PASSING, pullEvent, runStep, type StepResult } from './runner.ts';

const LABEL = 'cgroup-gate';
let github: FakeGithub;
let folder: Awaited<ReturnType<typeof createFolder>>;
let runs = 100;

beforeEach(async () => {
  github = await startFakeGithub();
  folder = await createFolder();
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  await folder.remove();
});

function watch(images: string, changes: { event?: string } & Record<string, string> = {}): Promise<StepResult> {
  const { event = 'schedule', ...inputs } = changes;
  return runStep(folder.path, github, {
    inputs: { images, 'tracking-issue': 'true', ...inputs },
    event,
    payload: event === 'pull_request' ? pullEvent() : { schedule: '0 6 * * *' },
    env: { GITHUB_RUN_ID: String(++runs) },
  });
}

const issue = () => github.repository.issues.find(({ user }) => user === 'github-actions[bot]');
const said = () => github.repository.comments.map(({ body }) => body);

describe('the tracking issue', () => {
  it('is opened, kept up to date without noise, closed, and reopened: always the same one', async () => {
    await watch(PASSING);
    expect(github.repository.issues).toEqual([]);

    await watch(FAILING);
    expect(issue()).toMatchObject({ state: 'open', labels: [LABEL], title: 'Cgroup Gate: published node images fail' });
    expect(issue()?.body.startsWith('<!-- cgroup-gate:v1 key=cgroup-gate watch -->')).toBe(true);
    expect(issue()?.body).toContain('SystemdCgroup');
    expect(said()).toEqual([]);

    const again = await watch(FAILING);
    expect(issue()?.body).toMatch(/Since the baseline: 0 new, [1-9]\d* persisting, 0 fixed/);
    expect(again.summary).toMatch(/0 new, [1-9]\d* persisting/);
    expect(said()).toEqual([]);

    await watch(`${FAILING}\n/nothing/here.tar`);
    expect(issue()?.state).toBe('open');
    expect(said()).toHaveLength(1);
    expect(said()[0]).toContain('not decided in `/nothing/here.tar`');

    await watch(PASSING);
    expect(issue()?.state).toBe('closed');
    expect(said()).toHaveLength(2);
    expect(said()[1]).toContain('Every image passes now');

    await watch(PASSING);
    expect(said()).toHaveLength(2);

    await watch(FAILING);
    expect(github.repository.issues).toHaveLength(1);
    expect(issue()?.state).toBe('open');
    expect(said()[2]).toContain('It fails again');
  });

  it('is neither closed nor forgotten by a run that could not decide', async () => {
    await watch('/nothing/here.tar');
    expect(github.repository.issues).toEqual([]);
    await watch(FAILING);
    await watch('/nothing/here.tar');
    expect(issue()?.state).toBe('open');
    await watch(PASSING);
    const result = await watch('/nothing/here.tar');
    expect(issue()?.state).toBe('closed');
    expect(result.log).toContain('this run could not decide');
  });

  it('that a person has closed stays so until something is new', async () => {
    await watch(FAILING);
    (issue() as NonNullable<ReturnType<typeof issue>>).state = 'closed';
    const result = await watch(FAILING);
    expect(issue()?.state).toBe('closed');
    expect(result.log).toContain('somebody closed it, and nothing is new since');
    await watch(`${FAILING}\n/nothing/here.tar`);
    expect(issue()?.state).toBe('closed');
  });

  it('is found among others by label, marker and author', async () => {
    await watch(FAILING);
    const mine = issue() as NonNullable<ReturnType<typeof issue>>;
    for (let number = 200; number < 320; number++) {
      github.repository.issues.unshift({
        ...mine,
        number,
        user: 'stranger',
        title: 'bait',
        body: `${mine.body}\nbait`,
      });
    }
    github.repository.issues.unshift({ ...mine, number: 500, isPull: true });
    await watch(PASSING);
    expect(mine.state).toBe('closed');
    expect(github.repository.issues.filter(({ state }) => state === 'closed')).toHaveLength(1);
  });

  it('of another key is another issue', async () => {
    await watch(FAILING, { key: 'edge' });
    await watch(FAILING, { key: 'stable' });
    expect(github.repository.issues.map(({ title }) => title)).toEqual([
      'Cgroup Gate: published node images fail (edge)',
      'Cgroup Gate: published node images fail (stable)',
    ]);
  });

  it('says when the permission is missing, and changes nothing else', async () => {
    github.repository.mayWrite = false;
    const result = await watch(FAILING);
    expect(result.status).toBe(1);
    expect(result.log).toContain('the tracking issue was not written');
    expect(result.log).toContain('issues: write');
  });

  it('is nothing for a pull request', async () => {
    const result = await watch(PASSING, { event: 'pull_request', comment: 'never', suggestions: 'false' });
    expect(result.log).toContain('no tracking issue: the event is pull_request');
    expect(github.requests).toEqual([]);
  });

  it('is not opened twice when the answer got lost', async () => {
    github.fail({ on: /^POST .*issues$/, times: 1, status: 502, afterwards: true });
    await watch(FAILING);
    expect(github.repository.issues).toHaveLength(1);
  });
});
