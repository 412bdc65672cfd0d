import type { SourceFile } from '../repository.ts';
import { type BlockValue, readFlow, readKeyLine, readValue, unquote } from './task-blocks.ts';

/** One turn of a task's loop: the values of its item, by key; the item itself is the empty key. */
type Item = ReadonlyMap<string, BlockValue>;

const LOOP = /^(?:loop|with_(?:items|list|flattened|dict))$/;
const REACH = 200;
const MOST_ITEMS = 50;

/**
 * A task's arguments for each turn of its loop, with what the item gives put in and the line where it is written; as they
 * are where the task has no loop that is written out beside it.
 * @param line of the module (from 1)
 */
export function unrolled(
  file: SourceFile,
  line: number,
  values: readonly BlockValue[],
): readonly (readonly BlockValue[])[] {
  if (!values.some(({ value }) => /\{\{\s*item\b/.test(value))) return [values];
  const loop = loopOf(file, line);
  const items = loop === null ? [] : itemsBelow(file, loop);
  if (items.length === 0) return [values];
  return items.map((item) => values.map((value) => filledIn(value, item)));
}

function filledIn(argument: BlockValue, item: Item): BlockValue {
  let line = argument.line;
  const value = argument.value.replace(
    /\{\{\s*item(?:\.(\w+)|\[\s*["'](\w+)["']\s*\])?\s*(?:\|[^}]*)?\}\}/g,
    (whole, name: string | undefined, index: string | undefined) => {
      const found = item.get(name ?? index ?? '');
      if (found === undefined) return whole;
      line = found.line;
      return found.value;
    },
  );
  return { ...argument, value, line };
}

/** The line of the loop's key, among the keys beside the module's. */
function loopOf(file: SourceFile, line: number): number | null {
  const column = readKeyLine(file.lines[line - 1] ?? '')?.indent;
  if (column === undefined) return null;
  for (const direction of [1, -1]) {
    for (let number = line + direction; Math.abs(number - line) < REACH; number += direction) {
      const text = file.lines[number - 1];
      if (text === undefined) break;
      if (text.trim() === '') continue;
      const head = readKeyLine(text);
      const indent = head?.indent ?? text.length - text.trimStart().length;
      const begins = /^\s*-\s/.test(text);
      if (indent < column || (direction > 0 && begins && indent === column)) break;
      if (head?.indent === column && LOOP.test(head.key)) return number;
      if (direction < 0 && begins && indent === column) break;
    }
  }
  return null;
}

function itemsBelow(file: SourceFile, loop: number): readonly Item[] {
  const items: Map<string, BlockValue>[] = [];
  let dash: number | null = null;
  for (let number = loop + 1; number < loop + REACH && items.length < MOST_ITEMS; number++) {
    const text = file.lines[number - 1];
    if (text === undefined) break;
    if (text.trim() === '' || /^\s*#/.test(text)) continue;
    const own = /^(\s*)-\s+(.*)$/.exec(text.slice(0, 2000));
    const indent = text.length - text.trimStart().length;
    if (own !== null && (dash === null || indent === dash)) {
      dash = indent;
      items.push(itemOn(file, number, (own[2] as string).trim()));
      continue;
    }
    if (dash === null || indent <= dash) break;
    const entry = readKeyLine(text);
    if (entry !== null) items.at(-1)?.set(entry.key, readValue(file, number, entry));
  }
  return items;
}

function itemOn(file: SourceFile, number: number, text: string): Map<string, BlockValue> {
  if (text.startsWith('{')) return new Map(readFlow(text, number).map((value) => [value.key, value]));
  const entry = readKeyLine(file.lines[number - 1] ?? '');
  if (entry !== null && !/^["']/.test(text)) return new Map([[entry.key, readValue(file, number, entry)]]);
  return new Map([['', { key: '', value: unquote(text), line: number, block: null }]]);
}
