import { describe, expect, it } from 'vitest';
import type { Question } from '../../kubelet/observed/question.ts';
import { compareMany, report, seedOfThisRun } from '../differential.ts';
import { compare } from './compare.ts';
import { kubeletStart, showStart } from './generator/kubelet-start.ts';
import { type RealKubelet, realKubelets } from './kubelets.ts';

const seed = seedOfThisRun();
const runs = Number(process.env.KUBELET_RUNS ?? 300);
const kubelets = realKubelets();

describe.runIf(kubelets.length > 0)(`a kubelet's own driver (SEED=${seed}, ${runs} starts of each)`, () => {
  it.each(kubelets)('is ours for $version', async (kubelet) => {
    const outcome = await compareMany({
      inputs: kubeletStart({ dropIns: kubelet.minor >= 28 }).filter((question) => isWithinReach(kubelet, question)),
      seed,
      runs,
      workers: 3,
      compare: (question) => compare(kubelet, question),
      show: showStart,
    });
    report(`kubelet ${kubelet.version}`, outcome);
    expect(outcome.disagreements).toHaveLength(0);
    expect(outcome.unsure).toBeLessThanOrEqual(runs * 0.08);
    expect(outcome.kinds.get('systemd, uses systemd')).toBeGreaterThan(runs * 0.1);
    expect(outcome.kinds.get('cgroupfs, uses cgroupfs')).toBeGreaterThan(runs * 0.1);
    expect(outcome.kinds.get('does not start')).toBeGreaterThan(runs * 0.05);
  });
});

/** From 1.32 on, all gates of a stage together lead to other values that the kubelet then finds wrong. */
function isWithinReach({ minor }: RealKubelet, question: Question): boolean {
  const texts = [...Object.values(question.files), ...question.arguments].map((text) => String(text));
  return minor < 32 || !texts.some((text) => /All(Alpha|Beta)/.test(text));
}

describe.skipIf(kubelets.length > 0)('no kubelet to ask: KUBELET_MORE names none', () => {
  it.skip('is ours');
});
