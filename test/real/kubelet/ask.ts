/**
 * Prints what the real kubelets say of a command line and its files, to look into a disagreement:
 *   KUBELET_MORE="1.32.3=/path/to/kubelet" node test/real/kubelet/ask.ts FILE [VERSION...]
 * FILE holds JSON: `{"files": {"/path": "text"}, "arguments": [], "environment": {}, "runtime": "systemd"}`.
 */
import { readFileSync } from 'node:fs';
import type { Question } from '../../kubelet/observed/question.ts';
import { realKubelets } from './kubelets.ts';
import { askKubelet } from './oracle.ts';

const [path = '', ...versions] = process.argv.slice(2);
const question = JSON.parse(readFileSync(path, 'utf8')) as Question;
for (const kubelet of realKubelets()) {
  if (versions.length > 0 && !versions.includes(kubelet.version)) continue;
  const real = await askKubelet(kubelet, question).catch((error: Error) => error.message);
  console.log(kubelet.version, JSON.stringify(real));
}
