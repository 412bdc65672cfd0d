/** A piece of a shell text. `at` and `end` count characters from its start; `end` is the one behind it. */
export type Token = WordToken | RedirectToken | OperatorToken | NewlineToken | DocumentToken;

export interface WordToken {
  readonly kind: 'word';
  /** Quotes resolved; expansions stay as they are written. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
  /** Nothing of it was quoted or is an expansion: it may be a keyword. */
  readonly plain: boolean;
  /** The commands in it: of substitutions, and of the elements of an array. */
  readonly inner: readonly Inner[];
}

/** Commands within a word. */
export interface Inner {
  /** A substitution of a command by its output, or of a process by a file; the elements of an array are words only. */
  readonly kind: '$(' | '`' | '<(' | '>(' | 'array';
  readonly tokens: readonly Token[];
}

/** The next word is its target. */
export interface RedirectToken {
  readonly kind: 'redirect';
  readonly operator: RedirectOperator;
  /** The number right before it; null for none. */
  readonly descriptor: number | null;
  readonly at: number;
}

export type RedirectOperator =
  | '<'
  | '<<'
  | '<<-'
  | '<<<'
  | '<&'
  | '<>'
  | '>'
  | '>>'
  | '>|'
  | '>&'
  /** bash: both outputs. */
  | '&>'
  | '&>>';

/** A bracket of `$(…)` is none of these. */
export interface OperatorToken {
  readonly kind: 'operator';
  readonly operator: '|' | '|&' | '||' | '&' | '&&' | ';' | ';;' | ';&' | ';;&' | '(' | ')';
  readonly at: number;
}

export interface NewlineToken {
  readonly kind: 'newline';
  readonly at: number;
}

/** The lines of a here-document, behind the end of the line that asks for it; several stand in the order of that line. */
export interface DocumentToken {
  readonly kind: 'document';
  readonly text: string;
  readonly at: number;
}

export interface ShellOptions {
  /**
   * The text stands in a file of another kind, and may be none of a shell's: `{{ … }}` is one piece, a bracket within a word
   * is part of it, lines of comments are no part of a continued line, and here-documents are left alone.
   */
  readonly embedded: boolean;
  /** What is put in the place of an expansion, which is given as it is written. */
  readonly expand: (written: string) => string;
}

/** How far a text was read, and what was noticed on the way. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** How many more characters are looked at: only a hostile text makes its reader look at the same ones many times. */
  work: number;
  /** A quote that nothing closes. */
  openQuote: boolean;
  /** Anything that nothing closes, a bracket or a here-document as well: without that no command is sure. */
  open: boolean;
  readonly options: ShellOptions;
  /** Where a character stands in the text that all of it comes from. */
  readonly place: (at: number) => number;
}

const WORK = 20;
/** How many expansions are read within each other. */
export const DEEPEST = 12;

export function cursorOn(text: string, options: ShellOptions, place: (at: number) => number = (at) => at): Cursor {
  return { text, at: 0, work: WORK * text.length + 1000, openQuote: false, open: false, options, place };
}

/** Counts work; false where there was too much, and then the text is taken for read. */
export function mayGoOn(cursor: Cursor, characters = 1): boolean {
  cursor.work -= characters;
  if (cursor.work >= 0) return true;
  cursor.open = true;
  cursor.at = cursor.text.length;
  return false;
}
