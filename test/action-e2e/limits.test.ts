import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding, ImageReport } from '../../src/verdict/report.ts';
import { type FakeGithub, startFakeGithub } from '../github/fake-github.ts';
import { createFolder, FAILING, pullEvent, runStep } from './runner.ts';
import { mappedReport, saveReport } from './saved-report.ts';

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

/** A report of many images, none like another, with far more to say than GitHub takes anywhere. */
async function hugeReport() {
  const report = await mappedReport();
  const base = report.images[0] as ImageReport;
  const images = Array.from({ length: 120 }, (_, i): ImageReport => {
    const findings = base.findings.flatMap((one): Finding[] =>
      Array.from({ length: 10 }, (_unused, j) => ({
        ...one,
        message: `image ${i}, finding ${j}: ${'ü€😀'.repeat(60)}`,
        consequence: 'x '.repeat(1500),
        fingerprint: `${i}-${j}`,
      })),
    );
    return { ...base, image: `docker://registry.example/node:v${i}-${'long'.repeat(20)}`, findings };
  });
  return { ...report, images };
}

describe('a report beyond every limit', () => {
  it('gets a comment and a summary that GitHub takes, both whole to their last line', async () => {
    const path = await saveReport(folder.path, await hugeReport());
    const result = await runStep(folder.path, github, {
      inputs: { publish: path, suggestions: 'false' },
      payload: pullEvent(),
    });
    expect(result.status).toBe(0);
    const body = github.repository.comments[0]?.body ?? '';
    expect(Buffer.byteLength(body)).toBeGreaterThan(20_000);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
    expect(body.startsWith('<!-- cgroup-gate:v1 key=cgroup-gate -->')).toBe(true);
    expect(body).toContain('Shortened to fit');
    expect(body).toMatch(/<!-- cgroup-gate-state \{.*\} -->$/);
    expect((body.match(/^```/gm) ?? []).length % 2).toBe(0);
    expect(body).not.toMatch(/\p{Cs}/u);
    expect(Buffer.byteLength(result.summary)).toBeGreaterThan(100_000);
    expect(Buffer.byteLength(result.summary)).toBeLessThanOrEqual(1024 * 1024);
    expect(JSON.parse(await readFile(result.outputs['result'] ?? '', 'utf8')).images).toHaveLength(120);
  });

  it('gets a tracking issue whose memory still fits', async () => {
    const path = await saveReport(folder.path, await hugeReport());
    const step = { inputs: { publish: path, 'tracking-issue': 'true' }, event: 'schedule' };
    await runStep(folder.path, github, step);
    const [issue] = github.repository.issues;
    expect(Buffer.byteLength(issue?.body ?? '')).toBeLessThanOrEqual(60_000);
    expect(issue?.body).toContain('There is too much to remember here');
  });

  it('has no more annotations than a step may have, and says how many are left', async () => {
    const images = Array.from({ length: 30 }, (_, index) => `/nothing/${index}.tar`).join('\n');
    const result = await runStep(folder.path, github, {
      inputs: { images: `${FAILING}\n${images}` },
      payload: pullEvent(),
    });
    const errors = result.log.split('\n').filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(10);
    expect(errors.at(-2)).toMatch(/and \d+ more errors: see the job summary/);
  });
});
