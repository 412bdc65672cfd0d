import type { UnitAnswer } from '../systemd/answer.ts';
import type { Observation } from '../text/observation.ts';
import type { Notes } from './notes.ts';

/** Doubts about the unit that can change what the kubelet does, whatever the arguments are. */
const alwaysMatters: readonly string[] = [
  'unreadable',
  'generator-may-decide',
  'root-directory',
  'other-files',
  'unit-below-run',
  'comment-continued',
  'unset-differs-by-version',
];

/** Flags whose value decides the driver; a doubtful word of another flag is of no matter. */
const decisive = /cgroup[-_]driver|config|feature[-_]gates/;

/** Carries over those of the unit's doubts that can change the answer. */
export function noteUnitDoubts(unit: UnitAnswer, notes: Notes): void {
  for (const doubt of unit.doubts) {
    if (!matters(doubt, unit)) continue;
    notes.doubt('unit-doubtful', doubt.location, { ...doubt.detail, doubt: doubt.kind }, doubt.related);
  }
}

function matters(doubt: Observation, unit: UnitAnswer): boolean {
  if (alwaysMatters.includes(doubt.kind)) return true;
  const word = String(doubt.detail.word ?? '');
  if (doubt.kind === 'specifier-unknown' || doubt.kind === 'quoting-differs-by-version') return decisive.test(word);
  // What is written there also takes the place of what the image sets.
  if (doubt.kind === 'boot-writes-environment') return unit.variablesAsWords.length > 0;
  if (doubt.kind === 'inherited-environment') return unsetWords(unit).includes(String(doubt.detail.name));
  return false;
}

/** Variables that the command line takes whole arguments from and that nothing in the image sets. */
export function unsetWords(unit: UnitAnswer): readonly string[] {
  const set = new Set(unit.environment.map((variable) => variable.name));
  return unit.variablesAsWords.filter((name) => !set.has(name));
}

/** Notes a `--cgroup-driver` that is set somewhere and reaches no command. */
export function noteUnusedVariables(unit: UnitAnswer, notes: Notes): void {
  for (const { name, value, origin } of unit.environment) {
    if (!unit.variablesUsed.includes(name) && /cgroup[-_]driver/i.test(value)) {
      notes.observe('env-var-unread', origin, { name, value });
    }
  }
  for (const observation of unit.observations) {
    if (observation.kind !== 'environment-file-not-named' || observation.detail.mentionsDriver !== true) continue;
    const { path = null, names = null } = observation.detail;
    notes.observe('extra-args-in-wrong-file', observation.location, { path, value: names });
  }
}
