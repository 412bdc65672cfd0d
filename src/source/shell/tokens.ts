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

export interface Tokens {
  readonly pipelines: readonly Pipeline[];
  /** Where reading stopped, in characters. */
  readonly end: number;
  /** Whether it stopped within quotes. */
  readonly open: boolean;
}

/**
 * Reads one logical line of shell: what continuations, quotes and operators at a line's end hold together. Expansions stay
 * as written. Never fails: what is no shell gives odd words.
 */
export function readCommandLine(source: CommandText): Tokens {
  const { text } = source;
  const pipelines: Pipeline[] = [];
  let commands: SimpleCommand[] = [];
  let words: Word[] = [];
  let redirects: Redirect[] = [];
  let heredoc: string | null = null;
  let current: string | null = null;
  let currentAt = 0;
  let pending: Redirect['operator'] | '<<' | 'other' | null = null;
  /** How many pipelines stood before each open bracket. */
  const brackets: number[] = [];
  /** The first pipeline of the group that ended just now; null where none did. */
  let closed: number | null = null;
  /** The first pipeline of the group whose output goes into the pipeline that is read; null for none. */
  let piped: number | null = null;
  let afterOperator = false;
  let open = false;
  let at = 0;

  const add = (piece: string): void => {
    if (current === null) currentAt = at;
    current = (current ?? '') + piece;
    afterOperator = false;
  };
  const endWord = (): void => {
    if (current === null) return;
    const line = source.lineOf(currentAt);
    if (pending === '<<') heredoc = current;
    else if (pending === null && words.length === 0 && /^[{}]$/.test(current)) {
      if (current === '{') brackets.push(pipelines.length);
      else endGroup();
    } else if (pending === null) words.push({ text: current, line });
    else if (pending !== 'other') redirects.push({ operator: pending, target: current, line });
    pending = null;
    current = null;
  };
  const endGroup = (): void => {
    // A group may have begun before the text.
    closed = brackets.pop() ?? 0;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length === 0 && closed !== null && redirects.length > 0) {
      pipelines.splice(closed, Infinity, ...pipelines.slice(closed).map((one) => redirected(one, redirects)));
      redirects = [];
    }
    if (words.length > 0) closed = null;
    if (words.length > 0 || redirects.length > 0) commands.push({ words, redirects, heredoc });
    words = [];
    redirects = [];
    heredoc = null;
  };
  const endPipeline = (): void => {
    endCommand();
    const line = commands[0]?.words[0]?.line ?? source.lineOf(at);
    if (piped !== null && commands.length > 0) {
      const rest = commands;
      const group = pipelines.splice(piped, Infinity);
      pipelines.push(...group.map((one) => ({ ...one, commands: [...one.commands, ...rest] })));
    } else if (commands.length > 0) pipelines.push({ commands, line });
    commands = [];
    piped = null;
  };

  while (at < text.length) {
    const character = text[at] as string;
    const next = text[at + 1] ?? '';
    if (character === '\\') {
      if (next === '\n') {
        at = skipCommentLines(text, at + 2);
        continue;
      }
      add(next);
      at += 2;
    } else if (character === "'") {
      const end = text.indexOf("'", at + 1);
      open = end < 0;
      add(text.slice(at + 1, open ? text.length : end));
      at = open ? text.length : end + 1;
    } else if (character === '"') {
      add('');
      at += 1;
      while (at < text.length && text[at] !== '"') {
        if (text[at] === '\\' && /["\\$`\n]/.test(text[at + 1] ?? '')) at += 1;
        if (text[at] !== '\n' || text[at - 1] !== '\\') add(text[at] as string);
        at += 1;
      }
      open = at >= text.length;
      at += 1;
    } else if (character === '$' && next === '(') {
      const end = closing(text, at + 1);
      add(text.slice(at, end));
      at = end;
    } else if (character === '{' && next === '{') {
      const end = text.indexOf('}}', at);
      const stop = end < 0 ? at + 2 : end + 2;
      add(text.slice(at, stop));
      at = stop;
    } else if (character === ' ' || character === '\t' || character === '\r') {
      endWord();
      at += 1;
    } else if (character === '\n') {
      endWord();
      if (!afterOperator && (pending === null || pending === '<<')) break;
      at = skipCommentLines(text, at + 1);
    } else if (character === '#' && current === null) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === '>' || character === '<') {
      const operator = /^(?:<<<|<<-?|>>|>\||[<>]&?)/.exec(text.slice(at, at + 3))?.[0] ?? character;
      const descriptor = current !== null && /^[0-9]$/.test(current) ? current : null;
      if (descriptor !== null) current = null;
      endWord();
      at += operator.length;
      if (operator === '<<' || operator === '<<-') pending = '<<';
      else if (operator === '<<<') pending = '<<<';
      else if (operator.endsWith('&') || (descriptor !== null && descriptor !== '1')) pending = 'other';
      else pending = operator === '>>' ? '>>' : operator === '<' ? '<' : '>';
    } else if (character === '|' && next !== '|') {
      endCommand();
      if (closed !== null && commands.length === 0) piped = closed;
      afterOperator = true;
      at += next === '&' ? 2 : 1;
    } else if (character === '&' && next === '>') {
      endWord();
      at += 1;
    } else if (character === ';' || character === '&' || character === '|') {
      endPipeline();
      const double = next === character;
      afterOperator = double && character !== ';';
      at += double ? 2 : 1;
    } else if (character === '(' && current === null) {
      endPipeline();
      brackets.push(pipelines.length);
      at += 1;
    } else if (character === ')') {
      endPipeline();
      endGroup();
      at += 1;
    } else {
      add(character);
      at += 1;
    }
  }
  endPipeline();
  return { pipelines, end: Math.min(at, text.length), open };
}

/** A pipeline in a group whose output goes into a file. */
function redirected(pipeline: Pipeline, redirects: readonly Redirect[]): Pipeline {
  const last = pipeline.commands.at(-1);
  if (last === undefined || last.redirects.some(({ operator }) => operator !== '<')) return pipeline;
  const all = { ...last, redirects: [...last.redirects, ...redirects] };
  return { ...pipeline, commands: [...pipeline.commands.slice(0, -1), all] };
}

/** A Dockerfile's comment lines within a continued command are no part of it. */
function skipCommentLines(text: string, from: number): number {
  let at = from;
  for (;;) {
    const comment = /^[ \t]*#[^\n]*\n/.exec(text.slice(at, at + 500));
    if (comment === null) return at;
    at += comment[0].length;
  }
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}
