import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'cgroup-gate-docs-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('what is generated', () => {
  it.each([
    ['action.yml', 'scripts/build-action-yml.ts'],
    ['README.md', 'scripts/build-readme.ts'],
    ['docs/benchmark.md', 'scripts/build-benchmark.ts'],
  ])('%s is what %s makes', (name, script) => {
    const fresh = join(work, basename(name));
    execFileSync(process.execPath, [resolve(ROOT, script), fresh], { cwd: ROOT });
    expect(readFileSync(resolve(ROOT, name), 'utf8')).toBe(readFileSync(fresh, 'utf8'));
  });

  it('the version is the same everywhere', () => {
    const { version } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
    expect(readFileSync(resolve(ROOT, 'src/version.ts'), 'utf8')).toContain(`'${version}'`);
  });

  it('Node is pinned in one version', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
    const pinned = readFileSync(resolve(ROOT, '.node-version'), 'utf8').trim();
    expect(new Set(Object.values(optionalDependencies))).toEqual(new Set([pinned]));
  });
});
