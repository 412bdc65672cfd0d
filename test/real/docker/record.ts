/**
 * Puts the questions of test/docker/observed to the real dockerds and writes down what they answer, which every run of the
 * tests compares with ours:
 *   DOCKERD_MORE="28.5.2=/path/to/dockerd" node test/real/docker/record.ts
 * Only what has no answer yet is asked, and everything with RECORD=all. Where one gives no answer it stays open.
 */
import { questions } from '../../docker/observed/questions.ts';
import { recordAnswers } from '../record-answers.ts';
import { realDockers } from './dockers.ts';
import { askDocker, realOutcome } from './oracle.ts';

await recordAnswers({
  file: new URL('../../docker/observed/answers.json', import.meta.url),
  programs: realDockers(),
  questions,
  ask: async (docker, question) => realOutcome(await askDocker(docker, question)),
});
