import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineIndex } from '../../src/text/lines.ts';

describe('LineIndex', () => {
  test('counts lines and columns from 1, in UTF-16 code units', () => {
    const lines = new LineIndex('a𝄞b\r\n\nlast');
    expect(lines.count).toBe(3);
    expect(lines.position(0)).toEqual({ line: 1, column: 1, offset: 0 });
    expect(lines.position(3)).toEqual({ line: 1, column: 4, offset: 3 });
    expect(lines.position(6)).toEqual({ line: 2, column: 1, offset: 6 });
    expect(lines.position(11)).toEqual({ line: 3, column: 5, offset: 11 });
  });

  test('gives lines without their ends', () => {
    const lines = new LineIndex('one\r\n\ntwo\n');
    expect([0, 1, 2, 3, 4, 5].map((line) => lines.line(line))).toEqual([null, 'one', '', 'two', '', null]);
  });

  test('ends lines at a lone carriage return only where asked to', () => {
    expect(new LineIndex('a\rb\r\nc').line(1)).toBe('a\rb');
    expect(new LineIndex('a\rb\r\nc', true).line(2)).toBe('b');
    expect(new LineIndex('a\r\rb', true).position(3)).toEqual({ line: 3, column: 1, offset: 3 });
  });

  test('moves an offset outside the text to its end', () => {
    expect(new LineIndex('ab').position(9)).toEqual({ line: 1, column: 3, offset: 2 });
    expect(new LineIndex('ab').position(-1)).toEqual({ line: 1, column: 1, offset: 0 });
  });

  test('agrees with counting line feeds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', 'é') });
    fc.assert(
      fc.property(text, fc.nat(40), (source, at) => {
        const offset = Math.min(at, source.length);
        const before = source.slice(0, offset);
        expect(new LineIndex(source).position(offset)).toEqual({
          line: before.split('\n').length,
          column: offset - before.lastIndexOf('\n'),
          offset,
        });
      }),
    );
  });
});
