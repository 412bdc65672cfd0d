import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { leftBehind, rememberCluster } from '../../src/action/cluster-state.ts';
import type { ClusterState } from '../../src/kind/cluster/lifetime.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cluster-state-'));
  const file = join(folder, 'state');
  writeFileSync(file, '');
  vi.stubEnv('GITHUB_STATE', file);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** What the runner hands to the post step: the last value that was saved. */
function atThePostStep(): string[] {
  const saved = [...readFileSync(join(folder, 'state'), 'utf8').matchAll(/^clusters<<(\S+)\n(.*)\n\1$/gm)].at(-1);
  vi.stubEnv('STATE_clusters', saved?.[2] ?? '');
  return leftBehind().map(({ cluster }) => cluster);
}

const state = (cluster: string): ClusterState => ({
  schema: 1,
  cluster,
  engine: 'docker',
  kind: 'kind',
  tempDir: `/tmp/${cluster}`,
  createdAt: 1,
  images: [],
  environment: {},
});

describe('the clusters that the post step is told of', () => {
  it('are those of all images, until each is gone', async () => {
    expect(atThePostStep()).toEqual([]);
    const [one, two] = [rememberCluster(), rememberCluster()];
    await one(state('a'));
    await two(state('b'));
    expect(atThePostStep()).toEqual(['a', 'b']);
    await one(null);
    expect(atThePostStep()).toEqual(['b']);
    await two(null);
    expect(atThePostStep()).toEqual([]);
  });

  it.each(['', 'null', '{"schema":1}', '[{"schema":1,"cluster":"../x"}]'])('are none in %j', (text) => {
    vi.stubEnv('STATE_clusters', text);
    expect(leftBehind()).toEqual([]);
  });
});
