import type { UnitAnswer } from '../../src/systemd/answer.ts';
import { startOfFile } from '../../src/text/position.ts';

/** What systemd makes of a unit, in `folder`, whose one command is a program in /usr/bin with these arguments. */
export function startedUnit(
  folder: string,
  name: string,
  program: string,
  given: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): UnitAnswer {
  const path = `${folder}/${name}`;
  return {
    name,
    state: 'loaded',
    reason: null,
    fragment: path,
    dropIns: [],
    command: {
      program: `/usr/bin/${program}`,
      arguments: given.map((text) => ({ text, origins: [] })),
      location: startOfFile(path),
    },
    workingDirectory: null,
    environment: Object.entries(environment).map(([variable, value]) => ({ name: variable, value, origin: null })),
    variablesUsed: [],
    variablesAsWords: [],
    environmentFiles: [],
    observations: [],
    doubts: [],
  };
}
