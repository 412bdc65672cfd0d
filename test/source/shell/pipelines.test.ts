import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../src/source/shell/pipelines.ts';

/** `word word >target <<END | word`, `@line` before each command that does not stand on line 1. */
function shown(text: string): readonly string[] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineOf = (at: number): number => starts.filter((start) => start <= at).length;
  const { pipelines } = readCommandLine({ text, lineOf });
  return pipelines.map(({ commands, line }) => {
    const written = commands.map(({ words, redirects, heredoc }) =>
      [
        ...words.map((word) => word.text),
        ...redirects.map(({ operator, target }) => `${operator}${target}`),
        ...(heredoc === null ? [] : [`<<${heredoc}`]),
      ].join(' '),
    );
    return `${line === 1 ? '' : `@${line} `}${written.join(' | ')}`;
  });
}

describe('one line of shell in any file', () => {
  it.each<[string, string, readonly string[]]>([
    ['ends where the line does', 'a b\nc', ['a b']],
    ['goes on behind an operator and a backslash', 'a && # x\n# y\nb |\n c\\\n d\ne', ['a', '@3 b | c d']],
    ['has lines of comments within, as in a Dockerfile', 'a \\\n# x\n  b &&\\\n# y\n c', ['a b', '@5 c']],
    ['ends before its here-document', 'a <<E ||\nb\nE', ['a <<E']],
    ['has the words of a template whole', 'a {{ b | c("d e") }} f', ['a {{ b | c("d e") }} f']],
    ['has a bracket within a word', "a b(c|d) 'e'", ['a b(c | d', 'e']],
    ['keeps substitutions as they are', 'a "$(b "c d")" $(e ")") `f "g h"` i', ['a $(b "c d") $(e ")") `f "g h"` i']],
    ['may end what a backquote began before', "a 's/b/c/'`\nd `e`", ['a s/b/c/`']],
    ['has expansions with blanks', 'a ${b%% *} "${c:-"d e"}"', ['a ${b%% *} ${c:-"d e"}']],
    ['has processes in the place of files', 'a <(b | c) >(d > e)', ['a <(b | c) >(d > e)', 'b | c', 'd >e']],
    ['joins descriptors', 'a 2>&1 >b 2>c 3<d 0<e &>>f', ['a >b <e >>f']],
    ['has groups', '{ a; b; } > c; (d; e) | f', ['a >c', 'b >c', 'd | f', 'e | f']],
    ['has what bash writes with $', 'a $\'b\\tc\' $"d"', ['a b\tc d']],
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it.each(["a 'b", 'a "b', "a $'b"])('is open: %s', (text) => {
    expect(readCommandLine({ text, lineOf: () => 1 }).open).toBe(true);
  });

  it.each(['a $(b', 'a `b', 'a ${b', '(a', 'a <<b'])('is closed, as what is no shell may hold it: %s', (text) => {
    expect(readCommandLine({ text, lineOf: () => 1 }).open).toBe(false);
  });
});
