import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommands } from '../../../src/text/shell/commands.ts';
import { SHELLS, toldBy } from './shells.ts';

const options = { embedded: false, expand: (written: string) => written };
const wordsOf = (text: string): readonly (readonly string[])[] =>
  readCommands(text, options).commands.map(({ words }) => words);

const letter = fc.constantFrom('a', 'B', '7', '/', '.', '-', ':', ',', '%', '+', '@', 'é');
/** What a shell takes for something else where it is not quoted. */
const special = fc.constantFrom(' ', '\t', '|', '&', ';', '<', '>', '(', ')', '#', '*', '!', '{', '~');
const piece = fc.oneof(
  letter,
  special.map((one) => `\\${one}`),
  fc.constantFrom('\\$', '\\`', '\\\\', "\\'", '\\"', '\\\n', '$,', '""', "''"),
  fc
    .array(fc.oneof(letter, special, fc.constantFrom('"', '\\', '$', '`', '\n')))
    .map((inside) => `'${inside.join('')}'`),
  fc
    .array(fc.oneof(letter, special, fc.constantFrom("'", '\\a', '\\"', '\\$', '\\`', '\\\\', '\\\n', '\n', '$ ')))
    .map((inside) => `"${inside.join('')}"`),
);
const word = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => `x${pieces.join('')}`);
const blank = fc.constantFrom(' ', '\t ', ' \\\n ');
const command = fc.array(fc.tuple(blank, word), { maxLength: 4 }).map((words) => `tell${words.flat().join('')}`);
/** Between two commands; a comment only where a word ended. */
const between = fc.constantFrom('\n', ';', ' ; ', ' # c "\n', "\n\n# '\n", ' && ', '&&\n');

const ansi = fc
  .array(
    fc.oneof(
      letter,
      special,
      fc.constantFrom('"', '$', "\\'", '\\"', '\\\\', '\\n', '\\t', '\\x41', '\\101', '\\u00e9', '\\q', '\\cA', '\\?'),
    ),
  )
  .map((inside) => `tell $'${inside.join('')}'x`);

describe('words', () => {
  it('are those of the shells', () => {
    expect(SHELLS).toContain('sh');
    fc.assert(
      fc.property(fc.array(fc.tuple(command, between), { minLength: 1, maxLength: 30 }), (parts) => {
        const text = parts
          .flat()
          .join('')
          .replace(/\s*&&\s*$/, '');
        for (const shell of SHELLS) {
          const script = `set -f\ntell() { printf '%s\\0' tell "$@" >&3; }\n${text}\n`;
          expect(wordsOf(text).flat(), `${shell}: ${text}`).toEqual(toldBy(shell, script));
        }
      }),
      { numRuns: 40 },
    );
  });

  it.skipIf(!SHELLS.includes('bash'))("are those of bash between $' and '", () => {
    fc.assert(
      fc.property(fc.array(ansi, { minLength: 1, maxLength: 30 }), (commands) => {
        const text = commands.join('\n');
        const script = `tell() { printf '%s\\0' tell "$@" >&3; }\n${text}\n`;
        expect(wordsOf(text).flat()).toEqual(toldBy('bash', script));
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, readonly (readonly string[])[]]>([
    ['a${b:-"c }d"}e f', [['a${b:-"c }d"}e', 'f']]],
    ["a${b%%'}'} c", [["a${b%%'}'}", 'c']]],
    ['a "${b:-it\'s}" c', [['a', "${b:-it's}", 'c']]],
    [
      'a ${b:-$(c d)} e',
      [
        ['c', 'd'],
        ['a', '${b:-$(c d)}', 'e'],
      ],
    ],
    ['a $((1 << (2 + 3))) b', [['a', '$((1 << (2 + 3)))', 'b']]],
    ['a $((b c); d) e', [['b', 'c'], ['d'], ['a', '$((b c); d)', 'e']]],
    [
      'a "$(b "c )d")" e',
      [
        ['b', 'c )d'],
        ['a', '$(b "c )d")', 'e'],
      ],
    ],
    [
      'a `b \\`c d\\` e` f',
      [
        ['c', 'd'],
        ['b', '`c d`', 'e'],
        ['a', '`b \\`c d\\` e`', 'f'],
      ],
    ],
    [
      'a=(b "c d" $(e f)) g',
      [
        ['e', 'f'],
        ['a=b c d $(e f)', 'g'],
      ],
    ],
    ['a <(b | c) >(d)', [['b'], ['c'], ['d'], ['a', '<(b | c)', '>(d)']]],
    ['a ${b ${c', [['a', '${b', '${c']]],
  ])('%j', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });
});
