/**
 * Prints what the real dockerds say of a command line and its files, to look into a disagreement:
 *   DOCKERD_MORE="28.5.2=/path/to/dockerd" node test/real/docker/ask.ts FILE [VERSION...]
 * FILE holds JSON: `{"files": {"/path": "text"}, "arguments": []}`.
 */
import { readFileSync } from 'node:fs';
import { ourAnswer, ourOutcome, type Question } from '../../docker/observed/question.ts';
import { realDockers } from './dockers.ts';
import { askDocker } from './oracle.ts';

const [path = '', ...versions] = process.argv.slice(2);
const question = JSON.parse(readFileSync(path, 'utf8')) as Question;
for (const docker of realDockers()) {
  if (versions.length > 0 && !versions.includes(docker.version)) continue;
  const real = await askDocker(docker, question).catch((error: Error) => error.message);
  console.log(
    docker.version,
    JSON.stringify(real),
    'ours:',
    ourOutcome(await ourAnswer(docker.version, question), question),
  );
}
