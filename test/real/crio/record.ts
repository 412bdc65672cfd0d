/**
 * Puts the questions of test/crio/observed to the real CRI-Os and writes down what they answer, which every run of the
 * tests compares with ours:
 *   CRIO_MORE="1.34.9=/path/to/crio" node test/real/crio/record.ts
 * Only what has no answer yet is asked, and everything with RECORD=all. Where one gives no answer it stays open.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { questions } from '../../crio/observed/questions.ts';
import { realCrios } from './crios.ts';
import { askCrio, realOutcome } from './oracle.ts';

const file = new URL('../../crio/observed/answers.json', import.meta.url);
const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
const answers: Record<string, Map<string, string>> = {};
for (const name of Object.keys(questions)) answers[name] = new Map(Object.entries(before[name] ?? {}));

const isOpen = (name: string, version: string): boolean => process.env.RECORD === 'all' || !answers[name]!.has(version);
const all = realCrios().flatMap((crio) =>
  Object.entries(questions)
    .filter(([name]) => isOpen(name, crio.version))
    .map((asked) => [crio, ...asked] as const),
);
let next = 0;
const worker = async (): Promise<void> => {
  for (let at = next++; at < all.length; at = next++) {
    const [crio, name, question] = all[at]!;
    try {
      answers[name]!.set(crio.version, realOutcome(await askCrio(crio, question)));
    } catch (error) {
      console.error(`${crio.version} ${name}: ${String(error).slice(0, 500)}`);
    }
  }
};
await Promise.all(Array.from({ length: 4 }, worker));

const inOrder = Object.entries(answers).map(([name, byVersion]) => {
  const sorted = [...byVersion].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return [name, Object.fromEntries(sorted)] as const;
});
writeFileSync(file, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`);
