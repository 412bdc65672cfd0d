import { observe } from '../../text/observation.ts';
import type { Location } from '../../text/position.ts';
import type { ShellText } from '../../text/shell/commands.ts';
import type { BootDoubt } from '../observations.ts';
import { type BootText, locationIn } from './boot-text.ts';
import { type CommandCore, coreOf, effectOf, effectOfForeign, ITSELF, onlyLooks } from './command-effect.ts';
import { bothOf, filesNamedIn, namesSide, type Side, type Writes } from './decisive-files.ts';
import { runsDownload } from './downloads.ts';
import { readShellCommands } from './own-folder.ts';
import { absolutePath, expandedWords, inFolder } from './placed-words.ts';
import { SCRIPT_NAME } from './read-script.ts';
import { inlineTexts, type StartedPath, startedPaths } from './started-paths.ts';
import { anyNamesSide, noteAssignments, withVariables } from './variables.ts';

/** A file that a text starts, or names. */
export interface Start extends StartedPath {
  readonly from: BootText;
  /** Where it does. */
  readonly line: number;
}

/** What is found in a text, in the order in which it stands there. */
export type Found =
  | { readonly kind: 'doubt'; readonly doubt: BootDoubt }
  | { readonly kind: 'text'; readonly text: BootText }
  | { readonly kind: 'start'; readonly start: Start };

export interface Look {
  /** What the text's own commands write; null for nothing. */
  readonly writes: Writes | null;
  readonly found: readonly Found[];
}

/** How many commands may still be looked at. */
export interface Budget {
  commands: number;
}

/** Of all texts of an image together. */
export const MOST_COMMANDS = 200_000;

/**
 * Looks into one text; no file is read.
 * @param programs the image's own, by name
 */
export function lookInto(text: BootText, programs: ReadonlyMap<string, string>, budget: Budget): Look {
  return text.language === 'other' ? lookIntoForeign(text) : lookIntoShell(text, programs, budget);
}

function lookIntoForeign(text: BootText): Look {
  const { writes, names } = effectOfForeign(text.text);
  const open = bothOf(new Set(names));
  const name = text.path.slice(text.path.lastIndexOf('/') + 1);
  const doubts = open === null || ITSELF.test(name) ? [] : [unclear(text, 1, open)];
  return { writes: bothOf(new Set(writes)), found: doubts };
}

function lookIntoShell(text: BootText, programs: ReadonlyMap<string, string>, budget: Budget): Look {
  const read = divided(text);
  noteAssignments(read.commands, text.variables, text.folder);
  const found: Found[] = [];
  const writes = new Set<Side>();
  const mayName = namesSide(text.text) || namesSide(text.folder ?? '') || anyNamesSide(text.variables);
  let folder = text.folder;
  let piped: readonly Side[] = [];
  for (const command of read.commands) {
    const { line } = command;
    const location = (): Location => locationIn(text, line);
    budget.commands -= 1;
    if (budget.commands < 0) {
      const detail = { what: 'commands', limit: MOST_COMMANDS, writes: 'both' };
      if (budget.commands === -1) found.push(doubtful(observe('boot-too-much', location(), detail)));
      return { writes: bothOf(writes), found };
    }
    const open = new Set<Side>();
    let core: CommandCore = { words: [], program: '' };
    for (const words of expandedWords(command, text)) {
      core = coreOf(words);
      if (mayName) {
        const outputs = command.outputs.flatMap((path) => withVariables(path, text.variables, text.folder));
        const effect = effectOf({
          words: words.map((word) => inFolder(word, folder)),
          outputs: outputs.map((path) => inFolder(path, folder)),
          inputText: command.inputText,
        });
        for (const side of effect.writes) writes.add(side);
        for (const side of effect.names) open.add(side);
      }
      for (const inline of inlineTexts(core, command.inputText)) {
        if (inline.language === 'shell') found.push({ kind: 'text', text: { ...text, ...inline, line, folder } });
      }
      const resolve = (word: string): string | null => absolutePath(word, folder);
      const started = startedPaths(core, command.inputFile, resolve, (name) => programs.get(name) ?? null);
      const looks = onlyLooks(core.program) && !command.piped;
      for (const one of started) {
        // Most files that are named are no scripts, those of a package's commands above all, and each is a question.
        if (!one.run && (looks || (!text.own && !SCRIPT_NAME.test(one.path)))) continue;
        found.push({ kind: 'start', start: { ...one, from: text, line } });
      }
    }
    if (piped.length > 0 && /^(?:\S*\/)?xargs$/.test(command.words[0] ?? '')) for (const side of piped) open.add(side);
    piped = mayName && command.piped ? command.words.flatMap(filesNamedIn) : [];
    if ((core.program === 'cd' || core.program === 'pushd') && core.words[1]?.startsWith('/')) {
      folder = core.words[1].replace(/\/+$/, '');
    }
    const unsure = bothOf(new Set([...open].filter((side) => !writes.has(side))));
    if (unsure !== null) {
      const detail = { program: core.program, writes: unsure };
      found.push(doubtful(observe('boot-command-unclear', location(), detail)));
    }
    const body = command.inputText;
    if (body?.startsWith('#!')) found.push({ kind: 'text', text: { ...text, text: body, line: line + 1 } });
  }
  if (!read.closed && found.every(({ kind }) => kind !== 'doubt')) found.push(...undivided(text, writes));
  const download = runsDownload(read.commands);
  if (download !== null) {
    const detail = { program: coreOf(download.words).program, writes: 'both' };
    found.push(doubtful(observe('boot-runs-download', locationIn(text, download.line), detail)));
  }
  return { writes: bothOf(writes), found };
}

/** A text that cannot be divided as a whole is divided a line at a time. */
function divided(text: BootText): ShellText {
  const read = readShellCommands(text.text, text.line);
  if (read.closed) return read;
  const lines = text.text.replace(/\\\n/g, ' \n').split('\n');
  const commands = lines.flatMap((line, at) => readShellCommands(line, text.line + at).commands);
  return { commands: [...read.commands, ...commands], closed: false };
}

/** Of what could not be divided, a line that names a decisive file and is no comment. */
function undivided(text: BootText, writes: ReadonlySet<Side>): readonly Found[] {
  const lines = text.text.split('\n');
  const at = lines.findIndex((line) => !/^\s*#/.test(line) && filesNamedIn(line).some((side) => !writes.has(side)));
  return at < 0 ? [] : [unclear(text, text.line + at, bothOf(new Set(filesNamedIn(lines[at]!))) ?? 'both')];
}

function unclear(text: BootText, line: number, writes: Writes): Found {
  return doubtful(observe('boot-script-unclear', locationIn(text, line), { path: text.path, writes }));
}

function doubtful(doubt: BootDoubt): Found {
  return { kind: 'doubt', doubt };
}
