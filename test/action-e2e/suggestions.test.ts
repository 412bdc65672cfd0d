import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/verdict/report.ts';
import { type FakeGithub, startFakeGithub } from '../github/fake-github.ts';
import { createFolder, HEAD, pullEvent, runStep, type StepResult } from './runner.ts';
import { mappedReport, passingReport, patchOf, REPO_FILE, saveReport, sourceLines } from './saved-report.ts';

const REVIEWS = 'POST /repos/acme/nodes/pulls/7/reviews';
let github: FakeGithub;
let folder: Awaited<ReturnType<typeof createFolder>>;
let lines: readonly string[];

beforeEach(async () => {
  github = await startFakeGithub();
  folder = await createFolder();
  lines = await sourceLines();
  propose({ path: REPO_FILE, patch: patchOf(30, lines.slice(29)) });
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  await folder.remove();
});

function propose(...files: { path: string; patch?: string }[]): void {
  github.repository.pulls.length = 0;
  github.repository.pulls.push({
    number: 7,
    state: 'open',
    headSha: HEAD,
    headBranch: 'topic',
    headRepository: 'acme/nodes',
    files,
  });
}

async function publish(report: Report, run = 100): Promise<StepResult> {
  const path = await saveReport(folder.path, report);
  return runStep(folder.path, github, {
    inputs: { publish: path, comment: 'never' },
    payload: pullEvent(),
    env: { GITHUB_RUN_ID: String(run) },
  });
}

describe('suggestions', () => {
  it('offer the fix on the line of the diff, with its own indentation, once', async () => {
    const result = await publish(await mappedReport());
    expect(result.status).toBe(0);
    expect(github.repository.reviewComments).toHaveLength(1);
    const [comment] = github.repository.reviewComments;
    expect(comment).toMatchObject({ path: REPO_FILE, line: lines.length, startLine: null });
    expect(comment?.body).toContain('```suggestion\n            SystemdCgroup = true\n```');
    await publish(await mappedReport(), 101);
    expect(github.repository.reviewComments).toHaveLength(1);
    expect(github.repository.reviews).toHaveLength(1);
  });

  it('are not asked for outside of the diff, for which GitHub would refuse them all', async () => {
    propose({ path: REPO_FILE, patch: patchOf(1, ['version = 2']) });
    const result = await publish(await mappedReport());
    expect(github.requests).not.toContain(REVIEWS);
    expect(result.log).toContain('no fix is offered as a suggestion');
  });

  it('that are outdated go, except where somebody has answered, and others keep theirs', async () => {
    await publish(await mappedReport());
    const [mine] = github.repository.reviewComments;
    const stale = { ...(mine as NonNullable<typeof mine>), line: null };
    github.repository.reviewComments.length = 0;
    github.repository.reviewComments.push(
      { ...stale, id: 1 },
      { ...stale, id: 2 },
      { ...stale, id: 3, user: 'stranger' },
      { ...stale, id: 4, body: 'thanks', user: 'reviewer', replyTo: 2 },
    );
    await publish(passingReport(await mappedReport()), 101);
    expect(github.repository.reviewComments.map(({ id }) => id)).toEqual([2, 3, 4]);
  });

  it('stay where a run could not decide', async () => {
    await publish(await mappedReport());
    const report = await mappedReport();
    const images = report.images.map((image) => ({ ...image, verdict: 'undetermined' as const, findings: [] }));
    await publish({ ...report, verdict: 'undetermined', images }, 101);
    expect(github.repository.reviewComments).toHaveLength(1);
  });

  it('are not missed silently without the permission', async () => {
    github.repository.mayWrite = false;
    const result = await publish(await mappedReport());
    expect(result.status).toBe(0);
    expect(result.log).toMatch(/::warning title=Cgroup Gate::the suggestions were not written/);
    expect(result.log).toContain('pull-requests: write');
  });
});
