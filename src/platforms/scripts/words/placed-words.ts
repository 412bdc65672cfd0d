import type { ShellCommand } from '../../../text/shell/commands.ts';
import { listedIn, matchesPattern, onePerSide } from '../commands/listings.ts';
import { filesNamedIn, namesSide, placesNamedBy } from '../decisive-files/decisive-files.ts';
import { DECISIVE_PATHS, pathFrom } from '../decisive-files/decisive-paths.ts';
import type { BootText } from '../follow/boot-text.ts';
import { withVariables } from './variables.ts';

/** The words of a command for each value that its variables may have. */
export function expandedWords(
  { words }: ShellCommand,
  { variables, folder }: BootText,
): readonly (readonly string[])[] {
  if (words.every((word) => !word.includes('$'))) {
    return [words.some(hasAlternatives) ? words.flatMap(alternatives) : words];
  }
  const choices = words.map((word) => withVariables(word, variables, folder));
  const most = choices.reduce((so, values) => Math.max(so, values.length), 1);
  return Array.from({ length: most }, (_, turn) => {
    const put = choices.map((values) => values[Math.min(turn, values.length - 1)]!);
    const listed = put.some((word) => word.includes('(')) ? put.flatMap(listedIn) : [];
    const divides = words.some((word, at) => word !== put[at] && (ARRAY.test(word) || at === 0));
    if (listed.length === 0 && !divides && !put.some(hasAlternatives)) return put;
    // A variable in the program's place may hold more than its name, and an array has more than one element.
    const placed = put.flatMap((word, at) => {
      const divided = word !== words[at] && (ARRAY.test(words[at]!) || (at === 0 && words[0]!.startsWith('$')));
      return divided ? word.split(/\s+/) : alternatives(word);
    });
    return [...placed, ...listed];
  });
}

const ARRAY = /\[[@*]\]\}|^\$[@*]$/;
const MOST_ALTERNATIVES = 16;

function hasAlternatives(word: string): boolean {
  return word.startsWith('/') && /[*?[{]/.test(word);
}

/** The words of a `{a,b}` of bash's within a path, and the files that decide a driver that a path with a `*` may name. */
function alternatives(word: string): readonly string[] {
  if (!word.startsWith('/')) return [word];
  if (/^\/(?:etc|var)\/[^$`]*[*?[][^$`]*$/.test(word) && word.length <= 200) {
    const depth = word.split('/').length;
    const named = DECISIVE_PATHS.filter(
      ({ sample }) => sample.split('/').length === depth && matchesPattern(word, sample),
    );
    return [word, ...onePerSide(named)];
  }
  if (!word.includes('{') || word.length > 200) return [word];
  let found: readonly string[] = [word];
  for (let turn = 0; turn < 3; turn += 1) {
    found = found.flatMap((one) => {
      const braces = /^([^{}]*)\{([^{}]*,[^{}]*)\}(.*)$/.exec(one);
      return braces === null ? [one] : braces[2]!.split(',').map((part) => `${braces[1]}${part}${braces[3]}`);
    });
    if (found.length > MOST_ALTERNATIVES) return [word];
  }
  return found;
}

/** What may be the name of a configuration, or of several. */
const RELATIVE = /^[\w./-]+\.(?:toml|ya?ml|json|env|conf|service)$|^[\w./-]*\*[\w.*-]*$/;

/** A name that may be a configuration's, with the folder that the text went to. */
export function inFolder(word: string, folder: string | null): string {
  if (word.startsWith('/')) return word.includes('{}') ? word.replaceAll('{}', '*') : word;
  if (folder === null || word === '' || word.startsWith('-')) return word;
  if (!namesSide(folder) && !namesSide(word)) return word;
  const path = pathFrom(word, folder);
  if (path === null) return word;
  return RELATIVE.test(word) || (placesNamedBy(path).length > 0 && filesNamedIn(path).length === 0) ? path : word;
}

/** The path that a word is in the place of a program or a file; null where it is none, or cannot be told. */
export function absolutePath(word: string, folder: string | null): string | null {
  if (word.includes('$') || word.length > 4096) return null;
  if (word.startsWith('/')) return word;
  return folder === null || /^[-~]|[^\w./*+@%-]/.test(word) ? null : `${folder}/${word}`;
}
