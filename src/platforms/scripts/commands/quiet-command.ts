import type { ShellCommand } from '../../../text/shell/commands.ts';
import { namesSide } from '../decisive-files/decisive-files.ts';
import { KIND_PROGRAMS } from '../made-files/kind-files.ts';
import { RUNNING_PROGRAMS } from '../made-files/printed-text.ts';
import { OWN_FOLDER } from '../words/own-folder.ts';
import type { Variables } from '../words/variables.ts';
import type { BareNames } from './bare-names.ts';
import { KEYWORDS, WRAPPERS } from './command-effect.ts';
import { ASKED_PROGRAMS } from './other-changes.ts';

/** They write nothing, go nowhere, start nothing, and hand nothing to the command behind them. */
const QUIET = new Set(
  'echo printf true false : test [ [[ return exit shift fi done esac break continue logger mkdir sleep wait'.split(' '),
);
/** Programs that do something with words that name no file. */
const TOLD_APART = new Set([
  ...Object.keys(WRAPPERS),
  ...ASKED_PROGRAMS,
  ...KIND_PROGRAMS,
  ...'crontab cd pushd popd eval source . trap su run-parts read mapfile readarray'.split(' '),
]);
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
const NAME = /^[A-Za-z_][\w-]*$/;
const REFERENCE = /\$(?:\{?([A-Za-z_]\w*|[0-9@*])|\{.)/g;

/** The variables that a word becomes a path by, or the name of a side. */
export function tellingVariables(variables: Variables): ReadonlySet<string> {
  const telling = new Set<string>();
  for (const [name, values] of variables) {
    if (values.some((value) => value.includes('/') || namesSide(value))) telling.add(name);
  }
  return telling;
}

/**
 * Whether it can be seen without its variables that a command changes nothing: it only looks, belongs to the shell's own
 * grammar, or is given no file. Most commands are like that, and the substitutions in them are commands of their own.
 * @param folder that relative names count from
 * @param bare what its program may be a script of
 */
export function changesNothing(
  { words, outputs, inputText, inputFile, piped }: ShellCommand,
  folder: string | null,
  telling: ReadonlySet<string>,
  bare: BareNames,
): boolean {
  if (piped || inputText !== null || outputs.length > 0) return false;
  let at = 0;
  while (at < words.length && KEYWORDS.test(words[at]!)) at += 1;
  const program = words[at];
  if (program === undefined || (QUIET.has(program) && bare.pathsOf(program).length === 0)) return true;
  if (words.length === at + 1 && ASSIGNMENT.test(program)) return true;
  if (inputFile !== null || !NAME.test(program) || TOLD_APART.has(program)) return false;
  if (RUNNING_PROGRAMS.test(program) || (folder !== null && namesSide(folder))) return false;
  return words.every((word) => !mayName(word, telling)) && bare.pathsOf(program).length === 0;
}

function mayName(word: string, telling: ReadonlySet<string>): boolean {
  if (word.includes('/') || namesSide(word) || word.includes(OWN_FOLDER)) return true;
  if (!word.includes('$')) return false;
  for (const [, name] of word.matchAll(REFERENCE)) if (name === undefined || telling.has(name)) return true;
  return false;
}
