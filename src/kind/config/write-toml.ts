import type { Entry, Table, Value } from './value-tree.ts';
import { FileWriter, type WrittenFile } from './written-file.ts';

/**
 * The table as BurntSushi/toml encodes a Go map (v1, with which kind writes config.toml): keys in the order of their
 * bytes, simple ones before tables, a header for each table, and a blank line above those of the first level and of lists.
 */
export function writeToml(path: string, root: Table): WrittenFile {
  const writer = new FileWriter();
  writeTable(writer, root, []);
  return writer.file(path);
}

function writeTable(writer: FileWriter, table: Table, path: readonly string[]): void {
  const entries = [...table.entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const isTable = ([, { value }]: readonly [string, Entry]): boolean => value.type === 'table' || isTableList(value);
  const indent = '  '.repeat(path.length);
  for (const [key, { value, keyOrigin }] of entries.filter((entry) => !isTable(entry))) {
    if (value.type === 'scalar' && value.value === null) continue;
    writer.line([
      { text: indent },
      { text: keyText(key), origin: keyOrigin },
      { text: ' = ' },
      { text: valueText(value), origin: value.origin },
    ]);
  }
  for (const [key, { value, keyOrigin }] of entries.filter(isTable)) {
    const inner = [...path, key];
    const name = inner.map(keyText).join('.');
    if (value.type === 'table') {
      if (path.length === 0) writer.blankLine();
      writer.line([{ text: '  '.repeat(path.length) }, { text: `[${name}]`, origin: value.origin ?? keyOrigin }]);
      writeTable(writer, value, inner);
    } else if (value.type === 'list') {
      for (const item of value.items) {
        writer.blankLine();
        writer.line([{ text: '  '.repeat(path.length) }, { text: `[[${name}]]`, origin: item.origin }]);
        if (item.type === 'table') writeTable(writer, item, inner);
      }
    }
  }
}

function isTableList(value: Value): boolean {
  return value.type === 'list' && value.items.length > 0 && value.items.every((item) => item.type === 'table');
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quote(key);
}

function valueText(value: Value): string {
  if (value.type === 'list') return `[${value.items.map(valueText).join(', ')}]`;
  if (value.type === 'table') {
    return `{${[...value.entries].map(([key, entry]) => `${keyText(key)} = ${valueText(entry.value)}`).join(', ')}}`;
  }
  if (typeof value.value === 'string') return quote(value.value);
  return String(value.value);
}

function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  return `"${escaped.replace(/\u007f/g, '\\u007f')}"`;
}
