import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { collectWorkflows } from './collect.ts';

interface Gate {
  readonly jobs: { readonly plan: { readonly steps: readonly { readonly run: string }[] } };
}

const text = collectWorkflows().find(({ name }) => name.endsWith('gate.yml'))?.text ?? '';
const script = (parse(text) as Gate).jobs.plan.steps[0]?.run ?? '';

interface Share {
  readonly index: number;
  readonly images: string;
}

/** Runs the step of the reusable workflow as the runner does. */
function deal(images: string, jobs: string): readonly Share[] | 'failure' {
  const folder = mkdtempSync(join(tmpdir(), 'cgroup-gate-shares-'));
  const output = join(folder, 'output');
  writeFileSync(output, '');
  try {
    execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      env: { PATH: process.env['PATH'], IMAGES: images, JOBS: jobs, GITHUB_OUTPUT: output },
      stdio: 'pipe',
    });
    return JSON.parse(readFileSync(output, 'utf8').replace(/^shares=/, ''));
  } catch {
    return 'failure';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the images of the reusable workflow', () => {
  it.each([
    ['a\nb\nc\nd\ne\n', '2', ['a\nc\ne', 'b\nd']],
    ['a\nb', '10', ['a', 'b']],
    ['  a  \n\n# not this\nb\r\n', '1', ['a\nb']],
    ['a', '0', ['a']],
    ['a"b\\c\nd$(x)`y`', '1', ['a"b\\c\nd$(x)`y`']],
  ])('%j over %s jobs', (images, jobs, shares) => {
    expect(deal(images, jobs)).toEqual(shares.map((share, index) => ({ index, images: share })));
  });

  it('are at most 256 shares, and none is lost', () => {
    const images = Array.from({ length: 700 }, (_, index) => `docker://r.example/node:v${index}`);
    const shares = deal(images.join('\n'), '999');
    expect(shares).toHaveLength(256);
    expect((shares as readonly Share[]).flatMap((share) => share.images.split('\n')).sort()).toEqual(
      [...images].sort(),
    );
  });

  it('must not be none', () => {
    expect(deal('\n# a\n', '3')).toBe('failure');
  });
});
