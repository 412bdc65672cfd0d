/**
 * Puts the questions of test/kubelet/observed to the real kubelets and writes down what they answer, which every run of the
 * tests compares with ours:
 *   KUBELET_MORE="1.32.3=/path/to/kubelet" node test/real/kubelet/record.ts
 * Only what has no answer yet is asked, and everything with RECORD=all. Where a kubelet gives no answer it stays open.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { questions } from '../../kubelet/observed/questions.ts';
import { realKubelets } from './kubelets.ts';
import { askKubelet, realOutcome } from './oracle.ts';

const file = new URL('../../kubelet/observed/answers.json', import.meta.url);
const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
const answers: Record<string, Map<string, string>> = {};
for (const name of Object.keys(questions)) answers[name] = new Map(Object.entries(before[name] ?? {}));

const isOpen = (name: string, version: string): boolean => process.env.RECORD === 'all' || !answers[name]!.has(version);
const all = realKubelets().flatMap((kubelet) =>
  Object.entries(questions)
    .filter(([name]) => isOpen(name, kubelet.version))
    .map((asked) => [kubelet, ...asked] as const),
);
let next = 0;
const worker = async (): Promise<void> => {
  for (let at = next++; at < all.length; at = next++) {
    const [kubelet, name, question] = all[at]!;
    try {
      answers[name]!.set(kubelet.version, realOutcome(await askKubelet(kubelet, question)));
    } catch (error) {
      console.error(`${kubelet.version} ${name}: ${String(error).slice(0, 500)}`);
    }
  }
};
await Promise.all(Array.from({ length: 4 }, worker));

const inOrder = Object.entries(answers).map(([name, byVersion]) => {
  const sorted = [...byVersion].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return [name, Object.fromEntries(sorted)] as const;
});
writeFileSync(file, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`);
