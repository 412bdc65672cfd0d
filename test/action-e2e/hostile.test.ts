import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeGithub, startFakeGithub } from '../github/fake-github.ts';
import { expectHarmlessMarkdown, expectHarmlessStep } from './harmless.ts';
import { writeHostileImage } from './hostile-image.ts';
import { createFolder, pullEvent, runStep, type Step, type StepResult } from './runner.ts';

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

async function check(changes: Partial<Step> = {}): Promise<StepResult> {
  const images = await writeHostileImage(folder.path);
  return runStep(folder.path, github, {
    inputs: { images, ...changes.inputs },
    payload: pullEvent(),
    ...(changes.event === undefined ? {} : { event: changes.event }),
  });
}

describe('what a hostile image says', () => {
  it('is shown, and does nothing: in the log, the summary, the annotations, the outputs and the comment', async () => {
    const result = await check();
    expect(result.status).toBe(1);
    expect(result.outputs['verdict']).toBe('fail');
    expectHarmlessStep(result);
    expect(result.summary).toContain('pwned');
    expect(github.repository.comments).toHaveLength(1);
    const body = github.repository.comments[0]?.body ?? '';
    expect(body).toContain('pwned');
    expectHarmlessMarkdown(body, 2);
  });

  it('does not pass for a state of ours in the next run', async () => {
    await check();
    const before = github.repository.comments[0]?.body;
    github.requests.length = 0;
    await check();
    expect(github.repository.comments).toHaveLength(1);
    expect(github.repository.comments[0]?.body).toBe(before);
    expect(github.requests.filter((line) => line.startsWith('PATCH'))).toEqual([]);
  });

  it('does nothing in SARIF, JSON and JUnit', async () => {
    const files = { 'sarif-file': join(folder.path, 'a.sarif'), 'junit-file': join(folder.path, 'a.xml') };
    const result = await check({ inputs: files });
    const texts = await Promise.all(
      [...Object.values(files), result.outputs['result'] ?? ''].map((path) => readFile(path, 'utf8')),
    );
    for (const text of texts) {
      expect(text).toContain('pwned');
      expect(text).not.toMatch(/[\u202e\u2066]|##\[|^\s*::/mu);
    }
    const sarif = JSON.parse(texts[0] as string) as { runs: { results: { message: { text: string } }[] }[] };
    for (const { message } of sarif.runs.flatMap(({ results }) => results)) expect(message.text).not.toMatch(/\]\(/);
  });

  it('does nothing in the tracking issue', async () => {
    await check({ event: 'schedule', inputs: { 'tracking-issue': 'true' } });
    expect(github.repository.issues).toHaveLength(1);
    expect(github.repository.issues[0]?.title).toBe('Cgroup Gate: published node images fail');
    expectHarmlessMarkdown(github.repository.issues[0]?.body ?? '', 2);
  });
});
