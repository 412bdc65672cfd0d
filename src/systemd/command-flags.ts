import { type Observation, observe } from '../text/observation.ts';
import { isPlaceholder, isTemplatePiece } from '../text/placeholder.ts';
import type { Location } from '../text/position.ts';
import type { Argument } from './answer.ts';

export interface GivenFlag {
  /** The long name. */
  readonly name: string;
  readonly value: string;
  readonly location: Location | null;
}

export interface CommandFlags {
  readonly flags: readonly GivenFlag[];
  /** Why the command line cannot be parsed. */
  readonly refusal: Observation<WrongWord> | null;
  /** Whether it is still to be filled in. */
  readonly doubts: readonly Observation<'config-templated'>[];
}

export type WrongWord = 'argument-refused' | 'flag-unknown';

/** The words behind the one that is being read: each call takes the next of them. */
export type NextWord = () => Argument | undefined;

/**
 * Reads the words of a command line that takes flags and nothing else. One that is still to be filled in is read as far as
 * it goes, and a doubt.
 * @param read adds the flags that one word gives, with the values that it takes from the next ones; else what is wrong
 */
export function readCommandFlags(
  words: readonly Argument[],
  read: (word: Argument, next: NextWord, flags: GivenFlag[]) => WrongWord | null,
): CommandFlags {
  const flags: GivenFlag[] = [];
  const template = words.find(({ text }) => isTemplatePiece(text));
  let open = template;
  let refusal: CommandFlags['refusal'] = null;
  for (let at = 0; at < words.length && refusal === null; at++) {
    const word = words[at]!;
    if (isPlaceholder(word.text) && !word.text.startsWith('-')) open ??= word;
    else if (word.text !== '--' || at < words.length - 1) {
      const wrong = read(word, () => words[++at], flags);
      if (wrong !== null) refusal = note(wrong, word);
    }
  }
  return {
    flags,
    refusal: template === undefined ? refusal : null,
    doubts: open === undefined ? [] : [note('config-templated', open)],
  };
}

function note<Kind extends string>(kind: Kind, word: Argument): Observation<Kind> {
  return observe(kind, word.origins[0] ?? null, { value: word.text.slice(0, 200) });
}
