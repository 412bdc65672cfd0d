import { describe, expect, it } from 'vitest';
import { renderFrame } from '../../../src/report/text/frame.ts';
import { painter } from '../../../src/report/text/paint.ts';
import type { Frame, Mark } from '../../../src/verdict/report.ts';
import { frame, mark } from '../samples.ts';

function shown(lines: readonly string[], marks: readonly Mark[], width = 60): string {
  return body(frame('/f', 1, lines, marks), width);
}

function body(excerpt: Frame, width = 60): string {
  const style = { paint: painter(false), width, gutter: 2, tone: 'bad' as const };
  return renderFrame(excerpt, style).slice(2, -1).join('\n');
}

describe('renderFrame', () => {
  it('expands tabs under the caret', () => {
    expect(shown(['\tkey = false\t# no'], [mark('primary', 1, 8, 13, 'here')])).toBe(
      [' 1 |     key = false # no', '   |           ^^^^^ here'].join('\n'),
    );
  });

  it('counts wide and combining characters as a terminal does', () => {
    expect(shown(['日本 = e\u0301x'], [mark('primary', 1, 6, 9, 'value'), mark('related', 1, 1, 3, 'key')])).toBe(
      [' 1 | 日本 = e\u0301x', '   | ----   ^^ value', '   | key'].join('\n'),
    );
  });

  it('counts an astral character as two columns', () => {
    expect(shown(['😀x'], [mark('primary', 1, 3, 4, 'x')])).toBe([' 1 | 😀x', '   |   ^ x'].join('\n'));
  });

  it('marks an insertion with one caret, also behind the end', () => {
    expect(shown(['ab'], [mark('primary', 1, 3, 3, 'add')])).toBe([' 1 | ab', '   |   ^ add'].join('\n'));
    expect(shown(['ab'], [mark('primary', 1, 90, 95, 'add')])).toBe([' 1 | ab', '   |   ^ add'].join('\n'));
  });

  it('cuts a long line around its mark', () => {
    const line = `${'a'.repeat(100)} = false ${'b'.repeat(100)}`;
    expect(shown([line], [mark('primary', 1, 104, 109, 'this')], 40)).toBe(
      [' 1 | …aaaaaaaaaaa = false bbbbbbbbbbbbb…', '   |                ^^^^^ this'].join('\n'),
    );
  });

  it('marks every line of a mark over several lines, with the label at its end', () => {
    const wide: Mark = { ...mark('primary', 1, 5, 1, 'not closed'), endLine: 3, endColumn: 2 };
    expect(shown(['a = [', '  1,', ']'], [wide])).toBe(
      [' 1 | a = [', '   |     ^', ' 2 |   1,', '   |   ^^', ' 3 | ]', '   | ^ not closed'].join('\n'),
    );
  });

  it('shows a gap, orders lines, and shows each once', () => {
    const excerpt: Frame = {
      path: '/f',
      origin: null,
      lines: [
        { number: 9, text: 'z' },
        { number: 2, text: 'b' },
        { number: 2, text: 'b' },
        { number: 1, text: 'a' },
      ],
      marks: [],
    };
    expect(body(excerpt)).toBe([' 1 | a', ' 2 | b', '...', ' 9 | z'].join('\n'));
  });

  it('keeps only what is near the marks of a very long frame', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index + 1}`);
    const text = shown(lines, [mark('primary', 100, 1, 5, 'here'), mark('related', 1, 1, 5, 'top')]);
    expect(text.split('\n').filter((line) => line.includes('line '))).toHaveLength(4 + 7);
    expect(text).toContain('...');
  });

  it('hangs labels that have no room beside their mark below it', () => {
    const label = 'a label that is longer than what is left of the line beside it';
    expect(shown(['0123456789'], [mark('primary', 1, 8, 11, label)], 40)).toBe(
      [
        ' 1 | 0123456789',
        '   |        ^^^',
        '   | a label that is longer than what is',
        '   | left of the line beside it',
      ].join('\n'),
    );
  });
});
