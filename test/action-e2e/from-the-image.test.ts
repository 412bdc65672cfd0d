import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeGithub, startFakeGithub } from '../github/fake-github.ts';
import { createFolder, FAILING, HEAD, pullEvent, runStep } from './runner.ts';
import { patchOf } from './saved-report.ts';

const SOURCE = resolve(import.meta.dirname, '../../examples/node-image');
const BAKED = 'config/containerd.toml';
let github: FakeGithub;
let folder: Awaited<ReturnType<typeof createFolder>>;

beforeEach(async () => {
  github = await startFakeGithub();
  folder = await createFolder();
  cpSync(SOURCE, folder.path, { recursive: true });
  const lines = readFileSync(join(SOURCE, BAKED), 'utf8').trimEnd().split('\n');
  github.repository.pulls.length = 0;
  github.repository.pulls.push({
    number: 7,
    state: 'open',
    headSha: HEAD,
    headBranch: 'topic',
    headRepository: 'acme/nodes',
    files: [{ path: BAKED, patch: patchOf(1, lines) }],
  });
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  await folder.remove();
});

it('an image that was built from the checkout is annotated, commented on and mended on the line that baked it', async () => {
  const step = await runStep(folder.path, github, { inputs: { images: FAILING }, payload: pullEvent() });
  expect(step.status).toBe(1);
  expect(step.outputs.verdict).toBe('fail');
  expect(step.log).toMatch(/^::error [^\n]*file=config\/containerd\.toml,line=38,/m);
  const [suggestion] = github.repository.reviewComments;
  expect(suggestion).toMatchObject({ path: BAKED, line: 38 });
  expect(suggestion?.body).toContain('```suggestion\n            SystemdCgroup = true\n```');
  const [comment] = github.repository.comments;
  expect(comment?.body).toContain(`https://github.example/acme/nodes/blob/${HEAD}/config/containerd.toml#L38`);
  expect(step.summary).toContain('config/containerd.toml#L38');
});
