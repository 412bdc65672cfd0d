import { describe, expect, it } from 'vitest';
import { compareMany, report, seedOfThisRun } from '../differential.ts';
import { compare } from './compare.ts';
import { realCrios } from './crios.ts';
import { crioStart, showStart } from './generator/crio-start.ts';

const seed = seedOfThisRun();
const runs = Number(process.env.CRIO_RUNS ?? 200);
const crios = realCrios();

describe.runIf(crios.length > 0)(`CRI-O's driver (SEED=${seed}, ${runs} starts of each)`, () => {
  it.each(crios)('is ours for $version', async (crio) => {
    const outcome = await compareMany({
      inputs: crioStart,
      seed,
      runs,
      workers: 3,
      compare: (question) => compare(crio, question),
      show: showStart,
    });
    report(`CRI-O ${crio.version}`, outcome);
    expect(outcome.disagreements).toHaveLength(0);
    expect(outcome.unsure).toBeLessThanOrEqual(runs * 0.08);
    expect(outcome.kinds.get('systemd')).toBeGreaterThan(runs * 0.05);
    expect(outcome.kinds.get('cgroupfs')).toBeGreaterThan(runs * 0.03);
    expect(outcome.kinds.get('does not start')).toBeGreaterThan(runs * 0.05);
  });
});

describe.skipIf(crios.length > 0)('no CRI-O to ask: CRIO_MORE names none', () => {
  it.skip('is ours');
});
