import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/verdict/report.ts';
import { createFolder, FAILING, runCommand, runStep } from './runner.ts';

const NOWHERE = { url: 'http://127.0.0.1:9' };
let folder: Awaited<ReturnType<typeof createFolder>>;

beforeEach(async () => {
  folder = await createFolder();
});
afterEach(() => folder.remove());

async function save(name: string, ...argv: string[]): Promise<Report> {
  const path = join(folder.path, name);
  await runCommand(folder.path, NOWHERE, ['check', '--output', `json=${path}`, ...argv, FAILING]);
  return JSON.parse(await readFile(path, 'utf8')) as Report;
}

describe('a baseline', () => {
  it('tells the command what persists, and what is fixed', async () => {
    const first = await save('first.json');
    const again = await save('again.json', '--baseline', join(folder.path, 'first.json'));
    expect(first.images[0]?.baseline).toBe(null);
    expect(again.images[0]?.baseline).toMatchObject({
      new: 0,
      persisting: first.images[0]?.findings.length,
      fixed: [],
    });
    expect(again.verdict).toBe('fail');
    expect(again.images[0]?.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      first.images[0]?.findings.map(({ fingerprint }) => fingerprint),
    );
  });

  it('tells the action the same', async () => {
    await save('first.json');
    const result = await runStep(folder.path, NOWHERE, {
      inputs: { images: FAILING, baseline: join(folder.path, 'first.json'), comment: 'never', suggestions: 'false' },
      event: 'push',
    });
    expect(result.summary).toMatch(/Since the baseline: 0 new, [1-9]\d* persisting, 0 fixed/);
  });

  it.each([
    ['nothing.json', 'there is no such file'],
    ['event.json', 'not a report of cgroup-gate'],
  ])('that is no report is wrong usage: %s', async (name, words) => {
    const argv = ['check', '--baseline', join(folder.path, name), FAILING];
    const result = await runCommand(folder.path, NOWHERE, argv);
    expect(result.status).toBe(2);
    expect(result.log).toContain(words);
  });
});
