import type { ShellCommand } from '../../text/shell/commands.ts';
import { namesSide } from './decisive-files.ts';
import { OWN_FOLDER } from './own-folder.ts';

/** The values that a script gives to its variables, each that it gives them. */
export type Variables = Map<string, string[]>;

const ASSIGNMENT = /^([A-Za-z_]\w{0,100})\+?=([\s\S]*)$/;
const MOST_VARIABLES = 10_000;
/** Of one variable that matter. */
const MOST_VALUES = 4;
const LONGEST_VALUE = 200;
/** A longer word is a text of its own, and its words are looked at one by one. */
const LONGEST_WORD = 4096;
const MOST_REFERENCES = 8;
const REFERENCE = /\$(?:\{(\w{1,100})(?::?-([^}]*))?\}|(\w{1,100})|\(dirname \$0\))/g;

/** Notes what the commands assign, in the order in which they stand. */
export function noteAssignments(commands: readonly ShellCommand[], variables: Variables, folder: string | null): void {
  for (const { words } of commands) {
    if (words[0] === 'for' && words[2] === 'in' && words[1] !== undefined) {
      for (const value of words.slice(3)) assign(variables, words[1], value, folder);
      continue;
    }
    for (const word of words.slice(0, 50)) {
      const assigned = ASSIGNMENT.exec(word);
      if (assigned !== null) assign(variables, assigned[1]!, assigned[2]!, folder);
    }
  }
}

/** Whether a value names a side, as far as it was looked for: a script has many variables, and many texts that share them. */
const naming = new WeakMap<Variables, boolean>();

/** Whether the name of a side stands in a value. */
export function anyNamesSide(variables: Variables): boolean {
  const known = naming.get(variables);
  if (known !== undefined) return known;
  const found = [...variables.values()].some((values) => values.some(namesSide));
  naming.set(variables, found);
  return found;
}

function assign(variables: Variables, name: string, written: string, folder: string | null): void {
  for (const value of withVariables(written.slice(0, LONGEST_VALUE), variables, folder)) {
    if (namesSide(value)) naming.set(variables, true);
    const values = variables.get(name);
    if (values === undefined) {
      if (variables.size < MOST_VARIABLES) variables.set(name, [value]);
    } else if (values.length < MOST_VALUES && !values.includes(value)) values.push(value);
  }
}

/**
 * A word with its variables put in, once for each of the values that they may have; what is not known stays as it is.
 * @param folder of the script itself
 */
export function withVariables(word: string, variables: Variables, folder: string | null): readonly string[] {
  if (!word.includes('$') || word.length > LONGEST_WORD) return [word];
  let most = 1;
  const put = (turn: number): string => {
    let references = 0;
    return word.replace(REFERENCE, (whole: string, braced?: string, fallback?: string, plain?: string) => {
      references += 1;
      if (references > MOST_REFERENCES) return whole;
      if (whole === OWN_FOLDER) return folder ?? whole;
      const values = variables.get(braced ?? plain ?? '');
      if (values === undefined) return fallback ?? whole;
      most = Math.max(most, values.length);
      return values[Math.min(turn, values.length - 1)]!;
    });
  };
  const found = new Set([put(0)]);
  for (let turn = 1; turn < most; turn += 1) found.add(put(turn));
  return [...found];
}
