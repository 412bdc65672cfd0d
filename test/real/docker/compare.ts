import { leftOpen, ourAnswer, ourOutcome, type Question } from '../../docker/observed/question.ts';
import type { Comparison } from '../differential.ts';
import type { RealDocker } from './dockers.ts';
import { askDocker, realOutcome } from './oracle.ts';

/** Puts one question to the real dockerd and to us. */
export async function compare(docker: RealDocker, question: Question): Promise<Comparison> {
  const ours = await ourAnswer(docker.version, question).catch((error: Error) => `an exception: ${error.stack}`);
  const real = await askDocker(docker, question).catch((error: Error) => `no answer: ${error.message}`);
  const shown = {
    real: typeof real === 'string' ? real : realOutcome(real),
    ours: typeof ours === 'string' ? ours : ourOutcome(ours, question),
  };
  if (typeof ours !== 'string' && shown.ours === leftOpen) {
    return { verdict: 'unsure', why: ours.doubts[0]?.kind ?? '' };
  }
  if (shown.real === shown.ours) return { verdict: 'same', kinds: [shown.real] };
  const reason = typeof ours === 'string' ? '' : JSON.stringify(ours.stateReason);
  return { verdict: 'different', real: `${shown.real} ${JSON.stringify(real)}`, ours: `${shown.ours} ${reason}` };
}
