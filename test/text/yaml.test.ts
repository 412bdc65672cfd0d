import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../src/text/position.ts';
import { parseYamlDocuments } from '../../src/text/yaml.ts';

const source = `# kubeadm
apiVersion: kubeadm.k8s.io/v1beta3
nodes:
  - role: control-plane
    patches: [ "a", 'b' ]
  - &worker
    role: worker
  - *worker
text: |
  cgroupDriver: systemd
---
kind: KubeletConfiguration
cgroupDriver: "systemd"
`;

const cut = (span: Span | null): string | null => span && source.slice(span.start.offset, span.end.offset);

describe('parseYamlDocuments', () => {
  const documents = parseYamlDocuments(source);

  test('reads each document', () => {
    expect(documents.map((document) => document.problems)).toEqual([[], []]);
    expect(documents[0]?.value).toEqual({
      apiVersion: 'kubeadm.k8s.io/v1beta3',
      nodes: [{ role: 'control-plane', patches: ['a', 'b'] }, { role: 'worker' }, { role: 'worker' }],
      text: 'cgroupDriver: systemd\n',
    });
    expect(documents[1]?.value).toEqual({ kind: 'KubeletConfiguration', cgroupDriver: 'systemd' });
  });

  test('tells where values and keys are written', () => {
    expect(cut(documents[1]?.locate(['cgroupDriver']) ?? null)).toBe('"systemd"');
    expect(documents[1]?.locate(['cgroupDriver'])?.start).toMatchObject({ line: 13, column: 15 });
    expect(cut(documents[1]?.locateKey(['cgroupDriver']) ?? null)).toBe('cgroupDriver');
    expect(cut(documents[0]?.locate(['nodes', 0, 'patches', 1]) ?? null)).toBe("'b'");
    expect(cut(documents[0]?.locate(['nodes', 2]) ?? null)).toBe('*worker');
    expect(cut(documents[0]?.locate(['nodes', 2, 'role']) ?? null)).toBe('worker');
    expect(documents[0]?.locate(['nodes', 3])).toBeNull();
    expect(documents[0]?.locate(['nodes', 'role'])).toBeNull();
    expect(documents[0]?.locate(['toString'])).toBeNull();
    expect(documents[0]?.locateKey(['nodes', 0])).toBeNull();
    expect(documents[0]?.locateKey([])).toBeNull();
  });

  test('reads JSON', () => {
    const [document] = parseYamlDocuments('{"kind":"Cluster","nodes":[{"role":"worker"}],"n":1,"t":true,"z":null}');
    expect(document?.value).toEqual({ kind: 'Cluster', nodes: [{ role: 'worker' }], n: 1, t: true, z: null });
    expect(document?.problems).toEqual([]);
    expect(document?.locate(['nodes', 0, 'role'])?.start.column).toBe(36);
  });

  test('takes YAML 1.1 booleans and merged maps', () => {
    const [document] = parseYamlDocuments('base: &b {a: 1, b: 2}\nother:\n  b: 3\n  <<: *b\non: yes\n');
    expect(document?.value).toEqual({ base: { a: 1, b: 2 }, other: { b: 3, a: 1 }, true: true });
  });

  test.each([
    ['nothing', ''],
    ['comments', '# nothing\n'],
  ])('finds no document in %s', (_, text) => {
    expect(parseYamlDocuments(text)).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, number>>, Readonly<Record<string, number>>]>([
    ['a: 1\n<<: {a: 2}\n', { a: 1 }, { a: 2 }],
    ['<<: {a: 2}\na: 1\n', { a: 1 }, { a: 1 }],
    ['<<: [{a: 1}, {a: 2}]\n', { a: 1 }, { a: 1 }],
  ])('merges %j before a map’s own keys, or in order', (text, before, inOrder) => {
    expect(parseYamlDocuments(text)[0]?.value).toEqual(before);
    expect(parseYamlDocuments(text, { goYaml2: true })[0]?.value).toEqual(inOrder);
  });

  test('an empty document is null', () => {
    expect(parseYamlDocuments('---\n---\na: 1\n').map((document) => document.value)).toEqual([null, { a: 1 }]);
  });

  test('reports a key that is written twice, and takes the last', () => {
    const [document] = parseYamlDocuments('cgroupDriver: systemd\ncgroupDriver: cgroupfs\n');
    expect(document?.value).toEqual({ cgroupDriver: 'cgroupfs' });
    expect(document?.problems).toMatchObject([
      { message: 'the key "cgroupDriver" is written twice', span: { start: { line: 2, column: 1 } } },
    ]);
  });

  test('reports a syntax error with its place', () => {
    const [document] = parseYamlDocuments('a: 1\nb: [1\n');
    expect(document?.value).toBeNull();
    expect(document?.problems[0]?.span.start.line).toBeGreaterThanOrEqual(2);
  });

  test('reports an alias without an anchor', () => {
    expect(parseYamlDocuments('a: *b\n')[0]?.problems[0]?.span.start).toMatchObject({ line: 1, column: 4 });
  });

  test.each([
    ['around it', 'a: &a [1, *a]\n', 10],
    ['around it, and not to an earlier one of its name', 'a: &a 1\nb: &a {c: *a}\n', 18],
  ])('refuses an alias to the anchor %s', (_, text, offset) => {
    const [document] = parseYamlDocuments(text);
    expect(document).toMatchObject({
      value: null,
      problems: [{ message: 'the value of the anchor a contains itself', span: { start: { offset } } }],
    });
  });

  test('takes an alias for the last anchor of its name that begins before it', () => {
    const [document] = parseYamlDocuments('a: &x [&y 1]\nb: &y 2\nc: *x\nd: *y\ne: &x [&x 3]\nf: *x\n');
    expect(document?.value).toEqual({ a: [1], b: 2, c: [1], d: 2, e: [3], f: 3 });
  });

  test('reads thousands of aliases in a large document', () => {
    const text = `base: &b x\nlarge: [${Array(4000).fill('x').join(',')}]\nall: [${Array(2000).fill('*b').join(',')}]\n`;
    const [document] = parseYamlDocuments(text);
    expect(document?.problems).toEqual([]);
    expect(document?.value).toMatchObject({ all: Array(2000).fill('x') });
  });

  test('keys may be named like the properties of objects', () => {
    const [document] = parseYamlDocuments('__proto__: {polluted: 1}\nconstructor: 2\n');
    expect(Object.keys(document?.value as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(document?.locate(['__proto__', 'polluted'])?.start.column).toBe(23);
  });

  test('stops at aliases that multiply', () => {
    const level = (name: string, of: string): string => `${name}: &${name} [${Array(10).fill(of).join(', ')}]\n`;
    const bomb = `a: &a x\n${level('b', '*a')}${level('c', '*b')}${level('d', '*c')}${level('e', '*d')}${level('f', '*e')}`;
    const [document] = parseYamlDocuments(`${bomb}${level('g', '*f')}`);
    expect(document?.value).toBeNull();
    expect(document?.problems.at(-1)?.message).toBe('more than 100000 values');
  });

  test.each([
    ['nesting', '[ '.repeat(100) + ']'.repeat(100), 'nested more than 64 levels deep'],
    ['size', `a: ${'x'.repeat(1 << 18)}`, 'longer than 262144 characters'],
    ['documents', '---\n'.repeat(1001), 'more than 1000 documents'],
  ])('limits %s', (_, text, message) => {
    const [document] = parseYamlDocuments(text);
    expect(document).toMatchObject({ value: null, problems: [{ message }] });
  });

  test('gives back what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, noUnicodeString: false } as fc.JsonSharedConstraints), (value) => {
        const [document] = parseYamlDocuments(JSON.stringify(value));
        expect(JSON.parse(JSON.stringify(document?.value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('never throws', () => {
    const part = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '|',
      '>',
      '#',
      '---\n',
      '<<',
      '!',
      '\t',
      '?',
      '%',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        (text) => {
          for (const document of parseYamlDocuments(text)) {
            document.locate(['a', 0]);
            for (const { span } of document.problems) expect(span.end.offset).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
