import type { Location } from '../text/position.ts';
import type { Argument } from './answer.ts';
import type { Command, CommandWord } from './exec-line.ts';
import { concat, emptyText, locateText, slice, type TracedText } from './traced-text.ts';
import { splitWords } from './words.ts';

/** A variable of the command's environment. */
export interface Variable {
  readonly name: string;
  readonly value: TracedText;
  /** The whole assignment; null where no file of the image has it. */
  readonly origin: Location | null;
}

/** A use of a variable in a command line. */
export interface VariableUse {
  readonly name: string;
  /** `word`: `$NAME` alone; `part`: `${NAME}`; `literal`: `$NAME` glued to other text, which is not replaced. */
  readonly form: 'word' | 'part' | 'literal';
  readonly location: Location;
  readonly word: string;
}

export interface ExpandedCommand {
  readonly arguments: readonly Argument[];
  readonly uses: readonly VariableUse[];
  /** An argument, or all of them, are longer than Linux lets a program be started with. */
  readonly tooLong: boolean;
}

const longestShown = 200;
/** MAX_ARG_STRLEN and the largest ARG_MAX in use, in bytes; characters are counted here. */
const longestArgument = 131_072;
const longestCommand = 2_097_152;

/**
 * Puts variables into a command line as systemd 252 does (src/basic/env-util.c `replace_env_argv`): a word that begins
 * with `$NAME` becomes the words of that value, `${NAME}` is replaced where it stands, anything else stays.
 */
export function expandVariables(command: Command, environment: ReadonlyMap<string, Variable>): ExpandedCommand {
  const uses: VariableUse[] = [];
  const expanded: Argument[] = [];
  let length = 0;
  for (const word of command.words) {
    const next = command.expandsVariables ? expandWord(word, environment, uses) : [literal(word)];
    if (next === 'too-long') return { arguments: [], uses, tooLong: true };
    for (const argument of next) length += argument.text.length;
    if (length > longestCommand) return { arguments: [], uses, tooLong: true };
    expanded.push(...next);
  }
  return { arguments: command.namesItself ? expanded.slice(1) : expanded, uses, tooLong: false };
}

function expandWord(
  word: CommandWord,
  environment: ReadonlyMap<string, Variable>,
  uses: VariableUse[],
): readonly Argument[] | 'too-long' {
  const { text } = word.value;
  if (text.startsWith('$') && text[1] !== '{' && text[1] !== '$') {
    const name = text.slice(1);
    uses.push({ name, form: 'word', location: word.location, word: text.slice(0, longestShown) });
    const variable = environment.get(name);
    if (variable === undefined) return [];
    return splitWords(variable.value, { escapes: 'none', relaxed: true }).words.map((part) => ({
      text: part.text,
      origins: distinct([locateText(part) ?? variable.origin, word.location]),
    }));
  }
  const replaced = replaceParts(word, environment, uses);
  return replaced === 'too-long' ? replaced : [replaced];
}

/** `${NAME}` and `$$`, and nothing else. */
function replaceParts(
  word: CommandWord,
  environment: ReadonlyMap<string, Variable>,
  uses: VariableUse[],
): Argument | 'too-long' {
  const { text } = word.value;
  if (!text.includes('$')) return literal(word);
  const parts: TracedText[] = [];
  const origins: (Location | null)[] = [];
  let length = 0;
  let from = 0;
  let at = text.indexOf('$');
  while (at !== -1) {
    const next = text[at + 1];
    if (next === '{') {
      const end = firstOf(text, '}:', at + 2);
      if (end !== -1 && text[end] === '}') {
        const name = text.slice(at + 2, end);
        uses.push({ name, form: 'part', location: word.location, word: text.slice(0, longestShown) });
        const variable = environment.get(name);
        parts.push(slice(word.value, from, at), variable?.value ?? emptyText);
        length += variable?.value.text.length ?? 0;
        if (length > longestArgument) return 'too-long';
        if (variable !== undefined) origins.push(locateText(variable.value) ?? variable.origin);
        from = end + 1;
        at = text.indexOf('$', from);
        continue;
      }
      if (end === -1) break;
      // "${NAME:-x}" is no syntax of systemd's: what follows the colon is read on as ordinary text.
      parts.push(slice(word.value, from, at));
      from = at;
      at = text.indexOf('$', end + 1);
      continue;
    }
    if (next === '$') {
      parts.push(slice(word.value, from, at + 1));
      from = at + 2;
      at = text.indexOf('$', from);
      continue;
    }
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text.slice(at + 1))?.[0];
    if (name !== undefined)
      uses.push({ name, form: 'literal', location: word.location, word: text.slice(0, longestShown) });
    at = text.indexOf('$', at + 2);
  }
  parts.push(slice(word.value, from));
  return { text: concat(...parts).text, origins: distinct([...origins, word.location]) };
}

function literal(word: CommandWord): Argument {
  return { text: word.value.text, origins: [word.location] };
}

function firstOf(text: string, characters: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (characters.includes(text[at]!)) return at;
  return -1;
}

function distinct(locations: readonly (Location | null)[]): readonly Location[] {
  const byPlace = new Map<string, Location>();
  for (const location of locations) {
    const key = JSON.stringify(location);
    if (location !== null && !byPlace.has(key)) byPlace.set(key, location);
  }
  return [...byPlace.values()];
}
