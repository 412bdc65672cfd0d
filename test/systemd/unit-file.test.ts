import { describe, expect, test } from 'vitest';
import { sourceFile } from '../../src/systemd/traced-text.ts';
import { parseUnitFile } from '../../src/systemd/unit-file.ts';

function parse(text: string) {
  return parseUnitFile(sourceFile('/u', new TextEncoder().encode(text)));
}

function assignments(text: string): readonly string[] {
  return parse(text).map((line) =>
    line.type === 'assignment' ? `${line.sectionName}/${line.section}: ${line.key}=${line.value.text}` : line.type,
  );
}

describe('unit files', () => {
  test.each<[string, readonly string[]]>([
    ['[Service]\nA=1\n', ['Service/Service: A=1']],
    ['[Service]\n A = 1 2 \n', ['Service/Service: A=1 2']],
    ['[Service]\nA=1\\\n  2\n', ['Service/Service: A=1   2']],
    ['[Service]\nA=1 \\\n# no\n; no\n 2\nB=3', ['Service/Service: A=1   2', 'Service/Service: B=3']],
    ['[Service]\nA=1\\\n\nB=2\n', ['Service/Service: A=1', 'Service/Service: B=2']],
    ['[Service]\nA=1\\\\\nB=2\n', ['Service/Service: A=1\\\\', 'Service/Service: B=2']],
    ['[Service]\nA=1\\', ['Service/Service: A=1']],
    ['[Service]\r\nA=1\r\nB=2\rC=3\n', ['Service/Service: A=1', 'Service/Service: B=2', 'Service/Service: C=3']],
    ['[X-Mine]\nA=1\n', ['X-Mine/null: A=1']],
    ['A=1\n', ['null/null: A=1']],
    ['[Service]\n# a\n ; b\n\n', []],
    ['[Service]\nnothing\n=x\n', ['malformed', 'malformed']],
    ['[Service]\nA=1\n[Unit\nB=2\n', ['Service/Service: A=1', 'fatal']],
    ['\uFEFF[Service]\nA=1\n', ['Service/Service: A=1']],
  ])('%j', (text, expected) => {
    expect(assignments(text)).toEqual(expected);
  });

  test('a continued line is placed from its key to its end', () => {
    const [line] = parse('[Service]\nA=one \\\n# no\n  two\n');
    expect(line?.location).toEqual({ path: '/u', startLine: 2, startColumn: 1, endLine: 4, endColumn: 6 });
    if (line?.type !== 'assignment') throw new Error('no assignment');
    expect(line.value.text).toBe('one    two');
    expect(line.value.marks.at(-1)?.offset).toBe(27);
  });
});
