import { locate } from '../text/position.ts';
import type { TomlError, TomlResult, TomlTable, TomlValue } from '../text/toml/document.ts';
import { note } from './notes.ts';
import type { ContainerdObservation } from './observations.ts';

/** Why the reader stops: most often a snippet that was appended to a file which has the same table already. */
export function syntaxNote(error: TomlError, text: string, path: string, dialect: string): ContainerdObservation {
  const { line } = error.position;
  const lines = text.split(/\r?\n/);
  const written = lines[line - 1] ?? '';
  const location = locate(path, { start: error.position, end: error.position });
  if (!/twice/.test(error.message) || !/^\s*\[/.test(written)) {
    return note('toml-syntax', location, { message: error.message, dialect });
  }
  const header = headerText(written);
  const first = lines.findIndex((candidate, index) => index < line - 1 && headerText(candidate) === header);
  const at = (index: number) => {
    const source = lines[index] ?? '';
    const start = source.length - source.trimStart().length;
    const end = start + source.trimStart().search(/\]+[^\]]*$/) + (source.trimStart().match(/\]+/)?.[0].length ?? 1);
    return {
      path,
      startLine: index + 1,
      startColumn: start + 1,
      endLine: index + 1,
      endColumn: Math.max(end, start) + 1,
    };
  };
  const related = first < 0 ? [] : [{ location: at(first), role: 'the same table is here already' }];
  return note('duplicate-table', at(line - 1), { table: header.replace(/^\[+|\]+$/g, ''), dialect }, related);
}

/** `[ a . "b" ]` and `[a.'b'] # c` are one table. */
function headerText(line: string): string {
  const header = /^\s*(\[+(?:"[^"]*"|'[^']*'|[^"'\]#])*\]+)/.exec(line)?.[1] ?? '';
  return header.replace(/'([^']*)'/g, '"$1"').replace(/\s*([.[\]])\s*/g, '$1');
}

const expression = /\{\{[^\n]{0,200}?\}\}|\{%[^\n]{0,200}?%\}|\$\{[A-Za-z_][^\n}]{0,200}\}|<%[^\n]{0,200}?%>/;

/**
 * A file that holds template expressions is not what containerd will read: something fills it in at boot. They count
 * where they stand in a key or a value, or where the file is no TOML for one; not in comments.
 */
export function templateNote(parsed: TomlResult, text: string, path: string): ContainerdObservation | null {
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const match = expression.exec(line);
    if (match === null || /^\s*#/.test(line)) continue;
    if (parsed.ok && !standsInValue(parsed.document, match[0])) continue;
    const startColumn = match.index + 1;
    const location = {
      path,
      startLine: index + 1,
      startColumn,
      endLine: index + 1,
      endColumn: startColumn + match[0].length,
    };
    return note('template-syntax', location, { expression: match[0].slice(0, 80) });
  }
  return null;
}

function standsInValue(value: TomlValue, found: string): boolean {
  if (value.type === 'string') return value.value.includes(found);
  if (value.type === 'array') return value.items.some((item) => standsInValue(item, found));
  return value.type === 'table' && standsInTable(value, found);
}

function standsInTable(table: TomlTable, found: string): boolean {
  return table.entries.some(({ key, value }) => key.includes(found) || standsInValue(value, found));
}
