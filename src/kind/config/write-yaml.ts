import type { Table, Value } from './value-tree.ts';
import { FileWriter, type WrittenFile } from './written-file.ts';

/** Tables as YAML documents in block style, keys in the order of their bytes (sigs.k8s.io/yaml JSONToYAML). */
export function writeYaml(path: string, documents: readonly Table[]): WrittenFile {
  const writer = new FileWriter();
  documents.forEach((document, index) => {
    if (index > 0) writer.line([{ text: '---' }]);
    writeTable(writer, document, '', '');
  });
  return writer.file(path);
}

function writeTable(writer: FileWriter, table: Table, first: string, rest: string): void {
  const entries = [...table.entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  entries.forEach(([key, { value, keyOrigin }], index) => {
    const lead = { text: index === 0 ? first : rest };
    const name = { text: isWord(key) ? key : JSON.stringify(key), origin: keyOrigin };
    if (value.type === 'table' && value.entries.size > 0) {
      writer.line([lead, name, { text: ':' }]);
      writeTable(writer, value, `${rest}  `, `${rest}  `);
    } else if (value.type === 'list' && value.items.length > 0) {
      writer.line([lead, name, { text: ':' }]);
      for (const item of value.items) {
        if (item.type === 'table' && item.entries.size > 0) writeTable(writer, item, `${rest}- `, `${rest}  `);
        else writer.line([{ text: `${rest}- ` }, { text: flow(item), origin: item.origin }]);
      }
    } else {
      writer.line([lead, name, { text: ': ' }, { text: flow(value), origin: value.origin }]);
    }
  });
}

/** Plain words stand as they are, so that a reader sees what was written; everything else as JSON, which is YAML too. */
function flow(value: Value): string {
  if (value.type === 'list') return `[${value.items.map(flow).join(', ')}]`;
  if (value.type === 'table') {
    return `{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}: ${flow(entry.value)}`).join(', ')}}`;
  }
  if (typeof value.value === 'string') return isWord(value.value) ? value.value : JSON.stringify(value.value);
  return String(value.value);
}

/** Whether a text is itself as a plain scalar of YAML 1.1, where `y` and `off` are booleans, and `e0` a number to some. */
function isWord(text: string): boolean {
  return /^[A-Za-z/][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n|e[-\d_]+)$/i.test(text);
}
