import type { SourceFile } from '../repository.ts';

/** A value of a mapping in YAML, read by lines, so that a template's braces do no harm. */
export interface BlockValue {
  readonly key: string;
  readonly value: string;
  /** The line of the key, from 1. */
  readonly line: number;
  /** For a block scalar the first and last line of its text, else null. */
  readonly block: { readonly from: number; readonly to: number } | null;
}

const KEY = /^(\s*(?:-\s+)*)["']?([A-Za-z_][\w.-]*)["']?\s*:(?:\s+(.*))?$/;

/** The key on a line, where it begins (from 0, after any dashes), and the rest of the line. */
export function readKeyLine(
  line: string,
): { readonly indent: number; readonly key: string; readonly rest: string } | null {
  const found = line.length > 2000 ? null : KEY.exec(line);
  return found === null
    ? null
    : { indent: (found[1] as string).length, key: found[2] as string, rest: (found[3] ?? '').trim() };
}

/** The entries of the mapping below a key line (from 1), one level deep. */
export function valuesBelow(file: SourceFile, line: number): readonly BlockValue[] {
  const head = readKeyLine(file.lines[line - 1] ?? '');
  if (head === null) return [];
  const values: BlockValue[] = [];
  let level: number | null = null;
  const last = Math.min(file.lines.length, line + 400);
  for (let number = line + 1; number <= last; number++) {
    const text = file.lines[number - 1] as string;
    if (text.trim() === '' || /^\s*#/.test(text)) continue;
    const indent = text.length - text.trimStart().length;
    if (indent <= head.indent) break;
    level ??= indent;
    if (indent !== level) continue;
    const entry = readKeyLine(text);
    if (entry === null || text.trimStart().startsWith('-')) continue;
    const value = readValue(file, number, entry);
    values.push(value);
    if (value.block !== null) number = Math.max(number, value.block.to);
  }
  return values;
}

/** The value of a key: a scalar on its line, or the lines below it. */
export function readValue(
  file: SourceFile,
  number: number,
  entry: { readonly indent: number; readonly key: string; readonly rest: string },
): BlockValue {
  const { key, rest, indent } = entry;
  if (!/^[|>][-+0-9]*(?:\s|$)/.test(rest)) return { key, value: unquote(rest), line: number, block: null };
  let to = number;
  const last = Math.min(file.lines.length, number + 5000);
  for (let below = number + 1; below <= last; below++) {
    const text = file.lines[below - 1] as string;
    if (text.trim() !== '' && text.length - text.trimStart().length <= indent - (dashesBefore(file, number) ? 2 : 0))
      break;
    if (text.trim() !== '') to = below;
  }
  const lines = file.lines.slice(number, to);
  const least = Math.min(...lines.filter((one) => one.trim() !== '').map((one) => one.length - one.trimStart().length));
  const value = lines.map((one) => one.slice(least)).join('\n');
  return { key, value, line: number, block: to > number ? { from: number + 1, to } : null };
}

/** The entries of a mapping that is written on one line, `{ key: value, … }`. */
export function readFlow(text: string, line: number): readonly BlockValue[] {
  if (!/^\{(?!\{).*\}$/.test(text) || text.length > 4000) return [];
  const entry =
    /\s*["']?([A-Za-z_][\w.-]*)["']?\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:\{\{.*?\}\}|[^,{}])*)\s*(?:,|\}$)/g;
  return [...text.slice(1).matchAll(entry)].map((match) => ({
    key: match[1] as string,
    value: unquote((match[2] as string).trim()),
    line,
    block: null,
  }));
}

function dashesBefore(file: SourceFile, number: number): boolean {
  return /^\s*-/.test(file.lines[number - 1] ?? '');
}

/** A YAML scalar on one line, without quotes and comment. */
export function unquote(text: string): string {
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  if (double !== null) {
    return (double[1] as string).replace(/\\(.)/g, (_, one: string) =>
      one === 'n' ? '\n' : one === 't' ? '\t' : one === 'r' ? '\r' : one === '"' || one === '\\' ? one : `\\${one}`,
    );
  }
  const single = /^'((?:[^']|'')*)'/.exec(text);
  if (single !== null) return (single[1] as string).replaceAll("''", "'");
  return text.replace(/\s+#.*$/, '').trim();
}
