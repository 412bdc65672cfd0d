import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommands } from '../../../src/text/shell/commands.ts';
import { SHELLS, toldBy } from './shells.ts';

const options = { embedded: false, expand: (written: string) => written };

/** A piece of shell, and the names of the commands that run in it. */
interface Piece {
  readonly text: string;
  readonly runs: readonly string[];
}

let next = 0;
/** Each command has a name of its own, so that none is taken for another. */
const leaf = fc.constant(null).map((): Piece => {
  next += 1;
  return { text: `tell c${next} x`, runs: [`c${next}`] };
});
const both = (a: Piece, b: Piece, text: string): Piece => ({ text, runs: [...a.runs, ...b.runs] });

type Arbitraries = { readonly piece: Piece };

/** What both kinds of pieces are made of; `held` is what stands in a substitution. */
function forms(piece: fc.Arbitrary<Piece>, held: fc.Arbitrary<Piece>): readonly fc.Arbitrary<Piece>[] {
  return [
    leaf,
    fc
      .tuple(piece, piece, fc.constantFrom('; ', '\n', ' && ', ' | ', ' # x\n', ' &\n'))
      .map(([a, b, by]) => both(a, b, `${a.text}${by}${b.text}`)),
    fc.tuple(held, leaf).map(([a, b]) => both(a, b, `${b.text} "$( ${a.text})" y`)),
    fc.tuple(held, leaf).map(([a, b]) => both(a, b, `${b.text} y$( ${a.text}\n)z "it's"`)),
    fc.tuple(held, leaf).map(([a, b]) => both(a, b, `${b.text} "\${none:-"$( ${a.text})"}"`)),
    fc.tuple(leaf, leaf).map(([a, b]) => both(a, b, `${b.text} \`${a.text}\` \\\n  z`)),
    piece.map(({ text, runs }) => ({ text: `( ${text}\n)`, runs })),
    piece.map(({ text, runs }) => ({ text: `{ ${text}\n}`, runs })),
    piece.map(({ text, runs }) => ({ text: `if true; then ${text}\nfi`, runs })),
    piece.map(({ text, runs }) => ({ text: `for one in "a)" b; do ${text}\nbreak; done`, runs })),
    piece.map(({ text, runs }) => ({ text: `case a in\n  b) false ;;\n  (c|a) ${text}\n;;\nesac`, runs })),
    fc.tuple(held, leaf).map(([a, b]) => both(a, b, `x=$(case a in a) ${a.text}\n;; esac); ${b.text}`)),
  ];
}

const documents: readonly fc.Arbitrary<Piece>[] = [
  fc
    .tuple(leaf, leaf, fc.constantFrom("'E O'", '"E O"', '\\E\\ O'))
    .map(([a, b, end]) => both(a, b, `${a.text} <<${end} 2>&1 >/dev/null\n$(tell no ' "\nE O\n${b.text}`)),
  fc
    .tuple(leaf, leaf)
    .map(([a, b]) => both(a, b, `{ ${a.text} <<-A; ${b.text} <<B; }\n\tone ) '\n\tA\ntwo "\nB\ntrue`)),
];

/** Pieces without here-documents, whatever stands around them. */
const { piece: withoutDocuments } = fc.letrec<Arbitraries>((tie) => ({
  piece: fc.oneof({ maxDepth: 3, withCrossShrink: true }, ...forms(tie('piece'), tie('piece'))),
}));

/**
 * Shell that every one of the shells carries out whole. In a substitution a here-document is the last thing but one line:
 * of `a; b` on the line behind it bash 5.2 forgets `b`.
 */
const { piece } = fc.letrec<Arbitraries>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    ...forms(tie('piece'), fc.oneof(withoutDocuments, ...documents)),
    ...documents,
  ),
}));

/** The names that the reader finds. */
function namesIn(text: string): readonly string[] {
  const { commands } = readCommands(text, options);
  return commands.flatMap(({ words }) => {
    const at = words.indexOf('tell');
    return at < 0 ? [] : [words[at + 1]!];
  });
}

describe('commands', () => {
  it('are those that the shells run', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const text = pieces.map((one) => one.text).join('\n');
        const runs = pieces.flatMap((one) => one.runs).toSorted();
        const read = readCommands(text, options);
        expect(read.closed, text).toBe(true);
        expect(namesIn(text).toSorted(), text).toEqual(runs);
        for (const shell of SHELLS) {
          const script = `tell() { printf '%s\\0' "$1" >&3; }\n${text}\nwait\n`;
          expect(toldBy(shell, script)?.toSorted(), `${shell}: ${text}`).toEqual(runs);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['tell a x | x=$(case a in a) tell b x\n;; esac); tell c x', ['a', 'b', 'c']],
    ['tell a x | case a in b|a) tell b x ;; esac', ['a', 'b']],
    [
      'tell a x | while true; do case a in b | c |\n a) tell b x ;; d|e) tell d x ;; esac; break; done',
      ['a', 'b', 'd'],
    ],
  ])('stay where the patterns of a case are dropped: %s', (text, expected) => {
    expect(namesIn(text).toSorted()).toEqual(expected);
  });

  it('begin on the lines of their first words', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const text = pieces.map((one) => one.text).join('\n');
        const lines = text.split('\n');
        for (const { words, line } of readCommands(text, options, 5).commands) {
          const name = words[words.indexOf('tell') + 1] ?? '';
          if (words.includes('tell'))
            expect(lines[line - 5], text).toContain(words[0] === 'tell' ? `tell ${name}` : words[0]);
        }
      }),
    );
  });

  it.each<[string, object]>([
    ['a > b 2>&1 3>c', { words: ['a'], outputs: ['b', 'c'] }],
    ['a &>b', { outputs: ['b'] }],
    ['a &>>b >|c <>d >&e', { outputs: ['b', 'c', 'd', 'e'] }],
    ['a >& 2 <&- 2>&1-', { words: ['a'], outputs: [], inputFile: null }],
    ['a2>b', { words: ['a2'], outputs: ['b'] }],
    ['a "2">b', { words: ['a', '2'], outputs: ['b'] }],
    ['a <<< "b c"', { inputText: 'b c' }],
    ['a < b', { inputFile: 'b' }],
    ['a <<-X <<"Y"\n\tone\n\tX\ntwo\nY\n', { inputText: 'two\n' }],
    ['a <<X |\none\nX\nb', { words: ['a'], inputText: 'one\n', piped: true }],
    ['a |& b', { piped: true }],
    ['((a > b)) && c', { words: ['c'], outputs: [] }],
    ['((a > b); c)', { words: ['a'], outputs: ['b'] }],
    ['a <<-) b\nc\n', { words: ['a'], inputText: null }],
  ])('%j', (text, expected) => {
    expect(readCommands(text, options).commands[0]).toMatchObject(expected);
  });

  it.each<[string, readonly string[]]>([
    ['case $1 in\n  /dev/a*|/dev/b) c;;\n  *) d\n  ;;\nesac\ne', ['case $1 in', 'c', 'd', 'esac', 'e']],
    ['case $1 in a|b) c;; esac', ['case $1 in a |', 'c', 'esac']],
    ['if x; then case $1 in\ny|z) (c);;\nesac; fi', ['if x', 'then case $1 in', 'c', 'esac', 'fi']],
    ['case $(a) in\n$(b)) c | d;;\nesac', ['a', 'case $(a) in', 'b', 'c |', 'd', 'esac']],
    ['(a; b) | c', ['a', 'b |', 'c']],
    ['(a | b) && c | d', ['a |', 'b', 'c |', 'd']],
    ['a; b) c', ['a', 'b', 'c']],
  ])('are no patterns of a case, and a subshell hands on what its last one prints: %j', (text, expected) => {
    const { commands } = readCommands(text, options);
    expect(commands.map(({ words, piped }) => `${words.join(' ')}${piped ? ' |' : ''}`)).toEqual(expected);
  });

  it.each(["'", '"', '`', '$(', '${', '$((', '(', '<<X', '<<X\na', "$'", '<(', 'a=('])(
    'are not sure after %s',
    (text) => {
      expect(readCommands(`a ${text}`, options).closed).toBe(false);
    },
  );

  it('come of any text, within bounds', () => {
    const part = fc.constantFrom(
      "'",
      '"',
      '`',
      '$(',
      '${',
      '((',
      '(',
      ')',
      '}',
      '<<',
      '<<-',
      'X',
      '\n',
      '\\',
      '|',
      '&',
      ';',
      '>',
      '<',
      '#',
      ' ',
      "$'",
      '<(',
      'case ',
      'esac',
      'a=(',
      '{{',
      '}}',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string())), fc.boolean(), (parts, embedded) => {
        const text = parts.join('');
        const lines = text.split('\n').length;
        for (const { line } of readCommands(text, { ...options, embedded }).commands) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['$(', '${', '`', '"$(', '$((', '((', '<(', 'a=(', '"${', "${'", '\\`', '<<a\n', '{{', 'case '])(
    'of a text that is nothing but %j are read in time',
    (part) => {
      const text = part.repeat(300_000 / part.length);
      expect(readCommands(text, options).commands.length).toBeLessThanOrEqual(text.length);
      readCommands(text, { ...options, embedded: true });
    },
  );
});
