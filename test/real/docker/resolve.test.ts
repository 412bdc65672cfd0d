import { describe, expect, it } from 'vitest';
import { compareMany, report, seedOfThisRun } from '../differential.ts';
import { compare } from './compare.ts';
import { realDockers } from './dockers.ts';
import { dockerStart, showStart } from './generator/docker-start.ts';

const seed = seedOfThisRun();
const runs = Number(process.env.DOCKERD_RUNS ?? 100);
const dockers = realDockers();

describe.runIf(dockers.length > 0)(`dockerd's driver (SEED=${seed}, ${runs} starts of each)`, () => {
  it.each(dockers)('is ours for $version', async (docker) => {
    const outcome = await compareMany({
      inputs: dockerStart,
      seed,
      runs,
      workers: 3,
      compare: (question) => compare(docker, question),
      show: showStart,
    });
    report(`dockerd ${docker.version}`, outcome);
    expect(outcome.disagreements).toHaveLength(0);
    expect(outcome.unsure).toBeLessThanOrEqual(runs * 0.08);
    expect(outcome.kinds.get('systemd')).toBeGreaterThan(runs * 0.05);
    expect(outcome.kinds.get('cgroupfs')).toBeGreaterThan(runs * 0.03);
    expect(outcome.kinds.get('does not start')).toBeGreaterThan(runs * 0.05);
  });
});

describe.skipIf(dockers.length > 0)('no dockerd to ask: DOCKERD_MORE names none', () => {
  it.skip('is ours');
});
