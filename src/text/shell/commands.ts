import { cursorOn, type RedirectOperator, type ShellOptions, type Token, type WordToken } from './token.ts';
import { BEFORE_COMMAND, readTokens } from './tokens.ts';

/** One simple command of a shell text. */
export interface ShellCommand {
  /** Quotes resolved; expansions stay as they are written, and keywords such as `if` stand before what they govern. */
  readonly words: readonly string[];
  /** Files that it writes its output to. */
  readonly outputs: readonly string[];
  /** The file, or the text of the here-document, that it reads. */
  readonly inputFile: string | null;
  readonly inputText: string | null;
  /** On which it begins. Counts from 1. */
  readonly line: number;
  /** What it prints goes to the next command. */
  readonly piped: boolean;
}

export interface ShellText {
  readonly commands: readonly ShellCommand[];
  /** Every quote, bracket and here-document that is opened is closed again: without that nothing is sure. */
  readonly closed: boolean;
}

interface Draft {
  words: string[];
  outputs: string[];
  inputFile: string | null;
  inputText: string | null;
  readonly at: number;
  piped: boolean;
}

/**
 * The simple commands of a shell text, those of its substitutions included, each before the command that it stands in.
 * Total: a text that is no shell's gives commands too.
 */
export function readCommands(text: string, options: ShellOptions, firstLine = 1): ShellText {
  const cursor = cursorOn(text, options);
  const drafts: Draft[] = [];
  takeCommands(readTokens(cursor, null, 0), drafts);
  const lineOf = lineFinder(text, firstLine);
  const commands = drafts
    .filter(({ words, outputs, inputText }) => words.length > 0 || outputs.length > 0 || inputText !== null)
    .map(({ at, ...command }) => ({ ...command, line: lineOf(at) }));
  return { commands, closed: !cursor.open };
}

function takeCommands(tokens: Iterable<Token>, commands: Draft[]): void {
  /** Those that wait for their here-documents. */
  const waiting: Draft[] = [];
  let command: Draft | null = null;
  let redirect: RedirectOperator | null = null;
  /** The last command of a subshell that was just closed: what the subshell prints is what that prints, and more. */
  let closed: Draft | null = null;
  /** A bracket that closes none ends the patterns of a `case` where one is open, and these are no commands. */
  let [brackets, cases] = [0, 0];
  /** What stands before the patterns, and the command with the word `case`, which keeps the first of them. */
  let patternsFrom = commands.length;
  let caseCommand: Draft | null = null;
  const end = (piped: boolean): void => {
    const last = command ?? closed;
    if (command !== null) commands.push(command);
    if (last !== null) last.piped = piped;
    closed = null;
    command = null;
    redirect = null;
  };
  for (const token of tokens) {
    if (token.kind === 'newline') {
      const ends: boolean = command !== null;
      end(false);
      if (ends) patternsFrom = commands.length;
    } else if (token.kind === 'operator') {
      const last: Draft | null = command;
      if (token.operator === '(') brackets += 1;
      const endsPattern = token.operator === ')' && --brackets < 0 && cases > 0;
      brackets = Math.max(0, brackets);
      if (endsPattern) {
        while (commands.length > patternsFrom && commands.at(-1)!.piped && commands.at(-1) !== caseCommand)
          commands.pop();
        if (last !== caseCommand) command = null;
      }
      const piped = token.operator === '|' || token.operator === '|&';
      end(piped);
      if (!piped) patternsFrom = commands.length;
      if (token.operator === ')' && !endsPattern) closed = last;
    } else if (token.kind === 'document') waiting.shift()!.inputText = token.text;
    else {
      command ??= { words: [], outputs: [], inputFile: null, inputText: null, at: token.at, piped: false };
      if (token.kind === 'redirect') {
        redirect = token.operator;
        continue;
      }
      takeInner(token, commands);
      if (
        token.plain &&
        redirect === null &&
        command.words.length < 5 &&
        command.words.every((word) => BEFORE_COMMAND.has(word))
      ) {
        if (token.text === 'case') {
          cases += 1;
          caseCommand = command;
          patternsFrom = commands.length;
        } else if (token.text === 'esac') cases = Math.max(0, cases - 1);
      }
      if (redirect === null) command.words.push(token.text);
      else if (redirect === '<<' || redirect === '<<-') waiting.push(command);
      else addRedirect(command, redirect, token.text);
      redirect = null;
    }
  }
  end(false);
}

/** The commands in a word; the elements of an array are words themselves. */
function takeInner({ inner }: WordToken, commands: Draft[]): void {
  for (const { kind, tokens } of inner) {
    if (kind !== 'array') takeCommands(tokens, commands);
    else for (const token of tokens) if (token.kind === 'word') takeInner(token, commands);
  }
}

/** `2>&1` and `2>&-` only join two descriptors. */
const JOINED = /^(?:\d+-?|-)$/;

function addRedirect(command: Draft, operator: RedirectOperator, target: string): void {
  if (operator === '<<<') command.inputText = target;
  else if (operator === '<' || (operator === '<&' && !JOINED.test(target))) command.inputFile = target;
  else if (operator !== '<&' && (operator !== '>&' || !JOINED.test(target))) command.outputs.push(target);
}

/** The line of a character; both may be anywhere in the text. */
function lineFinder(text: string, firstLine: number): (at: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (at) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return firstLine + low;
  };
}
