import { describe, expect, it } from 'vitest';
import { compareMany, report, seedOfThisRun } from '../differential.ts';
import { compare } from './compare.ts';
import { kubeletStart, showStart } from './generator/kubelet-start.ts';
import { realKubelets } from './kubelets.ts';

const seed = seedOfThisRun();
const runs = Number(process.env.KUBELET_RUNS ?? 300);
const kubelets = realKubelets();

describe.runIf(kubelets.length > 0)(`a kubelet's own driver (SEED=${seed}, ${runs} starts of each)`, () => {
  it.each(kubelets)('is ours for $version', async (kubelet) => {
    const outcome = await compareMany({
      inputs: kubeletStart({ dropIns: kubelet.minor >= 28 }),
      seed,
      runs,
      workers: 3,
      compare: (question) => compare(kubelet, question),
      show: showStart,
    });
    report(`kubelet ${kubelet.version}`, outcome);
    expect(outcome.disagreements).toHaveLength(0);
    expect(outcome.unsure).toBeLessThanOrEqual(runs * 0.08);
    expect(outcome.kinds.get('systemd, uses systemd')).toBeGreaterThan(runs * 0.05);
    expect(outcome.kinds.get('cgroupfs, uses cgroupfs')).toBeGreaterThan(runs * 0.05);
    expect(outcome.kinds.get('does not start')).toBeGreaterThan(runs * 0.05);
  });
});

describe.skipIf(kubelets.length > 0)('no kubelet to ask: KUBELET_MORE names none', () => {
  it.skip('is ours');
});
