import type { Dialect } from '../pattern/parse.ts';

export type SedAddress =
  | { readonly kind: 'line'; readonly number: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'pattern'; readonly source: string; readonly ignoreCase: boolean };

export interface SedCommand {
  readonly addresses: readonly SedAddress[];
  readonly negated: boolean;
  readonly action:
    | {
        readonly kind: 'substitute';
        readonly pattern: string;
        readonly replacement: string;
        readonly ignoreCase: boolean;
        readonly which: 'all' | number;
      }
    | { readonly kind: 'append' | 'insert' | 'change'; readonly text: string }
    | { readonly kind: 'delete' }
    | { readonly kind: 'group'; readonly commands: readonly SedCommand[] };
}

class Unread extends Error {}

/**
 * Reads a script of GNU sed (manual 4.9, chapters 3 to 5) as far as configurations are edited with it: `s`, `a`, `i`, `c`,
 * `d`, `{…}`, addresses by line, pattern and range. Null for anything else.
 */
export function readSedScript(script: string): readonly SedCommand[] | null {
  try {
    const reader = new Reader(script);
    const commands = reader.commands(0);
    return reader.done ? commands : null;
  } catch (problem) {
    if (problem instanceof Unread) return null;
    throw problem;
  }
}

/** Which dialect a `sed` with these options reads. */
export function sedDialect(extended: boolean): Dialect {
  return extended ? 'extended' : 'basic';
}

class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  commands(depth: number): SedCommand[] {
    if (depth > 5) throw new Unread();
    const commands: SedCommand[] = [];
    for (;;) {
      this.#skip(/[\s;]/);
      if (this.done) return commands;
      if (this.#text[this.#at] === '}') return commands;
      if (this.#text[this.#at] === '#') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
        continue;
      }
      commands.push(this.#command(depth));
      if (commands.length > 200) throw new Unread();
    }
  }

  #command(depth: number): SedCommand {
    const addresses: SedAddress[] = [];
    const first = this.#address();
    if (first !== null) {
      addresses.push(first);
      this.#skip(/\s/);
      if (this.#text[this.#at] === ',') {
        this.#at += 1;
        this.#skip(/\s/);
        const second = this.#address();
        if (second === null) throw new Unread();
        addresses.push(second);
      }
    }
    this.#skip(/\s/);
    const negated = this.#text[this.#at] === '!';
    if (negated) this.#at += 1;
    this.#skip(/\s/);
    return { addresses, negated, action: this.#action(depth) };
  }

  #action(depth: number): SedCommand['action'] {
    const name = this.#take();
    switch (name) {
      case 's':
        return this.#substitution();
      case 'a':
      case 'i':
      case 'c':
        return { kind: name === 'a' ? 'append' : name === 'i' ? 'insert' : 'change', text: this.#textArgument() };
      case 'd':
        return { kind: 'delete' };
      case '{': {
        const commands = this.commands(depth + 1);
        if (this.#take() !== '}') throw new Unread();
        return { kind: 'group', commands };
      }
      default:
        throw new Unread();
    }
  }

  #substitution(): SedCommand['action'] {
    const delimiter = this.#take();
    const pattern = this.#until(delimiter);
    const replacement = this.#until(delimiter, true);
    const flags = /^[gIiMmep0-9]*/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += flags.length;
    if (/[emM]/.test(flags)) throw new Unread();
    const number = /\d+/.exec(flags)?.[0];
    const which = flags.includes('g') && number === undefined ? 'all' : Number(number ?? 1);
    return { kind: 'substitute', pattern, replacement, ignoreCase: /[Ii]/.test(flags), which };
  }

  /** To the end of the line, or over lines that a backslash joins; `a\` puts the text on the next line. */
  #textArgument(): string {
    this.#skip(/[ \t]/);
    let keepIndent = false;
    if (this.#text[this.#at] === '\\') {
      this.#at += 1;
      const lineEnd = /^[ \t]*\n/.exec(this.#text.slice(this.#at, this.#at + 200));
      if (lineEnd !== null) this.#at += lineEnd[0].length;
      keepIndent = true;
    }
    let text = '';
    while (!this.done) {
      const character = this.#take();
      if (character === '\n') break;
      if (character !== '\\') {
        text += character;
        continue;
      }
      const escaped = this.done ? '' : this.#take();
      text += escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
    }
    return keepIndent ? text : text.replace(/^[ \t]+/, '');
  }

  #address(): SedAddress | null {
    const rest = this.#text.slice(this.#at, this.#at + 8);
    const number = /^\d+/.exec(rest)?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      return { kind: 'line', number: Number(number) };
    }
    if (rest.startsWith('$')) {
      this.#at += 1;
      return { kind: 'last' };
    }
    if (!rest.startsWith('/') && !rest.startsWith('\\')) return null;
    if (rest.startsWith('\\')) this.#at += 1;
    const source = this.#until(this.#take());
    const ignoreCase = this.#text[this.#at] === 'I';
    if (ignoreCase) this.#at += 1;
    return { kind: 'pattern', source, ignoreCase };
  }

  /** What stands before the next delimiter that no backslash is before, and that is in no brackets. */
  #until(delimiter: string, replacement = false): string {
    let text = '';
    let brackets = false;
    while (!this.done) {
      const character = this.#take();
      if (character === '\\' && !this.done) {
        const escaped = this.#take();
        text +=
          escaped === delimiter
            ? /[\w|+?(){}]/.test(delimiter)
              ? escaped
              : this.#plain(escaped, replacement)
            : `\\${escaped}`;
        continue;
      }
      if (character === delimiter && !brackets) return text;
      if (!replacement && character === '[' && !brackets) {
        brackets = true;
        const rest = /^\^?\]/.exec(this.#text.slice(this.#at, this.#at + 2))?.[0] ?? '';
        text += character + rest;
        this.#at += rest.length;
        continue;
      }
      if (brackets && character === ']' && !text.endsWith(':')) brackets = false;
      text += character;
    }
    throw new Unread();
  }

  /** A delimiter that was escaped stands for itself, also where it means something in patterns. */
  #plain(character: string, replacement: boolean): string {
    if (replacement) return character === '&' ? '\\&' : character;
    return /[.*[\]^$]/.test(character) ? `\\${character}` : character;
  }

  #skip(what: RegExp): void {
    while (!this.done && what.test(this.#text[this.#at] as string)) this.#at += 1;
  }

  #take(): string {
    const character = this.#text[this.#at];
    if (character === undefined) throw new Unread();
    this.#at += 1;
    return character;
  }
}
