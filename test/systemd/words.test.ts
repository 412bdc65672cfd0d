import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceFile, type TracedText } from '../../src/systemd/traced-text.ts';
import { splitWords, type WordRules } from '../../src/systemd/words.ts';

function traced(text: string): TracedText {
  const file = sourceFile('/f', new TextEncoder().encode(text));
  return { text, marks: Array.from(file.text, (_, offset) => ({ file, offset })) };
}

function split(text: string, rules: WordRules): readonly string[] | 'broken' {
  const { words, broken } = splitWords(traced(text), rules);
  return broken ? 'broken' : words.map((word) => word.text);
}

const lenient: WordRules = { escapes: 'lenient', relaxed: false };
const strict: WordRules = { escapes: 'strict', relaxed: false };
const relaxed: WordRules = { escapes: 'none', relaxed: true };

describe('words', () => {
  test.each<[string, readonly string[] | 'broken']>([
    ['', []],
    [' \t\r\n ', []],
    ['a  b\tc', ['a', 'b', 'c']],
    ['"a b" \'c d\'', ['a b', 'c d']],
    ['a"b c"d', ['ab cd']],
    ['""', ['']],
    ['"it\'s"', ["it's"]],
    ['\\x41\\u00e9\\U0001F600\\101\\s\\t', ['Aé😀A \t']],
    ['"\\""', ['"']],
    ['a\\q', ['a\\q']],
    ['\\x00', ['\\x00']],
    ['\\400', ['\\400']],
    ['\\ud800', ['\\ud800']],
    ['a\\', ['a\\']],
    ['"a', 'broken'],
    ['"a\\', 'broken'],
  ])('of a command line: %j', (text, words) => {
    expect(split(text, lenient)).toEqual(words);
  });

  test.each<[string, readonly string[] | 'broken']>([
    ['A=b "C=d e"', ['A=b', 'C=d e']],
    ['A=\\d', 'broken'],
    ['A=\\', 'broken'],
  ])('of Environment=: %j', (text, words) => {
    expect(split(text, strict)).toEqual(words);
  });

  test.each<[string, readonly string[]]>([
    ['--a="b c" d', ['--a=b c', 'd']],
    ['a\\ b\\\\c', ['a b\\c']],
    ['\\n', ['n']],
    ['"open', ['open']],
    ['a\\', ['a']],
  ])('of a variable: %j', (text, words) => {
    expect(split(text, relaxed)).toEqual(words);
  });

  test('words know where they were written', () => {
    const { words } = splitWords(traced('x "a\\x41" y'), lenient);
    expect(words[1]).toMatchObject({ text: 'aA', start: 2, end: 9, next: 10, quotedInside: false });
    expect(words[1]?.marks.map((mark) => mark.offset)).toEqual([3, 4]);
    expect(splitWords(traced('--x="y z"'), lenient).words[0]?.quotedInside).toBe(true);
  });

  test('a broken word leaves those before it', () => {
    expect(splitWords(traced('A=1 "B'), strict).words.map((word) => word.text)).toEqual(['A=1']);
  });

  test('every word has as many marks as characters', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(lenient, strict, relaxed), (text, rules) => {
        const { words } = splitWords(traced(text), rules);
        for (const word of words) {
          expect(word.marks).toHaveLength(word.text.length);
          expect(word.end).toBeGreaterThan(word.start);
        }
      }),
    );
  });
});
