import { leftOpen, ourAnswer, ourOutcome, type Question } from '../../crio/observed/question.ts';
import type { Comparison } from '../differential.ts';
import type { RealCrio } from './crios.ts';
import { askCrio, realOutcome } from './oracle.ts';

/** Puts one question to the real CRI-O and to us. */
export async function compare(crio: RealCrio, question: Question): Promise<Comparison> {
  const ours = await ourAnswer(crio.version, question).catch((error: Error) => `an exception: ${error.stack}`);
  const real = await askCrio(crio, question).catch((error: Error) => `no answer: ${error.message}`);
  const shown = {
    real: typeof real === 'string' ? real : realOutcome(real),
    ours: typeof ours === 'string' ? ours : ourOutcome(ours),
  };
  if (typeof ours !== 'string' && shown.ours === leftOpen) {
    return { verdict: 'unsure', why: ours.doubts[0]?.kind ?? '' };
  }
  const told = typeof real === 'string' || real.state === 'refuses' ? null : (real.told ?? 'unimplemented');
  const answers = typeof ours === 'string' ? null : ours.answersRuntimeConfig;
  const agrees = told === null || told === (answers === true ? shown.ours : 'unimplemented');
  if (shown.real === shown.ours && agrees) return { verdict: 'same', kinds: [shown.real] };
  const reason = typeof ours === 'string' ? '' : JSON.stringify(ours.stateReason);
  return {
    verdict: 'different',
    real: `${shown.real} ${JSON.stringify(real)}`,
    ours: `${shown.ours} ${reason}, RuntimeConfig: ${answers}`,
  };
}
