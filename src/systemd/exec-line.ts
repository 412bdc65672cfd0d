import type { Location } from '../text/position.ts';
import { expandSpecifiers, type SpecifierScope } from './specifiers.ts';
import { locateText, slice, type TracedText } from './traced-text.ts';
import { extractWord, isBlank, skipBlanks } from './words.ts';

/** One word of a command line before variables are expanded. */
export interface CommandWord {
  readonly value: TracedText;
  /** The word as it stands in the unit file, quotes included. */
  readonly location: Location;
  readonly quotedInside: boolean;
  /** Specifiers in it that only a running system knows. */
  readonly unknownSpecifiers: readonly string[];
}

/** One command of an ExecStart= line. */
export interface Command {
  readonly program: string;
  /** Everything after the program: `argv[1]` and on; with `@`, `argv[0]` and on. */
  readonly words: readonly CommandWord[];
  /** With the `@` prefix: the first word, whatever it expands to, begins with the program's own name. */
  readonly namesItself: boolean;
  /** False with the `:` prefix. */
  readonly expandsVariables: boolean;
  /** With the `-` prefix: what comes after it runs whether or not it can be started. */
  readonly mayFail: boolean;
  /** The whole line. */
  readonly location: Location;
}

export type ExecProblem =
  | 'unbalanced-quotes'
  | 'bad-specifier'
  | 'program-empty'
  | 'program-not-plain'
  | 'program-is-directory'
  | 'program-not-absolute';

export interface ExecLine {
  readonly commands: readonly Command[];
  /** What stopped the reading, if anything. */
  readonly problem: ExecProblem | null;
  /**
   * Whether the problem keeps the unit from starting; a line with the `-` prefix is only ignored, and so is one whose
   * very first word has unbalanced quotes.
   */
  readonly fatal: boolean;
}

const rules = { escapes: 'lenient', relaxed: false } as const;

/**
 * Reads the value of an ExecStart= line, which may hold several commands with ` ; ` between them. Source: systemd 252
 * src/core/load-fragment.c `config_parse_exec`.
 */
export function parseExecLine(value: TracedText, line: Location, scope: SpecifierScope): ExecLine {
  const commands: Command[] = [];
  let position = 0;
  for (;;) {
    const first = extractWord(value, position, rules);
    if (!first.ok) return { commands, problem: 'unbalanced-quotes', fatal: false };
    if (first.word === null) return { commands, problem: null, fatal: false };
    position = first.word.next;
    if (first.word.text === ';') continue;

    const prefixes = readPrefixes(first.word.text);
    const stopped = (problem: ExecProblem): ExecLine => ({ commands, problem, fatal: !prefixes.mayFail });
    const resolved = expandSpecifiers(slice(first.word, prefixes.length), scope);
    if (!resolved.ok) return stopped('bad-specifier');
    const program = resolved.text.text;
    const wrong = programProblem(program);
    if (wrong !== null) return stopped(wrong);

    const words: CommandWord[] = [];
    let separated = false;
    while (position < value.text.length) {
      if (value.text[position] === ';' && endsWord(value.text, position + 1)) {
        position = skipBlanks(value.text, position + 1);
        separated = true;
        break;
      }
      if (value.text.startsWith('\\;', position) && endsWord(value.text, position + 2)) {
        words.push(wordAt(slice(value, position + 1, position + 2), value, position, position + 2));
        position = skipBlanks(value.text, position + 2);
        continue;
      }
      const next = extractWord(value, position, rules);
      if (!next.ok) return stopped('unbalanced-quotes');
      if (next.word === null) break;
      const expanded = expandSpecifiers(next.word, scope);
      if (!expanded.ok) return stopped('bad-specifier');
      words.push({
        ...wordAt(expanded.text, value, next.word.start, next.word.end),
        quotedInside: next.word.quotedInside,
        unknownSpecifiers: expanded.unknown,
      });
      position = next.word.next;
    }
    if (prefixes.separateName && words.length === 0) return stopped('program-empty');
    commands.push({
      program: simplifyPath(program),
      words,
      namesItself: prefixes.separateName,
      expandsVariables: prefixes.expandsVariables,
      mayFail: prefixes.mayFail,
      location: line,
    });
    if (!separated) return { commands, problem: null, fatal: false };
  }
}

/** Removes doubled slashes, `.` parts and a slash at the end. */
export function simplifyPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return path.startsWith('/') ? `/${parts.join('/')}` : parts.join('/');
}

function wordAt(text: TracedText, line: TracedText, start: number, end: number): CommandWord {
  return { value: text, location: locateText(slice(line, start, end))!, quotedInside: false, unknownSpecifiers: [] };
}

function endsWord(text: string, position: number): boolean {
  return position >= text.length || isBlank(text[position]);
}

interface Prefixes {
  readonly length: number;
  readonly mayFail: boolean;
  readonly separateName: boolean;
  readonly expandsVariables: boolean;
}

function readPrefixes(word: string): Prefixes {
  let mayFail = false;
  let separateName = false;
  let expandsVariables = true;
  let privileges: '' | '+' | '!' | '!!' = '';
  let length = 0;
  for (; ; length += 1) {
    const character = word[length];
    if (character === '-' && !mayFail) mayFail = true;
    else if (character === '@' && !separateName) separateName = true;
    else if (character === ':' && expandsVariables) expandsVariables = false;
    else if (character === '+' && privileges === '') privileges = '+';
    else if (character === '!' && (privileges === '' || privileges === '!'))
      privileges = privileges === '' ? '!' : '!!';
    else return { length, mayFail, separateName, expandsVariables };
  }
}

function programProblem(program: string): ExecProblem | null {
  if (program === '') return 'program-empty';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\x00-\x1f\x7f"'\\]/.test(program)) return 'program-not-plain';
  if (program.endsWith('/')) return 'program-is-directory';
  if (program.startsWith('/')) return null;
  return program.includes('/') || program === '.' || program === '..' ? 'program-not-absolute' : null;
}
