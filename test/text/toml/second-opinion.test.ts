import { describe, expect, test } from 'vitest';
import type { TomlDialect } from '../../../src/text/toml/document.ts';
import { secondOpinions } from '../../../src/text/toml/second-opinion.ts';
import { read } from './plain.ts';

const opinion = (text: string, dialect: TomlDialect = 'toml-1.0') => secondOpinions(read(text, dialect), text, [[]]);

const text = 'a = 1\n[b]\nc = [true, false]\n';
const faulty = () => ({ a: 1, b: { c: [true, true] } });
const difference = { agree: false, path: ['b', 'c', '1'], ours: 'false', theirs: 'true' };

describe('secondOpinions of a whole document', () => {
  test.each([
    ['an ordinary file', 'version = 2\n[a."b.c"]\nd = [1, 2.5, "x", true, -inf, nan, 9007199254740993]\ne = {f = 1}\n'],
    ['comments before CRLF, which it refuses as they are', '# c\r\na = 1 # c\r\nb = """\r\nx\r\ny"""\r\n'],
    ['a date', 'a = 1979-05-27T07:32:00Z\n'],
  ])('agrees on %s', (_, text) => {
    expect(opinion(text)).toEqual([{ agree: true }]);
  });

  test.each([
    ['a time', 'a = 07:32:00\nb = 1979-05-27 07:32:00.5\n', 'the second reader refuses some dates and times'],
    ['0e1', 'a = [{b = 0e1}]\n', 'the second reader refuses exponents of 0'],
  ])('does not count its refusal of %s', (_, text, reason) => {
    expect(opinion(text)).toEqual([{ agree: 'not-applicable', reason }]);
  });

  test.each(['[constructor.prototype]\npolluted = 1\n', '["\\u0063onstructor"]\npolluted = 1\n', '__proto__ = {}\n'])(
    'is not asked about %j, with which it would write into our own objects',
    (text) => {
      expect(opinion(text)).toMatchObject([{ agree: 'not-applicable' }]);
      expect(Object.hasOwn(Object, 'polluted') || Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    },
  );

  test('is not asked about a text that is not TOML 1.0', () => {
    expect(opinion('a = 02\n', 'go-toml-1.9')).toEqual([
      { agree: 'not-applicable', reason: 'the text is not TOML 1.0' },
    ]);
  });

  test('a difference that the dialect makes is none', () => {
    const text = '["a\\u002eb"]\nc = 1\n';
    expect(opinion(text, 'go-toml-1.9')).toEqual([{ agree: true }]);
  });

  test('tells the place of a difference, and both readings', () => {
    expect(secondOpinions(read(text), text, [[]], faulty)).toEqual([difference]);
  });

  test('tells a refusal without a known reason', () => {
    const refusing = () => {
      throw new Error('no\nreason');
    };
    expect(secondOpinions(read(text), text, [['a'], ['b']], refusing)).toEqual([
      { agree: false, path: [], ours: 'a document', theirs: 'no' },
    ]);
  });
});

describe('secondOpinions of several places', () => {
  test('tells of each only what lies below it', () => {
    const of = (...paths: readonly string[][]) => secondOpinions(read(text), text, paths, faulty);
    expect(of(['a'], ['b', 'c'], ['missing'])).toEqual([{ agree: true }, difference, { agree: true }]);
    expect(of(['b'])).toEqual([difference]);
  });

  test('agrees where both do', () => {
    expect(secondOpinions(read(text), text, [['a'], ['b', 'c']])).toEqual([{ agree: true }, { agree: true }]);
  });
});
