/** One simple command of a shell text. */
export interface ShellCommand {
  /** Quotes resolved; expansions stay as they are written, and keywords such as `if` stand before what they govern. */
  readonly words: readonly string[];
  /** Files that it writes its output to. */
  readonly outputs: readonly string[];
  /** The file, or the text of the here-document, that it reads. */
  readonly inputFile: string | null;
  readonly inputText: string | null;
  /** Counts from 1. */
  readonly line: number;
  /** What it prints goes to the next command. */
  readonly piped: boolean;
}

export interface ShellText {
  readonly commands: readonly ShellCommand[];
  /** Every quote, bracket and here-document that is opened is closed again: without that nothing is sure. */
  readonly closed: boolean;
}

/** Stands for the folder of the script itself, however the script asks for it. */
export const OWN_FOLDER = '$(dirname $0)';

const DEEPEST = 12;
/** Of a substitution, what a word keeps: its commands are read by themselves. */
const LONGEST_WRITTEN = 4096;
/** Characters looked at, for each character of the text; only a hostile one needs more. */
const WORK = 20;

/** What means nothing within a word but itself. */
const ORDINARY = /[\w./:=@%+,*?~![\]{}^-]+/y;

interface Draft {
  words: string[];
  outputs: string[];
  inputFile: string | null;
  inputText: string | null;
  line: number;
  piped: boolean;
}

/**
 * The simple commands of a shell text, those of its substitutions included, as POSIX and bash divide it (POSIX.1-2017, Shell
 * Command Language 2.2 to 2.10). Nothing is expanded. Total: a text that is no shell text gives commands too.
 */
export function readShellCommands(text: string, firstLine = 1): ShellText {
  const reader = newReader(text, firstLine);
  reader.readUntil(null, 0);
  return { commands: reader.commands, closed: reader.closed() };
}

function newReader(text: string, firstLine: number) {
  const commands: Draft[] = [];
  let at = 0;
  let line = firstLine;
  let closed = true;
  let work = WORK * text.length + 1000;

  function readUntil(end: ')' | null, depth: number): void {
    let command = newCommand();
    let word: string | null = null;
    let quoted = false;
    let redirect: '>' | '<' | '<<' | '<<-' | '<<<' | null = null;
    const documents: { readonly delimiter: string; readonly tabs: boolean; readonly of: Draft }[] = [];

    const endWord = (): void => {
      if (word === null) return;
      if (redirect === null) command.words.push(word);
      else if (redirect === '>') command.outputs.push(word);
      else if (redirect === '<') command.inputFile = word;
      else if (redirect === '<<<') command.inputText = word;
      else documents.push({ delimiter: word, tabs: redirect === '<<-', of: command });
      redirect = null;
      word = null;
      quoted = false;
    };
    const endCommand = (piped = false): void => {
      endWord();
      command.piped = piped;
      if (command.words.length > 0 || command.outputs.length > 0 || documents.some(({ of }) => of === command)) {
        commands.push(command);
      }
      command = newCommand();
    };

    while (at < text.length) {
      if (--work < 0) {
        closed = false;
        at = text.length;
        break;
      }
      const symbol = text[at]!;
      const next = text[at + 1];
      if (symbol === '\\') {
        if (next === '\n') line += 1;
        else word = (word ?? '') + (next ?? '');
        at += 2;
      } else if (symbol === "'") {
        word = (word ?? '') + singleQuoted(1);
        quoted = true;
      } else if (symbol === '"') {
        word = (word ?? '') + doubleQuoted(depth);
        quoted = true;
      } else if (symbol === '$' && next === "'") {
        word = (word ?? '') + ansiQuoted();
        quoted = true;
      } else if (symbol === '$' || symbol === '`') {
        word = (word ?? '') + expansion(depth);
      } else if (symbol === '\n') {
        at += 1;
        line += 1;
        endCommand();
        for (const document of documents.splice(0)) document.of.inputText = hereDocument(document);
        command.line = line;
      } else if (symbol === ' ' || symbol === '\t' || symbol === '\r') {
        endWord();
        at += 1;
      } else if (symbol === '#' && word === null) {
        const stop = text.indexOf('\n', at);
        at = stop < 0 ? text.length : stop;
      } else if (symbol === '<' || symbol === '>') {
        if (next === '(' && depth < DEEPEST) {
          word = (word ?? '') + substitution(symbol, depth);
          continue;
        }
        // A number right before it names the file descriptor.
        if (word !== null && !quoted && /^\d+$/.test(word)) word = null;
        endWord();
        redirect = takeRedirect();
      } else if (symbol === '|' || symbol === '&' || symbol === ';') {
        if (symbol === '&' && next === '>') {
          endWord();
          at += 1;
          redirect = takeRedirect();
          continue;
        }
        const run = /^(?:\|\||\|&|&&|;;&?|;&|.)/s.exec(text.slice(at, at + 3))![0];
        at += run.length;
        endCommand(run === '|' || run === '|&');
      } else if (symbol === '(') {
        if (word !== null && /^\w+\+?=$/.test(word) && depth < DEEPEST) word += list(depth);
        else {
          endCommand();
          at += 1;
          if (depth < DEEPEST) readUntil(')', depth + 1);
          else closed = false;
        }
      } else if (symbol === ')') {
        endCommand();
        at += 1;
        if (end === ')') return;
      } else {
        ORDINARY.lastIndex = at + 1;
        const until = ORDINARY.test(text) ? ORDINARY.lastIndex : at + 1;
        word = (word ?? '') + text.slice(at, until);
        at = until;
      }
    }
    endCommand();
    for (const document of documents) if (document.of.inputText === null) closed = false;
    if (end !== null) closed = false;
  }

  function newCommand(): Draft {
    return { words: [], outputs: [], inputFile: null, inputText: null, line, piped: false };
  }

  function singleQuoted(from: number): string {
    const stop = text.indexOf("'", at + from);
    const value = text.slice(at + from, stop < 0 ? text.length : stop);
    take(stop);
    return value;
  }

  /** Goes past `stop`, or to the end where nothing closes. */
  function take(stop: number): void {
    const until = stop < 0 ? text.length : stop + 1;
    if (stop < 0) closed = false;
    line += text.slice(at, until).split('\n').length - 1;
    work -= until - at;
    at = until;
  }

  function ansiQuoted(): string {
    let value = '';
    for (at += 2; at < text.length && text[at] !== "'"; at += 1) {
      if (text[at] === '\\') at += 1;
      if (text[at] === '\n') line += 1;
      value += text[at] ?? '';
    }
    if (at >= text.length) closed = false;
    at += 1;
    return value;
  }

  function doubleQuoted(depth: number): string {
    let value = '';
    at += 1;
    while (at < text.length && text[at] !== '"') {
      work -= 1;
      const symbol = text[at]!;
      const next = text[at + 1];
      if (symbol === '\\' && next !== undefined && '$`"\\\n'.includes(next)) {
        if (next === '\n') line += 1;
        else value += next;
        at += 2;
      } else if (symbol === '$' || symbol === '`') {
        value += expansion(depth);
      } else {
        if (symbol === '\n') line += 1;
        value += symbol;
        at += 1;
      }
    }
    if (at >= text.length) closed = false;
    at += 1;
    return value;
  }

  /** A variable or a substitution, as it is written; the commands of a substitution are read as well. */
  function expansion(depth: number): string {
    const start = at;
    if (text[at] === '`') {
      const stop = text.indexOf('`', at + 1);
      const inner = text.slice(at + 1, stop < 0 ? text.length : stop);
      const begin = line;
      take(stop);
      if (depth < DEEPEST) addCommands(inner, begin);
      return `$(${inner.slice(0, LONGEST_WRITTEN)})`;
    }
    if (text.startsWith('$((', at)) return balanced('(', ')');
    if (text.startsWith('${', at)) return ownFolder(balanced('{', '}'));
    if (text[at + 1] === '(' && depth < DEEPEST) return substitution('$', depth);
    at += 1;
    return text.slice(start, at);
  }

  function substitution(mark: string, depth: number): string {
    const start = at;
    at += 2;
    readUntil(')', depth + 1);
    const written = text.slice(start, Math.min(at, start + LONGEST_WRITTEN));
    return mark === '$' ? ownFolder(written) : written;
  }

  function addCommands(inner: string, begin: number): void {
    const read = newReader(inner, begin);
    read.readUntil(null, DEEPEST - 2);
    work -= inner.length;
    for (const command of read.commands) commands.push(command);
    if (!read.closed()) closed = false;
  }

  /** The elements of an array, a blank between each. */
  function list(depth: number): string {
    const before = commands.length;
    at += 1;
    readUntil(')', depth + 1);
    return commands
      .splice(before)
      .flatMap(({ words }) => words)
      .join(' ');
  }

  function balanced(open: string, close: string): string {
    const start = at;
    let level = 0;
    for (at += 1; at < text.length; at += 1) {
      work -= 1;
      const symbol = text[at]!;
      if (symbol === '\\') at += 1;
      else if (symbol === '\n') line += 1;
      else if (symbol === open) level += 1;
      else if (symbol === close && --level === 0) {
        at += 1;
        return text.slice(start, at);
      }
    }
    closed = false;
    return text.slice(start);
  }

  function takeRedirect(): '>' | '<' | '<<' | '<<-' | '<<<' | null {
    const written = /^(?:<<<|<<-|<<|<>|<&|<|>>|>\||>&|>)/.exec(text.slice(at, at + 3))![0];
    at += written.length;
    if (written === '<<<' || written === '<<-' || written === '<<') return written;
    // `2>&1` and `2>&-` only join two descriptors.
    const joined = written.endsWith('&') ? /^[\d-]+/.exec(text.slice(at, at + 10)) : null;
    if (joined !== null) {
      at += joined[0].length;
      return null;
    }
    return written.startsWith('<') && written !== '<>' ? '<' : '>';
  }

  function hereDocument({ delimiter, tabs }: { readonly delimiter: string; readonly tabs: boolean }): string | null {
    const start = at;
    while (at < text.length) {
      const stop = text.indexOf('\n', at);
      const until = stop < 0 ? text.length : stop;
      const written = text.slice(at, until).replace(/\r$/, '');
      const body = text.slice(start, at);
      work -= until - at + 1;
      at = until + 1;
      line += 1;
      if ((tabs ? written.replace(/^\t+/, '') : written) === delimiter) return body;
    }
    closed = false;
    return text.slice(start);
  }

  return { commands, readUntil, closed: () => closed };
}

/** `$(dirname "$0")`, `$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)`, `${0%/*}` and their like, said in one way. */
function ownFolder(written: string): string {
  if (!/\$\{?(?:0|BASH_SOURCE)\b|^\$\{0%/.test(written) || written.includes('..')) return written;
  return /\bdirname\b/.test(written) || /%\/\*\}$/.test(written) ? OWN_FOLDER : written;
}
