import { decodeEscape } from './c-escape.ts';
import type { Mark, TracedText } from './traced-text.ts';

/** How a word is taken apart; see systemd's ExtractFlags. */
export interface WordRules {
  /**
   * - `none`: a backslash only makes the next character literal
   * - `strict`: C escapes are decoded, an unknown one fails
   * - `lenient`: C escapes are decoded, an unknown one stays as written
   */
  readonly escapes: 'none' | 'strict' | 'lenient';
  /** Take an unbalanced quote or a backslash at the end as if the text had ended well. */
  readonly relaxed: boolean;
}

export interface Word extends TracedText {
  /** Where the next word begins. */
  readonly next: number;
  /** The word's first code unit as written, quotes included. */
  readonly start: number;
  /** Past its last one. */
  readonly end: number;
  /** Whether a quote opened after the first character of the word or closed before its last. */
  readonly quotedInside: boolean;
}

/** `null`: there is no further word. */
export type WordResult = { readonly ok: true; readonly word: Word | null } | { readonly ok: false };

const whitespace = ' \t\n\r';

/**
 * Takes one word from `text`, beginning at `position`: quotes are removed wherever they stand, also within a word. It
 * fails for unbalanced quotes, a backslash at the end, and an unknown escape where the rules are strict. Source: systemd
 * 252 src/basic/extract-word.c `extract_first_word`, `extract_first_word_and_warn`.
 */
export function extractWord(text: TracedText, position: number, rules: WordRules): WordResult {
  const strict = scan(text, position, rules, false);
  if (strict !== 'invalid') return { ok: true, word: strict };
  if (rules.escapes !== 'lenient') return { ok: false };
  const lenient = scan(text, position, rules, true);
  return lenient === 'invalid' ? { ok: false } : { ok: true, word: lenient };
}

/** All words up to a broken one. */
export function splitWords(
  text: TracedText,
  rules: WordRules,
): { readonly words: readonly Word[]; readonly broken: boolean } {
  const words: Word[] = [];
  let position = 0;
  for (;;) {
    const result = extractWord(text, position, rules);
    if (!result.ok) return { words, broken: true };
    if (result.word === null) return { words, broken: false };
    words.push(result.word);
    position = result.word.next;
  }
}

export function skipBlanks(text: string, position: number): number {
  let at = position;
  while (at < text.length && whitespace.includes(text[at]!)) at += 1;
  return at;
}

export function isBlank(character: string | undefined): boolean {
  return character !== undefined && whitespace.includes(character);
}

function scan(source: TracedText, position: number, rules: WordRules, keepUnknown: boolean): Word | null | 'invalid' {
  const { text, marks } = source;
  const start = skipBlanks(text, position);
  if (start >= text.length) return null;

  let out = '';
  const outMarks: Mark[] = [];
  const put = (characters: string, from: number): void => {
    out += characters;
    for (let count = 0; count < characters.length; count += 1) outMarks.push(marks[from]!);
  };
  let quote = '';
  let quotedInside = false;
  let at = start;
  while (at < text.length) {
    const character = text[at]!;
    if (character === '\\') {
      const length = takeEscape(text, at, rules, keepUnknown, quote, put);
      if (length === 'invalid') return 'invalid';
      at += length;
    } else if (quote !== '') {
      if (character === quote) {
        quote = '';
        if (at + 1 < text.length && !isBlank(text[at + 1])) quotedInside = true;
      } else put(character, at);
      at += 1;
    } else if (character === '"' || character === "'") {
      quote = character;
      if (at > start) quotedInside = true;
      at += 1;
    } else if (isBlank(character)) {
      break;
    } else {
      put(character, at);
      at += 1;
    }
  }
  if (quote !== '' && !rules.relaxed) return 'invalid';
  const next = skipBlanks(text, at);
  return { text: out, marks: outMarks, start, end: at, next, quotedInside };
}

function takeEscape(
  text: string,
  at: number,
  rules: WordRules,
  keepUnknown: boolean,
  quote: string,
  put: (characters: string, from: number) => void,
): number | 'invalid' {
  const next = text[at + 1];
  if (next === undefined) {
    if (keepUnknown && quote === '') {
      put('\\', at);
      return 1;
    }
    return rules.relaxed ? 1 : 'invalid';
  }
  if (rules.escapes === 'none') {
    put(next, at + 1);
    return 2;
  }
  const decoded = decodeEscape(text, at + 1);
  if (decoded !== null) {
    put(decoded.decoded, at);
    return 1 + decoded.length;
  }
  if (!keepUnknown) return 'invalid';
  put(`\\${next}`, at);
  return 2;
}
