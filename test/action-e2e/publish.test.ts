import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeGithub, startFakeGithub } from '../github/fake-github.ts';
import { runnerCommands } from '../report/hostile-text.ts';
import { hostile } from '../report/samples.ts';
import { expectHarmlessMarkdown, expectHarmlessStep } from './harmless.ts';
import { createFolder, FAILING, HEAD, PASSING, pullEvent, runCommand, runStep, workflowRunEvent } from './runner.ts';
import { mappedReport, passingReport, saveReport } from './saved-report.ts';

let github: FakeGithub;
let folder: Awaited<ReturnType<typeof createFolder>>;

beforeEach(async () => {
  github = await startFakeGithub();
  folder = await createFolder();
  github.repository.pulls.push(
    { number: 3, state: 'open', headSha: HEAD, headBranch: 'topic', headRepository: 'other/nodes', files: [] },
    { number: 7, state: 'open', headSha: HEAD, headBranch: 'topic', headRepository: 'stranger/nodes', files: [] },
  );
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  await folder.remove();
});

const comments = () => github.repository.comments;

describe('publish, after the pull request of a fork', () => {
  it('finds the pull request by asking GitHub, and writes its comment', async () => {
    const path = await saveReport(folder.path, await mappedReport());
    const result = await runCommand(folder.path, github, ['publish', path], { payload: workflowRunEvent() });
    expect(result.log).toContain('the comment was written');
    expect(result.status).toBe(0);
    expect(comments().map(({ issue }) => issue)).toEqual([7]);
    expect(comments()[0]?.body).toContain(`/acme/nodes/blob/${HEAD}/config/containerd.toml#L`);
    expect(comments()[0]?.body).toContain('/actions/runs/90');
    expect(github.requests.some((line) => line.includes('/reviews'))).toBe(false);
  });

  it('works as the action too, without failing by what the report says', async () => {
    const path = await saveReport(folder.path, await mappedReport());
    const result = await runStep(folder.path, github, {
      inputs: { publish: path },
      event: 'workflow_run',
      payload: workflowRunEvent(),
    });
    expect(result.status).toBe(0);
    expect(result.outputs['verdict']).toBe('fail');
    expect(comments().map(({ issue }) => issue)).toEqual([7]);
  });

  it('turns it into "fixed" when a later run passes', async () => {
    const failing = await saveReport(folder.path, await mappedReport(), 'a.json');
    const passing = await saveReport(folder.path, passingReport(await mappedReport()), 'b.json');
    await runCommand(folder.path, github, ['publish', failing], { payload: workflowRunEvent() });
    const sha = 'c'.repeat(40);
    for (const pull of github.repository.pulls) pull.headSha = sha;
    const later = workflowRunEvent({ sha });
    later.workflow_run.id = 95;
    await runCommand(folder.path, github, ['publish', passing], { payload: later });
    expect(comments()).toHaveLength(1);
    expect(comments()[0]?.body).toContain(`fixed in ${sha}`);
  });

  it.each([
    ['a run for a push', workflowRunEvent({ event: 'push' }), 'not for a pull request'],
    [
      'a commit that is no longer the head',
      workflowRunEvent({ sha: 'd'.repeat(40) }),
      'no open pull request has the head',
    ],
  ])('writes nothing after %s', async (_what, payload, words) => {
    const path = await saveReport(folder.path, await mappedReport());
    const result = await runCommand(folder.path, github, ['publish', path], { payload });
    expect(result.status).toBe(0);
    expect(result.log).toContain(words);
    expect(comments()).toEqual([]);
  });

  it('does not take the word of anybody for the pull request: a closed one, or one of another head, gets nothing', async () => {
    const path = await saveReport(folder.path, await mappedReport());
    const argv = ['publish', '--pull-request', '7', '--sha', 'd'.repeat(40), path];
    const result = await runCommand(folder.path, github, argv, { payload: {} });
    expect(result.log).toContain('pull request 7 is closed, or its head is no longer');
    expect(comments()).toEqual([]);
  });

  it('says what is missing, by its exit status as well', async () => {
    github.repository.mayWrite = false;
    const path = await saveReport(folder.path, await mappedReport());
    const result = await runCommand(folder.path, github, ['publish', path], { payload: workflowRunEvent() });
    expect(result.status).toBe(3);
    expect(result.log).toContain('Give the job the permission pull-requests: write');
  });

  it.each([
    ['no JSON', '<html>::error::x', 'the report is not JSON'],
    ['something else', { schema: 1 }, 'not a report of cgroup-gate'],
    ['another schema', { schema: 2 }, 'schema 2'],
    ['a pass with an open question', 'pass', 'undecided'],
    ['a path out of the checkout', 'path', 'leaves the checkout'],
  ])('refuses a report that is %s', async (_what, kind, words) => {
    const report = await mappedReport();
    const [image] = report.images;
    const [finding] = image?.findings ?? [];
    const made =
      kind === 'pass'
        ? {
            ...report,
            verdict: 'pass',
            images: [{ ...image, verdict: 'pass', findings: [{ ...finding, undecided: true }] }],
          }
        : kind === 'path'
          ? {
              ...report,
              images: [{ ...image, findings: [{ ...finding, repo: { ...finding?.repo, path: '../../x' } }] }],
            }
          : kind;
    const path = await saveReport(folder.path, made);
    const result = await runCommand(folder.path, github, ['publish', path], { payload: workflowRunEvent() });
    expect(result.status).toBe(2);
    expect(result.log).toContain(words);
    expect(runnerCommands(result.log)).toEqual([]);
    expect(github.requests).toEqual([]);
  });

  it('lets nothing of a hostile report through', async () => {
    const bent = structuredClone(hostile) as never as {
      images: { findings: Record<string, unknown>[]; baseline: { fixed: { rule: string; fingerprint: string }[] } }[];
    };
    for (const image of bent.images) {
      for (const one of image.findings) Object.assign(one, { rule: 'hostile-rule', repo: null, repoCandidates: [] });
      for (const one of image.baseline.fixed) Object.assign(one, { rule: 'hostile-rule', fingerprint: 'ff' });
    }
    const path = await saveReport(folder.path, bent);
    const result = await runStep(folder.path, github, {
      inputs: { publish: path },
      event: 'workflow_run',
      payload: workflowRunEvent(),
    });
    expect(result.status).toBe(0);
    expect(comments()).toHaveLength(1);
    expectHarmlessMarkdown(comments()[0]?.body ?? '', 2);
    expectHarmlessStep(result);
  });
});

describe('several reports', () => {
  it('become one: one comment, one summary, the worst verdict', async () => {
    const reports = join(folder.path, 'reports');
    await mkdir(join(reports, 'slice-1'), { recursive: true });
    await mkdir(join(reports, 'slice-0'), { recursive: true });
    const failing = await mappedReport();
    await saveReport(join(reports, 'slice-0'), {
      ...passingReport(failing),
      images: [{ ...passingReport(failing).images[0], image: PASSING }],
    });
    await saveReport(join(reports, 'slice-1'), failing);
    const result = await runStep(folder.path, github, {
      inputs: { publish: reports, images: `${PASSING}\n${FAILING}`, suggestions: 'false' },
      payload: pullEvent(),
    });
    expect(result.status).toBe(0);
    expect(result.outputs['verdict']).toBe('fail');
    expect(result.summary).toContain('in 2 images');
    expect(comments()).toHaveLength(1);
  });

  it('never pass where one is missing', async () => {
    const path = await saveReport(folder.path, passingReport(await mappedReport()));
    const result = await runStep(folder.path, github, {
      inputs: { publish: path, images: `${FAILING}\noci:never-judged` },
      payload: pullEvent(),
    });
    expect(result.outputs['verdict']).toBe('undetermined');
    expect(comments()[0]?.body).toContain('there is no report');
  });

  it('that cannot be found are an error', async () => {
    const result = await runStep(folder.path, github, {
      inputs: { publish: join(folder.path, 'none.json') },
      payload: pullEvent(),
    });
    expect(result.status).toBe(1);
    expect(result.log).toContain('there is no such file');
  });
});
