import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/verdict/report.ts';
import { ROOT, runCli } from './run-cli.ts';

const IMAGE = 'examples/node-v1.30.2.tar';
const LINE = { startLine: 38, startColumn: 29, endLine: 38, endColumn: 34 };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'repository-'));
  cpSync(join(ROOT, 'examples/node-image'), folder, { recursive: true });
  execFileSync('git', ['-C', folder, 'init', '-q']);
  execFileSync('git', ['-C', folder, 'add', '.']);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function mismatch(repo: string): Promise<Finding | undefined> {
  const { stdout } = await runCli(['check', '--format', 'json', '--repo', repo, IMAGE]);
  const report = JSON.parse(stdout) as Report;
  return report.images[0]?.findings.find(({ rule }) => rule === 'cgroup-driver-mismatch');
}

describe('--repo', () => {
  it('names the line of the file that the Dockerfile copies', async () => {
    for (const [repo, path] of [
      [folder, 'config/containerd.toml'],
      ['examples/node-image', 'config/containerd.toml'],
      ['.', 'examples/node-image/config/containerd.toml'],
    ] as const) {
      expect(await mismatch(repo)).toMatchObject({ repo: { ...LINE, path }, repoKind: 'line', repoCandidates: [] });
    }
  });

  it('is shown in the terminal', async () => {
    const { status, stdout } = await runCli(['check', '--repo', folder, IMAGE]);
    expect(status).toBe(1);
    expect(stdout).toContain('= baked by: config/containerd.toml:38:29');
  });

  it('says so where the repository has no such line, and names the build step', async () => {
    const other = mkdtempSync(join(tmpdir(), 'repository-'));
    writeFileSync(join(other, 'Dockerfile'), 'FROM scratch\n');
    const finding = await mismatch(other);
    rmSync(other, { recursive: true, force: true });
    expect(finding).toMatchObject({ repo: null, repoCandidates: [] });
    expect(finding?.repoNote).toMatch(/no line .*layer 2 of 2 · COPY config\/containerd\.toml/);
  });

  it('is wrong usage where there is no such folder', async () => {
    const { status, stdout, stderr } = await runCli(['check', '--repo', join(folder, 'absent'), IMAGE]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/--repo .*absent: there is no such folder/);
  });
});
