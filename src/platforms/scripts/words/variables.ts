import type { ShellCommand } from '../../../text/shell/commands.ts';
import { coreOf } from '../commands/command-effect.ts';
import { listedIn } from '../commands/listings.ts';
import { namesSide } from '../decisive-files/decisive-files.ts';
import { OWN_FOLDER } from './own-folder.ts';
import { cutValue, valuesOfSubstitutions } from './parameter-value.ts';

/** The values that a script gives to its variables, each that it gives them. */
export type Variables = Map<string, string[]>;

const ASSIGNMENT = /^(?:--setenv=)?([A-Za-z_]\w{0,100})(?:\[[^\]]{0,100}\])?(\+?)=([\s\S]*)$/;
const MOST_VARIABLES = 10_000;
/** Of one variable that matter. */
const MOST_VALUES = 4;
const LONGEST_VALUE = 200;
/** A longer word is a text of its own, and its words are looked at one by one. */
const LONGEST_WORD = 4096;
const MOST_REFERENCES = 8;
const REFERENCE =
  /\$(?:\{(\w{1,100}|[@*])(?:\[[^\]\s]{1,100}\])?(?:(:?[-=+?]|##?|%%?|[/^,:@])([^}]*))?\}|([0-9@*]|[A-Za-z_]\w{0,100})|\(dirname \$0\))/g;
const DEFAULT = /\$\{([A-Za-z_]\w{0,100}):?=([^}]*)\}/g;

/** The same values, to which more can be added. */
export function copyVariables(variables: Variables): Variables {
  return new Map([...variables].map(([name, values]) => [name, [...values]]));
}

/** Notes what the commands assign, in the order in which they stand. */
export function noteAssignments(commands: readonly ShellCommand[], variables: Variables, folder: string | null): void {
  for (const command of commands) {
    const { words } = command;
    if (words[0] === 'for' && words[2] === 'in' && words[1] !== undefined) {
      for (const value of words.slice(3)) assign(variables, words[1], value, folder);
      continue;
    }
    for (const word of words.slice(0, 50)) {
      const assigned = ASSIGNMENT.exec(word);
      if (assigned !== null) noteAssigned(assigned, variables, folder);
      if (!word.includes('=') || !word.includes('${')) continue;
      for (const [, name = '', value = ''] of word.slice(0, LONGEST_WORD).matchAll(DEFAULT)) {
        assign(variables, name, value, folder);
      }
    }
    if (words.slice(0, 4).some((word) => READS.has(word))) noteRead(command, variables, folder);
  }
  noteLoops(commands, variables, folder);
}

function noteAssigned(
  [, name = '', more, value = '']: RegExpExecArray,
  variables: Variables,
  folder: string | null,
): void {
  const last = more === '+' ? variables.get(name)?.at(-1) : undefined;
  // An array gets one element more, a text goes on.
  if (last === undefined || value.startsWith('/')) assign(variables, name, value, folder);
  if (last !== undefined) assign(variables, name, last + value, folder);
}

const READS = new Set(['read', 'mapfile', 'readarray', 'set', 'printf']);

/** What `read`, `mapfile`, `set --` and `printf -v` give to their variables, where the command says it itself. */
function noteRead({ words, inputText, inputFile }: ShellCommand, variables: Variables, folder: string | null): void {
  const { words: own, program } = coreOf(words);
  // Each value more is a turn more for every command with the variable: only paths matter.
  const give = (name: string, written: string): void => {
    for (const value of withVariables(written.slice(0, LONGEST_VALUE), variables, folder)) {
      if (value.startsWith('/') || namesSide(value)) assign(variables, name, value, folder);
    }
  };
  if (program === 'set' && own.includes('--')) {
    const given = own.slice(own.indexOf('--') + 1);
    for (const [at, value] of given.slice(0, 9).entries())
      for (const name of [String(at + 1), '@', '*']) give(name, value);
  }
  if (program === 'printf' && own[1] === '-v') give(own[2] ?? '', own.slice(4).join(' '));
  const names = readNames(own, program);
  if (names.length === 0) return;
  const values = [...(inputText === null ? [] : [inputText.trim()]), ...listedIn(inputFile ?? '')];
  for (const name of names) for (const value of values) give(name, value);
}

/** The variables that a command reads its input into. */
export function readNames(words: readonly string[], program: string): readonly string[] {
  if (!/^(?:read|mapfile|readarray)$/.test(program)) return [];
  return words.slice(1).filter((word) => /^[A-Za-z_]\w{0,100}$/.test(word));
}

/** A loop that reads the names that a search finds: `while read f; do …; done < <(find …)`. */
function noteLoops(commands: readonly ShellCommand[], variables: Variables, folder: string | null): void {
  const values = commands.flatMap(({ words, inputFile, inputText }) => {
    if (words[0] !== 'done') return [];
    const lines = inputText === null ? [] : inputText.slice(0, LONGEST_WORD).split('\n').filter(namesSide);
    return [...lines.slice(0, MOST_VALUES), ...(inputFile === null ? [] : listedIn(inputFile))];
  });
  if (values.length === 0) return;
  for (const { words } of commands) {
    const { words: own, program } = coreOf(words);
    for (const name of readNames(own, program)) for (const value of values) assign(variables, name, value, folder);
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

/** Gives a variable one more value. */
export function assign(variables: Variables, name: string, written: string, folder: string | null): void {
  const plain = written.slice(0, LONGEST_VALUE);
  for (const value of [...withVariables(plain, variables, folder), ...listedIn(plain)]) {
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
  if (word.includes('${!')) return named(word, variables).flatMap((one) => withVariables(one, variables, folder));
  let most = 1;
  const put = (turn: number): string => {
    let references = 0;
    const placed = word.replace(
      REFERENCE,
      (whole: string, braced?: string, operator = '', operand = '', plain?: string): string => {
        references += 1;
        if (references > MOST_REFERENCES) return whole;
        if (whole === OWN_FOLDER) return folder ?? whole;
        const values = variables.get(braced ?? plain ?? '');
        if (values === undefined) return /[-=]$/.test(operator) ? operand : whole;
        most = Math.max(most, values.length);
        return cutValue(values[Math.min(turn, values.length - 1)]!, operator, operand);
      },
    );
    return valuesOfSubstitutions(placed);
  };
  const found = new Set([put(0)]);
  for (let turn = 1; turn < most; turn += 1) found.add(put(turn));
  return [...found];
}

/** A word with its `${!NAME}` put in: the value of one variable is the name of another. */
function named(word: string, variables: Variables): readonly string[] {
  const [, name = ''] = INDIRECT.exec(word) ?? [];
  const names = (variables.get(name) ?? []).filter((value) => /^[A-Za-z_]\w*$/.test(value));
  return (names.length === 0 ? ['_'] : names).map((value) => word.replaceAll(INDIRECTS, `\${${value}}`));
}

const INDIRECT = /\$\{!([A-Za-z_]\w{0,100})\}/;
const INDIRECTS = /\$\{![^}]*\}?/g;
