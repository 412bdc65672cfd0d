import type { FileTree } from '../../image/file-tree.ts';
import { isRunTimePath } from '../../systemd/run-time-paths.ts';
import type { ShellCommand } from '../../text/shell/commands.ts';
import { mayBeThere } from '../unread-at-boot.ts';
import { coreOf, onlyLooks } from './command-effect.ts';
import { filesNamedIn, type Side } from './decisive-files.ts';

/** A file whose lines a text takes for the names of files that it does something to. */
export interface ListRead {
  readonly path: string;
  readonly program: string;
  readonly line: number;
}

/** Programs that run another one with the names that they read. */
export const TAKES_NAMES = /^(?:sudo (?:-\w+ )*)?(?:\S*\/)?(?:xargs|parallel)\b/;
const PRINTED = /\$\(\s*(?:cat\s|<)\s*["']?(\/[^\s"'()$]{1,200})["']?\s*\)/g;
const MOST = 100;
const LONGEST_WORD = 4096;
/** Bytes of such a file. */
const LARGEST_LIST = 1 << 20;

/** The files that a text's loops, and programs such as xargs, take names from. */
export function listsRead(commands: readonly ShellCommand[]): readonly ListRead[] {
  const found: ListRead[] = [];
  for (const [at, command] of commands.entries()) {
    const { words, inputFile, line } = command;
    const { program, words: own } = coreOf(words);
    const add = (path: string | undefined | null): void => {
      // No list of an image's lies there: whatever does is made on the node.
      if (!path?.startsWith('/') || isRunTimePath(path) || found.length >= MOST) return;
      found.push({ path, program: program === '' ? 'the shell' : program, line });
    };
    const takes = TAKES_NAMES.test(words.slice(0, 5).join(' ').slice(0, 200));
    if (takes && !onlyLooks(program)) {
      add(inputFile);
      for (const [index, word] of words.entries()) {
        if (/^(?:-a|--arg-file|::::)$/.test(words[index - 1] ?? '')) add(word);
      }
    } else if (/^(?:done|read|mapfile|readarray)$/.test(program)) add(inputFile);
    else if (command.piped && program === 'cat' && readsNames(commands[at + 1])) own.slice(1).forEach(add);
    if (onlyLooks(program) && program !== 'for') continue;
    for (const word of words) {
      if (!word.includes('$(') || word.length > LONGEST_WORD) continue;
      for (const [, path] of word.matchAll(PRINTED)) add(path);
    }
  }
  return found;
}

function readsNames(next: ShellCommand | undefined): boolean {
  if (next === undefined) return false;
  if (TAKES_NAMES.test(next.words.slice(0, 5).join(' ').slice(0, 200))) return !onlyLooks(coreOf(next.words).program);
  return next.words[0] === 'while' || coreOf(next.words).program === 'read';
}

/** The sides of which a file is named by a line of its own; both where the lines are there and cannot be read. */
export async function sidesListed(tree: FileTree, path: string): Promise<readonly Side[]> {
  const read = await tree.read(path, LARGEST_LIST);
  if (!read.ok) return mayBeThere(read) ? ['containerd', 'kubelet'] : [];
  const lines = new TextDecoder().decode(read.bytes).split('\n');
  return lines.flatMap((line) => (/^\s*\S{1,4096}\s*$/.test(line) ? filesNamedIn(line) : []));
}
