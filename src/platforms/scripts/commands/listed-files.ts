import type { FileTree } from '../../../image/file-tree.ts';
import { isRunTimePath } from '../../../systemd/run-time-paths.ts';
import type { ShellCommand } from '../../../text/shell/commands.ts';
import { mayBeThere } from '../../unread-at-boot.ts';
import { filesNamedIn, type Side } from '../decisive-files/decisive-files.ts';
import { coreOf, onlyLooks } from './command-effect.ts';
import { listedBy } from './listings.ts';

/** A file whose lines a text takes for the names of files that it does something to. */
export interface ListRead {
  readonly path: string;
  readonly program: string;
  readonly line: number;
  /** The sides of which the text itself puts a file's name into it. */
  readonly sides: readonly Side[];
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
  const made = listsMade(commands);
  for (const [at, command] of commands.entries()) {
    const { words, inputFile, line } = command;
    const { program, words: own } = coreOf(words);
    const add = (path: string | undefined | null): void => {
      if (!path?.startsWith('/') || found.length >= MOST) return;
      const sides = made(path);
      // No list of an image's lies below /run or /tmp: whatever does is made on the node.
      if (sides.length === 0 && isRunTimePath(path)) return;
      found.push({ path, program: program === '' ? 'the shell' : program, line, sides });
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

/** Finds the sides of which commands print a file's name into another file, or print there what a search finds. */
function listsMade(commands: readonly ShellCommand[]): (path: string) => readonly Side[] {
  let writers: Map<string, number[]> | null = null;
  const known = new Map<string, readonly Side[]>();
  return (path) => {
    writers ??= writersIn(commands);
    const sides = known.get(path) ?? [
      ...new Set((writers.get(path) ?? []).flatMap((at) => sidesPrinted(commands, at))),
    ];
    known.set(path, sides);
    return sides;
  };
}

/** Which commands write to a file, by its path. */
function writersIn(commands: readonly ShellCommand[]): Map<string, number[]> {
  const writers = new Map<string, number[]>();
  for (const [at, { outputs, words }] of commands.entries()) {
    for (const path of words[0] === 'tee' ? [...outputs, ...words.slice(1, 10)] : outputs) {
      const before = writers.get(path);
      if (before === undefined) writers.set(path, [at]);
      else if (before.length < MOST) before.push(at);
    }
  }
  return writers;
}

const MOST_STAGES = 20;

function sidesPrinted(commands: readonly ShellCommand[], at: number): readonly Side[] {
  let from = at;
  while (from > 0 && at - from < MOST_STAGES && commands[from - 1]!.piped) from -= 1;
  return commands.slice(from, at + 1).flatMap(({ words, inputText }) => {
    const core = coreOf(words);
    const printed = /^(?:echo|printf)$/.test(core.program) ? core.words : [];
    const listed = listedBy(core, null).map(({ side }) => side);
    return [...[...printed, inputText ?? ''].flatMap(filesNamedIn), ...listed];
  });
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
