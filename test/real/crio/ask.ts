/**
 * Prints what the real CRI-Os say of a command line and its files, to look into a disagreement:
 *   CRIO_MORE="1.34.9=/path/to/crio" node test/real/crio/ask.ts FILE [VERSION...]
 * FILE holds JSON: `{"files": {"/path": "text"}, "arguments": [], "environment": {}}`.
 */
import { readFileSync } from 'node:fs';
import { ourAnswer, ourOutcome, type Question } from '../../crio/observed/question.ts';
import { realCrios } from './crios.ts';
import { askCrio } from './oracle.ts';

const [path = '', ...versions] = process.argv.slice(2);
const question = JSON.parse(readFileSync(path, 'utf8')) as Question;
for (const crio of realCrios()) {
  if (versions.length > 0 && !versions.includes(crio.version)) continue;
  const real = await askCrio(crio, question).catch((error: Error) => error.message);
  console.log(crio.version, JSON.stringify(real), 'ours:', ourOutcome(await ourAnswer(crio.version, question)));
}
