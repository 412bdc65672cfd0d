import { type Document, isCollection, isScalar, visit } from 'yaml';

/** What go-yaml 2 does not take, and where. */
export interface Refusal {
  readonly at: number;
  readonly message: string;
}

/** Where a scalar or a flow collection is: nothing in it is indentation. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: 'flow' | 'plain' | 'other';
}

/**
 * Finds what the library takes and go-yaml 2 refuses:
 * - a tab among the blanks and indicators with which a line begins, be it empty but for them, or before the first line of a
 *   block text; in flow collections and in quotes a tab is a blank like any other
 * - in flow collections, a key of several lines, and a `?` in the middle of a plain text
 *
 * Source: go-yaml scannerc.go `yaml_parser_scan_to_next_token`, `yaml_parser_scan_plain_scalar`,
 * `yaml_parser_scan_block_scalar_breaks`, `yaml_parser_stale_simple_keys`.
 * @param original the offset in the text of one in the document
 */
export function findRefusal(
  document: Document.Parsed,
  text: string,
  original: (offset: number) => number,
): Refusal | null {
  const stretches: Stretch[] = [];
  let found: Refusal | null = null;
  visit(document, (_, node) => {
    if (!(isScalar(node) || isCollection(node)) || !node.range) return undefined;
    const [from, to] = [original(node.range[0]), original(node.range[1])];
    if ((isScalar(node) || node.flow === true) && from >= (stretches.at(-1)?.to ?? 0)) {
      stretches.push({ from, to, kind: isCollection(node) ? 'flow' : node.type === 'PLAIN' ? 'plain' : 'other' });
    }
    if (isScalar(node)) {
      const inFlow = stretches.at(-1)?.kind === 'flow';
      // what is looked for in blanks is the end of a plain text
      const behind = inFlow ? (/^\s+/.exec(text.slice(to, to + longestGap))?.[0] ?? '') : '';
      const message = wrongScalar(text.slice(from, to) + behind, node.type === 'PLAIN', inFlow);
      if (message !== null) found = { at: from, message };
    }
    if (isCollection(node) && node.flow === true) {
      for (const item of node.items) {
        const key = 'key' in (item as object) ? (item as { key: unknown }).key : null;
        if (!isScalar(key) || !key.range || (item as { value: unknown }).value === null) continue;
        const start = original(key.range[0]);
        const colon = text.indexOf(':', original(key.range[1]));
        const isOneLine = !text.slice(start, colon).includes('\n');
        if (
          isOneLine ||
          text
            .slice(Math.max(0, start - 100), start)
            .trimEnd()
            .endsWith('?')
        )
          continue;
        found = { at: start, message: 'a key of several lines' };
      }
    }
    return found === null ? undefined : visit.BREAK;
  });
  return found ?? findTab(text, original(document.range[0]), original(document.range[2]), stretches);
}

function wrongScalar(written: string, isPlain: boolean, inFlow: boolean): string | null {
  if (tabBeforeBlockText.test(written)) return 'a tab before the first line of a block text';
  if (isPlain && written.includes('\n\t')) return 'a tab where only spaces may stand';
  return isPlain && inFlow && written.includes('?', 1) ? 'a question mark within a word of a flow collection' : null;
}

/** In characters. */
const longestGap = 1000;

const tabBeforeBlockText = /^[|>][-+]?(?: [^\n]*)?\n(?: *\n)* *\t/;

/** @param stretches in order, none within another */
function findTab(text: string, start: number, end: number, stretches: readonly Stretch[]): Refusal | null {
  let next = 0;
  let blankTo = 0;
  for (const { index, 0: before } of text.matchAll(/^(?: |[-?:](?=[ \t]))*\t/gm)) {
    const tab = index + before.length - 1;
    if (tab < start || tab >= end) continue;
    while (next < stretches.length && stretches[next]!.to <= tab) next += 1;
    const stretch = stretches[next];
    if (stretch !== undefined && stretch.from < tab) continue;
    const last = stretches[next - 1];
    blankTo = Math.max(blankTo, last?.to ?? 0);
    if (last?.kind === 'plain' && isBlank(text.slice(blankTo, tab)) && isBlank(restOfLine(text, tab))) {
      // the end of a plain text is looked for with the blanks behind it
      blankTo = tab;
      if (before.length - 1 > columnOfKey(text, last.from)) continue;
    }
    return { at: tab, message: 'a tab where only spaces may stand' };
  }
  return null;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function restOfLine(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end === -1 ? undefined : end);
}

/** Where the map or the list begins, in whose line this is. */
function columnOfKey(text: string, offset: number): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const [all = '', marks = ''] = /^ *((?:[-?] +)*)/.exec(line) ?? [];
  // a list's own item has nothing but the mark before it
  return all.length === line.length ? all.length - (/[-?] +$/.exec(marks)?.[0].length ?? 0) : all.length;
}
