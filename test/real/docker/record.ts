/**
 * Puts the questions of test/docker/observed to the real dockerds and writes down what they answer, which every run of the
 * tests compares with ours:
 *   DOCKERD_MORE="28.5.2=/path/to/dockerd" node test/real/docker/record.ts
 * Only what has no answer yet is asked, and everything with RECORD=all. Where one gives no answer it stays open.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { questions } from '../../docker/observed/questions.ts';
import { realDockers } from './dockers.ts';
import { askDocker, realOutcome } from './oracle.ts';

const file = new URL('../../docker/observed/answers.json', import.meta.url);
const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
const answers: Record<string, Map<string, string>> = {};
for (const name of Object.keys(questions)) answers[name] = new Map(Object.entries(before[name] ?? {}));

const isOpen = (name: string, version: string): boolean => process.env.RECORD === 'all' || !answers[name]!.has(version);
const all = realDockers().flatMap((docker) =>
  Object.entries(questions)
    .filter(([name]) => isOpen(name, docker.version))
    .map((asked) => [docker, ...asked] as const),
);
let next = 0;
const worker = async (): Promise<void> => {
  for (let at = next++; at < all.length; at = next++) {
    const [docker, name, question] = all[at]!;
    try {
      answers[name]!.set(docker.version, realOutcome(await askDocker(docker, question)));
    } catch (error) {
      console.error(`${docker.version} ${name}: ${String(error).slice(0, 500)}`);
    }
  }
};
await Promise.all(Array.from({ length: 4 }, worker));

const inOrder = Object.entries(answers).map(([name, byVersion]) => {
  const sorted = [...byVersion].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return [name, Object.fromEntries(sorted)] as const;
});
writeFileSync(file, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`);
