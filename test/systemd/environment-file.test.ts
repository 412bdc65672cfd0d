import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEnvironmentFile } from '../../src/systemd/environment-file.ts';
import { sourceFile } from '../../src/systemd/traced-text.ts';

function parse(text: string | Uint8Array, commentsContinue = true) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return parseEnvironmentFile(sourceFile('/e', bytes), commentsContinue);
}

function pairs(text: string, commentsContinue = true): readonly (readonly [string, string])[] {
  const result = parse(text, commentsContinue);
  return result.ok ? result.assignments.map((one) => [one.name, one.value.text]) : [];
}

describe('environment files', () => {
  test.each<[string, readonly (readonly [string, string])[]]>([
    ['A=1', [['A', '1']]],
    ['A=', [['A', '']]],
    ['A="', [['A', '']]],
    ['A=a\\\nb\n', [['A', 'ab']]],
    ['A=a\\\r\nb\n', [['A', 'a']]],
    ['A="a\\\nb"\n', [['A', 'ab']]],
    ["A='a\\\nb'\n", [['A', 'a\\\nb']]],
    ['A = "b" \n', [['A', 'b']]],
    ['A="b" c  \n', [['A', 'bc']]],
    ['A=b\\ \n', [['A', 'b ']]],
    ['A=\\"b\\"\n', [['A', '"b"']]],
    ['A=x # y\n', [['A', 'x # y']]],
    ['  # A=1\nB=2\n', [['B', '2']]],
    ['A B=1\n', [['A B', '1']]],
    ['A=b=c\n', [['A', 'b=c']]],
  ])('%j', (text, expected) => {
    expect(pairs(text)).toEqual(expected);
  });

  test('a comment that ends in a backslash takes the next line along until systemd 253', () => {
    expect(pairs('# a\\\nA=1\nB=2\n', true)).toEqual([['B', '2']]);
    expect(pairs('# a\\\nA=1\nB=2\n', false)).toEqual([
      ['A', '1'],
      ['B', '2'],
    ]);
  });

  test('places run from the name to the end of the value', () => {
    const result = parse('# x\n  A="b c" # d\nB=e  \n');
    if (!result.ok) throw new Error(result.problem);
    const [first, second] = result.assignments;
    expect(first?.location).toEqual({ path: '/e', startLine: 2, startColumn: 3, endLine: 2, endColumn: 14 });
    expect(first?.hash).toEqual({
      after: 'quotes',
      location: { path: '/e', startLine: 2, startColumn: 11, endLine: 2, endColumn: 14 },
    });
    expect(second?.location).toEqual({ path: '/e', startLine: 3, startColumn: 1, endLine: 3, endColumn: 4 });
    expect(second?.value.marks.map((mark) => mark.offset)).toEqual([20]);
  });

  test('a file with a NUL or bytes that are no UTF-8 in a value is not loaded', () => {
    expect(parse('A=\0')).toEqual({ ok: false, problem: 'nul-byte' });
    expect(parse(new Uint8Array([0x41, 0x3d, 0xff]))).toEqual({ ok: false, problem: 'invalid-utf8' });
    expect(parse(new Uint8Array([0x23, 0xff, 0x0a, 0x41, 0x3d, 0x31])).ok).toBe(true);
  });

  test('values have as many marks as characters', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A', '=', '"', "'", '\\', '\n', ' ', '#', '$', 'é', '\r')), (characters) => {
        const result = parse(characters.join(''));
        if (!result.ok) throw new Error(result.problem);
        for (const { value } of result.assignments) expect(value.marks).toHaveLength(value.text.length);
      }),
    );
  });
});
