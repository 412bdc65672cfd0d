import type { SourceFile } from '../repository.ts';
import { readKeyLine, readValue } from '../steps/task-blocks.ts';

const TARGET_KEYS = new Set(['path', 'dest', 'destination', 'target', 'file', 'filename', 'destfile']);
const NAMES = /\.(?:ya?ml|bu|fcc|j2|tmpl|tpl|tftpl|cfg|sls)$/i;
const REACH = 1500;
const LEVELS = 4;

export interface YamlBlock {
  /** The path that the entries around it name; null where none does. */
  readonly target: string | null;
  /** The lines of its text, from 1, both included. */
  readonly from: number;
  readonly to: number;
}

/**
 * Where a line stands in a block scalar of YAML: the path that the entries around it name (cloud-init's `write_files`,
 * Butane's `files`, Ansible's `copy`); null where it is in no block.
 * @param anyFile also in a file whose name is not one of YAML's, such as within a here-document
 */
export function yamlBlockAround(file: SourceFile, line: number, anyFile = false): YamlBlock | null {
  if (!anyFile && !NAMES.test(file.path) && !file.text.includes('#cloud-config')) return null;
  const header = blockHeader(file, line);
  if (header === null) return null;
  const lines = { from: header + 1, to: blockEnd(file, header) };
  let at = header;
  for (let level = 0; level < LEVELS; level++) {
    const target = siblingTarget(file, at);
    if (target !== null) return { target, ...lines };
    const parent = parentOf(file, at);
    if (parent === null || /^\s*-/.test(file.lines[at - 1] as string)) break;
    at = parent;
  }
  return { target: null, ...lines };
}

/** The line (from 1) of the `key: |` whose text a line belongs to. */
function blockHeader(file: SourceFile, line: number): number | null {
  let least = indentOf(file.lines[line - 1] as string);
  for (let number = line - 1; number >= Math.max(1, line - REACH); number--) {
    const text = file.lines[number - 1] as string;
    if (text.trim() === '') continue;
    const indent = indentOf(text);
    if (indent >= least) continue;
    if (/(?::|^\s*-)\s+[|>][-+0-9]*\s*(?:#.*)?$/.test(text)) return number;
    least = indent;
    if (least === 0) return null;
  }
  return null;
}

function siblingTarget(file: SourceFile, line: number): string | null {
  const level = keyColumn(file.lines[line - 1] as string);
  for (const direction of [-1, 1]) {
    for (let number = line + direction; number >= 1 && number <= file.lines.length; number += direction) {
      if (Math.abs(number - line) > REACH) break;
      const text = file.lines[number - 1] as string;
      if (text.trim() === '') continue;
      const column = keyColumn(text);
      const dashed = /^\s*-\s/.test(text);
      if (column < level || (direction > 0 && dashed && indentOf(text) < level)) break;
      const entry = column === level ? readKeyLine(text) : null;
      if (entry !== null && TARGET_KEYS.has(entry.key)) return readValue(file, number, entry).value;
      if (direction < 0 && dashed && column === level) break;
    }
    if (direction < 0 && /^\s*-\s/.test(file.lines[line - 1] as string)) continue;
  }
  return null;
}

function parentOf(file: SourceFile, line: number): number | null {
  const level = keyColumn(file.lines[line - 1] as string);
  for (let number = line - 1; number >= Math.max(1, line - REACH); number--) {
    const text = file.lines[number - 1] as string;
    if (text.trim() !== '' && keyColumn(text) < level && readKeyLine(text) !== null) return number;
  }
  return null;
}

function blockEnd(file: SourceFile, header: number): number {
  const level = indentOf(file.lines[header - 1] as string);
  let end = header;
  for (let number = header + 1; number <= Math.min(file.lines.length, header + 2 * REACH); number++) {
    const text = file.lines[number - 1] as string;
    if (text.trim() === '') continue;
    if (indentOf(text) <= level) break;
    end = number;
  }
  return end;
}

/** Where the key begins, after dashes. */
function keyColumn(text: string): number {
  return /^(?:\s|-\s)*/.exec(text)?.[0].length ?? 0;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
