import { type Cursor, cursorOn, type RedirectToken, type Token, type WordToken } from '../../text/shell/token.ts';
import { readTokens } from '../../text/shell/tokens.ts';

/** A word of a command, quotes taken away. */
export interface Word {
  readonly text: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

export interface Redirect {
  /** `<<<`: the target is the text itself. */
  readonly operator: '>' | '>>' | '<' | '<<<';
  readonly target: string;
  /** The line on which the target begins, from 1. */
  readonly line: number;
}

export interface SimpleCommand {
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** The word that ends its here-document. */
  readonly heredoc: string | null;
}

/** Commands with pipes between them. */
export interface Pipeline {
  readonly commands: readonly SimpleCommand[];
  readonly line: number;
}

/** A stretch of a file's text in which commands are written; `lineOf` tells from which line a character comes. */
export interface CommandText {
  readonly text: string;
  lineOf(offset: number): number;
}

export interface CommandLine {
  readonly pipelines: readonly Pipeline[];
  /** Where reading stopped, in characters. */
  readonly end: number;
  /** Whether it stopped within quotes. */
  readonly open: boolean;
}

/** The target is not followed: a descriptor other than the output's, or both joined. */
type Pending = Redirect['operator'] | '<<' | 'other';

/**
 * Reads one logical line of shell: what continuations, quotes and operators at a line's end hold together. Expansions stay
 * as written. Never fails: what is no shell gives odd words.
 */
export function readCommandLine(source: CommandText): CommandLine {
  const cursor = cursorOn(source.text, { embedded: true, expand: (written) => written });
  const pipelines = pipelinesOf(lineTokens(cursor), source);
  return { pipelines, end: Math.min(cursor.at, source.text.length), open: cursor.openQuote };
}

/** Up to the end of the line, which an operator or a redirection before it puts off. */
function* lineTokens(cursor: Cursor): Generator<Token> {
  let goesOn = false;
  let document = false;
  for (const token of readTokens(cursor, null, 0)) {
    if (token.kind === 'newline') {
      if (!goesOn || document) {
        cursor.at = token.at;
        return;
      }
      continue;
    }
    if (token.kind === 'redirect') document ||= token.operator.startsWith('<<') && token.operator !== '<<<';
    goesOn =
      token.kind === 'redirect'
        ? pendingFor(token) !== '<<'
        : token.kind === 'operator' && /^(?:\|\|?|\|&|&&)$/.test(token.operator);
    yield token;
  }
}

function pipelinesOf(tokens: Iterable<Token>, source: CommandText): Pipeline[] {
  const pipelines: Pipeline[] = [];
  let commands: SimpleCommand[] = [];
  let words: Word[] = [];
  let redirects: Redirect[] = [];
  let heredoc: string | null = null;
  let pending: Pending | null = null;
  /** How many pipelines stood before each open bracket. */
  const brackets: number[] = [];
  /** The first pipeline of the group that ended just now; null where none did. */
  let closed: number | null = null;
  /** The first pipeline of the group whose output goes into the pipeline that is read; null for none. */
  let piped: number | null = null;
  /** The commands of process substitutions, which stand behind the pipeline that they belong to. */
  const substituted: Pipeline[] = [];

  const takeWord = ({ text, at, plain, inner }: WordToken): void => {
    const line = source.lineOf(at);
    for (const { kind, tokens: inside } of inner) {
      if (kind === '<(' || kind === '>(') substituted.push(...pipelinesOf(inside, source));
    }
    if (pending === '<<') heredoc = text;
    else if (pending === null && words.length === 0 && plain && (text === '{' || text === '}')) {
      if (text === '{') brackets.push(pipelines.length);
      else endGroup();
    } else if (pending === null) words.push({ text, line });
    else if (pending !== 'other') redirects.push({ operator: pending, target: text, line });
    pending = null;
  };
  const endGroup = (): void => {
    // A group may have begun before the text.
    closed = brackets.pop() ?? 0;
  };
  const endCommand = (): void => {
    if (words.length === 0 && closed !== null && redirects.length > 0) {
      pipelines.splice(closed, Infinity, ...pipelines.slice(closed).map((one) => redirected(one, redirects)));
      redirects = [];
    }
    if (words.length > 0) closed = null;
    if (words.length > 0 || redirects.length > 0) commands.push({ words, redirects, heredoc });
    words = [];
    redirects = [];
    heredoc = null;
    pending = null;
  };
  const endPipeline = (at: number): void => {
    endCommand();
    const line = commands[0]?.words[0]?.line ?? source.lineOf(at);
    if (piped !== null && commands.length > 0) {
      const rest = commands;
      const group = pipelines.splice(piped, Infinity);
      pipelines.push(...group.map((one) => ({ ...one, commands: [...one.commands, ...rest] })));
    } else if (commands.length > 0) pipelines.push({ commands, line });
    pipelines.push(...substituted.splice(0));
    commands = [];
    piped = null;
  };

  let last = 0;
  for (const token of tokens) {
    last = token.at;
    if (token.kind === 'word') takeWord(token);
    else if (token.kind === 'redirect') pending = pendingFor(token);
    else if (token.kind === 'operator' && (token.operator === '|' || token.operator === '|&')) {
      endCommand();
      if (closed !== null && commands.length === 0) piped = closed;
    } else if (token.kind === 'operator' || token.kind === 'newline') {
      endPipeline(token.at);
      if (token.kind !== 'operator') continue;
      if (token.operator === '(') brackets.push(pipelines.length);
      if (token.operator === ')') endGroup();
    }
  }
  endPipeline(last);
  return pipelines;
}

function pendingFor({ operator, descriptor }: RedirectToken): Pending {
  if (operator === '<<' || operator === '<<-') return '<<';
  if (operator === '<<<') return '<<<';
  const usual = operator.startsWith('<') ? 0 : 1;
  if (operator === '<&' || operator === '>&' || (descriptor ?? usual) !== usual) return 'other';
  if (operator === '>>' || operator === '&>>') return '>>';
  return operator === '<' ? '<' : '>';
}

/** A pipeline in a group whose output goes into a file. */
function redirected(pipeline: Pipeline, redirects: readonly Redirect[]): Pipeline {
  const last = pipeline.commands.at(-1);
  if (last === undefined || last.redirects.some(({ operator }) => operator !== '<')) return pipeline;
  const all = { ...last, redirects: [...last.redirects, ...redirects] };
  return { ...pipeline, commands: [...pipeline.commands.slice(0, -1), all] };
}
