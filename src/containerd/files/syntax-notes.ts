import { locate } from '../../text/position.ts';
import type { TomlError, TomlResult, TomlTable, TomlValue } from '../../text/toml/document.ts';
import { note } from '../notes.ts';
import { likenessToFlag } from '../notices/flags.ts';
import type { ContainerdObservation } from '../observations.ts';

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
 * where the file is no TOML for one, and in what decides about the driver; not in comments or in, say, a mirror's address.
 */
export function templateNote(parsed: TomlResult, text: string, path: string): ContainerdObservation | null {
  if (parsed.ok) return templateInTable(parsed.document, [], path);
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const match = expression.exec(line);
    if (match === null || /^\s*#/.test(line)) continue;
    const startColumn = match.index + 1;
    const endColumn = startColumn + match[0].length;
    const location = { path, startLine: index + 1, startColumn, endLine: index + 1, endColumn };
    return note('template-syntax', location, { expression: match[0].slice(0, 80) });
  }
  return null;
}

function templateInTable(table: TomlTable, keys: readonly string[], path: string): ContainerdObservation | null {
  for (const { key, keySpan, value } of table.entries) {
    const inKey = expression.exec(key);
    if (inKey !== null && keyDecides(keys)) {
      return note('template-syntax', locate(path, keySpan), { expression: inKey[0].slice(0, 80) });
    }
    const inValue = value.type === 'table' || !valueDecides(keys, key) ? null : expression.exec(textsOf(value));
    if (inValue !== null)
      return note('template-syntax', locate(path, value.span), { expression: inValue[0].slice(0, 80) });
    const deeper = value.type === 'table' ? templateInTable(value, [...keys, key], path) : null;
    if (deeper !== null) return deeper;
  }
  return null;
}

/** Top level, plugin ids, and the names of handlers and of what is theirs. */
function keyDecides(keys: readonly string[]): boolean {
  return keys.length < 2 || keys.some((key) => key.toLowerCase() === 'runtimes');
}

const decidingKeys = ['version', 'imports', 'disabled_plugins', 'required_plugins', 'default_runtime_name'];

function valueDecides(keys: readonly string[], key: string): boolean {
  const name = key.toLowerCase();
  if (decidingKeys.includes(name) || name === 'runtime_type') return true;
  return likenessToFlag(key) !== null && keys[0]?.toLowerCase() === 'plugins';
}

function textsOf(value: TomlValue): string {
  if (value.type === 'string') return value.value;
  return value.type === 'array' ? value.items.map(textsOf).join('\n') : '';
}
