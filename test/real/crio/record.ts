/**
 * Puts the questions of test/crio/observed to the real CRI-Os and writes down what they answer, which every run of the
 * tests compares with ours:
 *   CRIO_MORE="1.34.9=/path/to/crio" node test/real/crio/record.ts
 * Only what has no answer yet is asked, and everything with RECORD=all. Where one gives no answer it stays open.
 */
import { questions } from '../../crio/observed/questions.ts';
import { recordAnswers } from '../record-answers.ts';
import { realCrios } from './crios.ts';
import { askCrio, realOutcome } from './oracle.ts';

await recordAnswers({
  file: new URL('../../crio/observed/answers.json', import.meta.url),
  programs: realCrios(),
  questions,
  ask: async (crio, question) => realOutcome(await askCrio(crio, question)),
});
