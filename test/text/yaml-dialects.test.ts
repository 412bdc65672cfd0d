import { describe, expect, test } from 'vitest';
import { parseYamlDocuments } from '../../src/text/yaml.ts';

const read = (text: string, goYaml2 = true) => {
  const [document] = parseYamlDocuments(text, { goYaml2 });
  return { value: document?.value, problems: document?.problems ?? [], document };
};

describe('what libyaml takes and the library does not', () => {
  test.each<[string, unknown]>([
    ['a: [\n1,\n 2\n]\nb: 3\n', { a: [1, 2], b: 3 }],
    ['a: {b: \n1, c: "2"}\nd: 4\n', { a: { b: 1, c: '2' }, d: 4 }],
    ['x:\n  a: [\n 1,\n\n  2\n ]\nb: 3\n', { x: { a: [1, 2] }, b: 3 }],
    ['a: "x\ny\n\nz"\nb: 1\n', { a: 'x y\nz', b: 1 }],
    ["a:\n  b: 'x\n y'\n", { a: { b: 'x y' } }],
    ['a: [b]# c\nd: "e"#f\n', { a: ['b'], d: 'e' }],
    ['a: "x\\\'y"\nb: 1\n', { a: "x'y", b: 1 }],
  ])('%j', (text, value) => {
    for (const goYaml2 of [false, true]) {
      expect(read(text, goYaml2)).toMatchObject({ value, problems: [] });
    }
  });

  test('places are those of the text as it was', () => {
    const text = 'a: [\n"x",\n  y\n]\nb: "p\nq"\nc: "it\\\'s" # here\nd: z\n';
    const { document } = read(text);
    const cut = (path: readonly (string | number)[]): string | undefined => {
      const span = document?.locate(path);
      return span ? text.slice(span.start.offset, span.end.offset) : undefined;
    };
    expect(cut(['a', 0])).toBe('"x"');
    expect(cut(['a', 1])).toBe('y');
    expect(cut(['b'])).toBe('"p\nq"');
    expect(cut(['c'])).toBe('"it\\\'s"');
    expect(cut(['d'])).toBe('z');
    expect(document?.locate(['d'])?.start).toMatchObject({ line: 8, column: 4 });
    expect(document?.locateKey(['c'])?.start).toMatchObject({ line: 7, column: 1 });
  });

  test.each([
    ['a: "x\n---\ny"\n', 1],
    ['a: [b,\n...\nc]\n', 1],
    ['a: "x\nb: y\n', 2],
    ['a: [1, 2\nb: 3\n', 1],
  ])('what is wrong stays so: %j', (text, line) => {
    const { value, problems } = read(text);
    expect(value).toBeNull();
    expect(problems[0]?.span.start.line).toBeGreaterThanOrEqual(line);
  });

  test('a text of very many such lines is given up', () => {
    expect(read(`a: [\n${'1,\n'.repeat(120)}]\n`).problems).toEqual([]);
    expect(read(`a: [\n${'1,\n'.repeat(2000)}]\n`).problems).not.toEqual([]);
  });
});

describe('what go-yaml 2 refuses', () => {
  test.each([
    ['a: b\n\t\n', 2, 1],
    ['a: "b"\n \t\n', 2, 2],
    ['a:\n  b: c\n  \t\n', 3, 3],
    ['a: b\n\t# c\n', 2, 1],
    ['a:\n-\tb\n', 2, 2],
    ['a: [\n\tb\n\t]\n', 2, 2],
    ['a: |\n  \tb\n', 1, 4],
    ['a: {"b\nc": d}\n', 1, 5],
    ['a: {b\n: c}\n', 1, 5],
    ['a: [b?c]\n', 1, 5],
    ['a: "\\/"\n', 1, 4],
    ['"\\/": a\n', 1, 1],
    ['a: "\\ud83d\\ude00"\n', 1, 4],
    ['a: !!int b\n', 1, 10],
    ['a: !!null b\n', 1, 11],
    ['a: !!bool b\n', 1, 11],
  ])('%j', (text, line, column) => {
    const { value, problems } = read(text);
    expect(value).toBeNull();
    expect(problems[0]?.span.start).toMatchObject({ line, column });
    expect(read(text, false).problems).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['a: b\n \t\nc: d\n', { a: 'b', c: 'd' }],
    ['a:\n- b\n  \t\n', { a: ['b'] }],
    ['a: [\n\t"b",\n\t"c"\n\t]\n', { a: ['b', 'c'] }],
    ['a: |\n  b\n  \tc\n', { a: 'b\n\tc\n' }],
    ['a:\tb\t# c\n', { a: 'b' }],
    ['a: {? "b\nc" : d}\n', { a: { 'b c': 'd' } }],
    ['a: "\\\\/"\n', { a: '\\/' }],
    ['a: !!float 1\nb: !!binary YQ==\nc: !!str 1\nd: !!null ~\n', { a: 1, b: 'a', c: '1', d: null }],
  ])('and what it takes: %j', (text, value) => {
    expect(read(text)).toMatchObject({ value, problems: [] });
  });
});
