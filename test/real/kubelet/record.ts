/**
 * Puts the questions of test/kubelet/observed to the real kubelets and writes down what they answer, which every run of the
 * tests compares with ours:
 *   KUBELET_MORE="1.32.3=/path/to/kubelet" node test/real/kubelet/record.ts
 * Only what has no answer yet is asked, and everything with RECORD=all. Where a kubelet gives no answer it stays open.
 */
import { questions } from '../../kubelet/observed/questions.ts';
import { recordAnswers } from '../record-answers.ts';
import { realKubelets } from './kubelets.ts';
import { askKubelet, realOutcome } from './oracle.ts';

await recordAnswers({
  file: new URL('../../kubelet/observed/answers.json', import.meta.url),
  programs: realKubelets(),
  questions,
  ask: async (kubelet, question) => realOutcome(await askKubelet(kubelet, question)),
});
