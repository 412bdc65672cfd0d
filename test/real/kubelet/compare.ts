import { leftOpen, ourAnswer, ourOutcome, type Question } from '../../kubelet/observed/question.ts';
import type { Comparison } from '../differential.ts';
import type { RealKubelet } from './kubelets.ts';
import { askKubelet, realOutcome } from './oracle.ts';

/** Puts one question to the real kubelet and to us. */
export async function compare(kubelet: RealKubelet, question: Question): Promise<Comparison> {
  const ours = await ourAnswer(kubelet.version, question).catch((error: Error) => `an exception: ${error.stack}`);
  const real = await askKubelet(kubelet, question).catch((error: Error) => `no answer: ${error.message}`);
  const shown = {
    real: typeof real === 'string' ? real : realOutcome(real),
    ours: typeof ours === 'string' ? ours : ourOutcome(ours, question.runtime),
  };
  if (typeof ours !== 'string' && shown.ours === leftOpen) {
    return { verdict: 'unsure', why: ours.doubts[0]?.kind ?? 'unknown-flag' };
  }
  if (shown.real === shown.ours) return { verdict: 'same', kinds: [shown.real] };
  const refusal = typeof ours === 'string' ? '' : JSON.stringify(ours.refusesToStart);
  return {
    verdict: 'different',
    real: `${shown.real} ${JSON.stringify(real)}`,
    ours: `${shown.ours} ${refusal}`,
  };
}
