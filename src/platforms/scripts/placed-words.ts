import type { ShellCommand } from '../../text/shell/commands.ts';
import type { BootText } from './boot-text.ts';
import { withVariables } from './variables.ts';

/** The words of a command for each value that its variables may have. */
export function expandedWords(
  { words }: ShellCommand,
  { variables, folder }: BootText,
): readonly (readonly string[])[] {
  if (words.every((word) => !word.includes('$'))) return [words];
  const choices = words.map((word) => withVariables(word, variables, folder));
  const most = choices.reduce((so, values) => Math.max(so, values.length), 1);
  return Array.from({ length: most }, (_, turn) => {
    const put = choices.map((values) => values[Math.min(turn, values.length - 1)]!);
    // A variable in the program's place may hold more than its name.
    return words[0]?.startsWith('$') && put[0] !== words[0] ? [...put[0]!.split(/\s+/), ...put.slice(1)] : put;
  });
}

/** A name with one of these endings and no folder. */
const RELATIVE = /^(?:\.\/)?[\w.-]+\.(?:toml|ya?ml|json|env|conf)$/;

/** A name that may be a configuration's, with the folder that the text went to. */
export function inFolder(word: string, folder: string | null): string {
  return folder !== null && RELATIVE.test(word) ? `${folder}/${word.replace(/^\.\//, '')}` : word;
}

/** The path that a word is in the place of a program or a file; null where it is none, or cannot be told. */
export function absolutePath(word: string, folder: string | null): string | null {
  if (word.includes('$') || word.length > 4096) return null;
  if (word.startsWith('/')) return word;
  return folder === null || /^[-~]|[^\w./*+@%-]/.test(word) ? null : `${folder}/${word}`;
}
