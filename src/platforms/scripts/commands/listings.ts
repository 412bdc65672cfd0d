import { DECISIVE_PATHS, type DecisivePath, pathFrom } from '../decisive-files/decisive-paths.ts';
import { readShellCommands } from '../words/own-folder.ts';
import { type CommandCore, coreOf } from './command-effect.ts';
import { divideWords, hasOption } from './options.ts';

/** What a search finds among the files that decide a driver. */
interface Search {
  readonly roots: readonly string[];
  /** Patterns of a shell, one of which the name has; none for any name. */
  readonly names: readonly string[];
  /** The same for the whole path. */
  readonly paths: readonly string[];
  /** How many folders deep below a root. */
  readonly depth: number;
}

const FIND_ACTION = /^-(?:delete|exec(?:dir)?|ok(?:dir)?|fprint\w*)$/;

/** The files that decide a driver and that a command prints the names of; none for a command that is no search. */
export function listedBy(core: CommandCore, cwd: string | null): readonly DecisivePath[] {
  const search = searchOf(core, cwd);
  return search === null ? [] : DECISIVE_PATHS.filter(({ sample }) => finds(search, sample));
}

/** A search that may find one of the files: most substitutions are none, and a look at them is dear. */
const SEARCH = /[$<]\(\s{0,9}(?:sudo\s+)?(?:find|ls|rg|([ef]?grep))\s/;
const SEARCHED = /[\s"']\/(?:[\s"')]|(?:etc|var|usr|lib|run)\b)/;
const LONGEST_WORD = 4096;

/** The files, one of each side, that a substitution in a word lists. */
export function listedIn(word: string): readonly string[] {
  if (word.length > LONGEST_WORD || !word.includes('(') || !SEARCHED.test(word)) return [];
  const search = SEARCH.exec(word);
  if (search === null || (search[1] !== undefined && !/\s-\w*l|--files-/.test(word))) return [];
  const { commands } = readShellCommands(word);
  return onePerSide(commands.flatMap(({ words }) => listedBy(coreOf(words), null)));
}

/** One file of each side: which of them it is makes no difference. */
export function onePerSide(found: readonly DecisivePath[]): readonly string[] {
  return [...new Map(found.map(({ side, sample }) => [side, sample])).values()];
}

/** What find(1) does to what it finds: the words of the command that it runs; null for a deletion. */
export function actionOf({ words, program }: CommandCore): { readonly words: readonly string[] | null } | null {
  if (program !== 'find') return null;
  const at = words.findIndex((word) => FIND_ACTION.test(word));
  if (at < 0) return null;
  if (!/^-(?:exec|ok)/.test(words[at]!)) return words[at] === '-delete' ? { words: null } : null;
  const rest = words.slice(at + 1);
  const end = rest.findIndex((word) => word === ';' || word === '+');
  return { words: end < 0 ? rest : rest.slice(0, end) };
}

function searchOf({ words, program }: CommandCore, cwd: string | null): Search | null {
  const given = words.slice(1);
  if (program === 'find') return findSearch(given, cwd);
  if (/^[ef]?grep$|^rg$/.test(program)) return grepSearch(given, program, cwd);
  if (program !== 'ls') return null;
  const { operands } = divideWords(given, []);
  return { roots: rootsOf(operands, cwd), names: [], paths: [], depth: hasOption(given, 'R', /^recursive$/) ? 100 : 1 };
}

/** find(1). A name that is to be absent, and any other test, leaves open what is found. */
function findSearch(given: readonly string[], cwd: string | null): Search | null {
  const from = given.findIndex((word) => !/^-(?:[HLP]|O\d|D)$/.test(word));
  const rest = given.slice(Math.max(0, from));
  const end = rest.findIndex((word) => /^[-!(]/.test(word));
  const roots = rest.slice(0, end < 0 ? undefined : end);
  const tests = end < 0 ? [] : rest.slice(end);
  const valuesOf = (name: RegExp): readonly string[] =>
    tests.filter((_, at) => name.test(tests[at - 1] ?? '') && !/^(?:!|-not)$/.test(tests[at - 2] ?? ''));
  const types = valuesOf(/^-x?type$/);
  if (types.length > 0 && types.every((type) => !type.includes('f'))) return null;
  if (tests.some((word, at) => word === '-empty' && !/^(?:!|-not)$/.test(tests[at - 1] ?? ''))) return null;
  return {
    roots: rootsOf(roots, cwd),
    names: valuesOf(/^-i?name$/),
    paths: valuesOf(/^-i?(?:path|wholename)$/),
    depth: Number(valuesOf(/^-maxdepth$/)[0] ?? 100),
  };
}

/** grep(1), where it prints names only. */
function grepSearch(given: readonly string[], program: string, cwd: string | null): Search | null {
  if (!hasOption(given, 'l', /^files-with(?:out)?-match(?:es)?$/)) return null;
  const taking = ['e', 'f', 'm', 'A', 'B', 'C', 'regexp', 'file', 'exclude', 'exclude-dir', 'max-count'];
  const { operands, values } = divideWords(given, ['include'], taking);
  const pattern = given.some((word) => /^-[ef]|^--(?:regexp|file)\b/.test(word)) ? 0 : 1;
  const deep = program === 'rg' || hasOption(given, 'rR', /^(?:dereference-)?recursive$/);
  return { roots: rootsOf(operands.slice(pattern), cwd), names: values, paths: [], depth: deep ? 100 : 0 };
}

function rootsOf(written: readonly string[], cwd: string | null): readonly string[] {
  const roots = written.length === 0 ? ['.'] : written;
  return roots.flatMap((root) => pathFrom(root, cwd) ?? []);
}

function finds({ roots, names, paths, depth }: Search, sample: string): boolean {
  // Most searches are below folders that hold none of these files.
  if (!roots.some((root) => reaches(root, sample, depth))) return false;
  const name = sample.slice(sample.lastIndexOf('/') + 1);
  if (names.length > 0 && !names.some((pattern) => matchesPattern(pattern.toLowerCase(), name))) return false;
  return paths.length === 0 || paths.some((pattern) => matchesPattern(pattern.toLowerCase(), sample));
}

function reaches(root: string, sample: string, depth: number): boolean {
  if (sample === root || (/[*?[]/.test(root) && matchesPattern(root, sample))) return true;
  const above = root === '/' ? '' : root;
  return sample.startsWith(`${above}/`) && sample.slice(above.length + 1).split('/').length <= depth;
}

/** Whether a name has a shell's pattern; it may where the pattern is known on the node only. */
export function matchesPattern(pattern: string, name: string): boolean {
  if (/[$`]/.test(pattern)) return true;
  const wanted = pattern.replace(/\[[^[\]]{1,50}\]/g, '?');
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (from < name.length) {
    if (wanted[at] === '*') {
      star = at++;
      retry = from;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === name[from])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      at = star + 1;
      from = ++retry;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}
