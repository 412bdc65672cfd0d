import type { Edit, EditedLine, Wanted } from '../edits/edit.ts';
import { sectionAbove } from '../lines/runs.ts';
import { Budget, findMatch } from '../pattern/match.ts';
import { parsePattern } from '../pattern/parse.ts';
import { whyNoEffect, whyNothing } from './edit-reason.ts';
import { cgroupWords } from './edit-words.ts';

/**
 * What became of an edit, by the image's file.
 * - `made`: it wrote the line in question
 * - `missed`: it had no effect, or none on the line in question
 * - `worked`: its result is there, and what is wrong is not its doing
 * - `unclear`: its working is not followed, and its result is not there
 */
export type Outcome =
  | { readonly kind: 'made'; readonly reason: string | null }
  | { readonly kind: 'missed' | 'unclear'; readonly reason: string }
  | { readonly kind: 'worked' };

/**
 * Compares what an edit would do with the file as the image has it.
 * @param index the line in question (from 0); null for none
 * @param laterWriter says where the file is written anew after the edit; null where it is not
 */
export function outcomeOf(
  edit: Edit,
  lines: readonly string[] | null,
  index: number | null,
  laterWriter: string | null,
): Outcome {
  if (lines === null) return { kind: 'missed', reason: 'the image has no such file' };
  if (!edit.keeps) return { kind: 'missed', reason: edit.idle ?? `${edit.tool} without -i changes no file` };
  const own = index === null ? null : (lines[index] ?? null);
  const wrote = own !== null && edit.writes.some((text) => couldBe(text, own));
  const shown = lines.some((line) => showsResult(edit, line));
  const after = edit.apply?.(lines) ?? null;
  if (wrote) return { kind: 'made', reason: misplaced(edit, lines, null) };
  if (index !== null && shown && repeatsKey(edit, lines, index)) {
    return { kind: 'made', reason: 'it writes the key of this line a second time into the same table' };
  }
  const other = own === null ? null : otherKey(edit, own);
  if (other !== null && shown) return { kind: 'missed', reason: other };
  if (after === null) {
    const where = shown ? misplaced(edit, lines, index) : null;
    if (where !== null) return { kind: 'missed', reason: where };
    return shown ? { kind: 'worked' } : { kind: 'unclear', reason: whyNoEffect(edit, lines) };
  }
  if (edit.tool === 'lineinfile' && own !== null && shown) {
    const [wanted] = edit.wanted.filter(({ role }) => role === 'replaced');
    const pattern = wanted === undefined || wanted.literal ? null : parsePattern(wanted.source, wanted.dialect);
    if (pattern !== null && findMatch(pattern, own, 0, new Budget()) !== null) {
      return {
        kind: 'missed',
        reason: 'lineinfile changes only the last line that its pattern matches, and this is an earlier one',
      };
    }
  }
  const touches = index !== null && !after.some(({ from, text }) => from === index && text === own);
  if (shown) {
    const where = misplaced(edit, lines, index);
    if (where !== null) return { kind: 'missed', reason: where };
    if (!touches) return { kind: 'worked' };
    return {
      kind: 'missed',
      reason: laterWriter ?? 'it changed other lines, and this one was written later or is left out',
    };
  }
  if (changes(after, lines)) {
    return {
      kind: 'missed',
      reason: laterWriter ?? "the image's file does not show it: it ran before the file was written, or not at all",
    };
  }
  if (edit.wanted.some(isVariable)) {
    return { kind: 'unclear', reason: 'what it looks for comes from a variable, and its result is not in the file' };
  }
  return { kind: 'missed', reason: whyNothing(edit, lines) };
}

/** A pattern that a variable of the shell or an expression of a template gives, as a whole or in part. */
function isVariable({ source }: Wanted): boolean {
  return /\$\{?[A-Za-z_]\w|\{\{/.test(source);
}

/** Tools that put a line somewhere where they find none to change. */
const PLACING = new Set(['lineinfile', 'blockinfile', 'file_line', 'file.line']);

/** For a line that an edit put into another table than it was meant for. @param index the line in question (from 0) */
function misplaced(edit: Edit, lines: readonly string[], index: number | null): string | null {
  if (!PLACING.has(edit.tool)) return null;
  const at = lines.findLastIndex((line) =>
    edit.writes.some((text) => text.trim() !== '' && text.trim() === line.trim()),
  );
  const anchors = edit.wanted.filter(({ role }) => role === 'anchor');
  const looked = anchors.length > 0 ? anchors : edit.wanted;
  const found = looked.some((wanted) => matchesOther(wanted, lines, at));
  if (!found && looked.length > 0 && isLast(edit, lines, at)) {
    return `${whyNothing({ ...edit, wanted: looked }, without(lines, at))}, so the line went to the end of the file, into whatever table is last`;
  }
  const table = at < 0 ? null : sectionAbove(lines, at);
  const own = index === null ? null : sectionAbove(lines, index);
  // Another handler's options are where such a line belongs, too.
  if (table === null || own === null || table.trim() === own.trim() || /runtimes.*options/.test(table)) return null;
  return `it put the line into the table ${table.trim()}`;
}

/** Whether nothing but what the edit writes, comments and blank lines follow a line. */
function isLast(edit: Edit, lines: readonly string[], index: number): boolean {
  const own = new Set(edit.writes.map((text) => text.trim()));
  return index >= 0 && lines.slice(index + 1).every((line) => own.has(line.trim()) || /^\s*(?:#.*)?$/.test(line));
}

/** Whether a pattern is found on another line than the one that the edit wrote. */
function matchesOther({ source, dialect, literal }: Wanted, lines: readonly string[], written: number): boolean {
  const pattern = literal ? null : parsePattern(source, dialect);
  const budget = new Budget();
  if (pattern === null) return !literal || lines.some((line, at) => at !== written && line.includes(source));
  return lines.some((line, at) => at !== written && findMatch(pattern, line, 0, budget) !== null);
}

function without(lines: readonly string[], index: number): readonly string[] {
  return lines.filter((_, at) => at !== index);
}

/** Whether the edit wrote another line with the same key into the table of the line in question. */
function repeatsKey(edit: Edit, lines: readonly string[], index: number): boolean {
  const keyOf = (line: string): string | undefined => /^\s*([\w.-]+)\s*=/.exec(line)?.[1];
  const key = keyOf(lines[index] ?? '');
  if (key === undefined) return false;
  for (let at = index - 1; at >= 0 && !/^\s*\[/.test(lines[at] as string); at--) {
    const line = lines[at] as string;
    if (keyOf(line) === key) return edit.writes.some((text) => couldBe(text, line));
  }
  return false;
}

/** For an edit that sets another key than that of the line in question, such as version 1's. */
function otherKey(edit: Edit, own: string): string | null {
  const [key] = cgroupWords(own);
  const words = new Set(edit.writes.flatMap(cgroupWords));
  const [other] = words;
  if (key === undefined || other === undefined || [...words].some((word) => word.toLowerCase() === key.toLowerCase()))
    return null;
  if (/driver$/i.test(key) || /driver$/i.test(other) || edit.apply === null) return null;
  return `it sets “${other}”, and the key of this line is “${key}”`;
}

function changes(after: readonly EditedLine[], lines: readonly string[]): boolean {
  return after.length !== lines.length || after.some(({ text }, index) => text !== lines[index]);
}

/** Whether a line is what an edit writes, references to groups apart. */
function couldBe(written: string, line: string): boolean {
  const parts = literalParts(written);
  if (parts.join('').replace(/\W/g, '').length < 8) return false;
  return inOrder(parts, line);
}

function showsResult(edit: Edit, line: string): boolean {
  const words = cgroupWords(line);
  if (words.length === 0 && !/cgroup/i.test(line)) return false;
  const asked = edit.wanted
    .filter(({ role, ignoreCase }) => role === 'replaced' && !ignoreCase)
    .flatMap(({ source }) => cgroupWords(source));
  if (!PLACING.has(edit.tool) && asked.some((word) => !line.includes(word))) return false;
  if (edit.apply === null && edit.wanted.length === 0) {
    return (
      words.some((word) => edit.writes.some((text) => text.includes(word))) &&
      /true|systemd\b(?!_)/.test(line.replace(/systemd_?cgroup/gi, ''))
    );
  }
  return edit.writes.some((text) => {
    const parts = literalParts(text);
    return parts.join('').replace(/\W/g, '').length >= 4 && inOrder(parts, line);
  });
}

/** The written-out parts of a replacement. */
function literalParts(text: string): readonly string[] {
  return text
    .split(/\\\d|\\g<\d>|\$\{?\d\}?|(?<!\\)&|\{\{.*?\}\}|\\[tn]/)
    .map((part) => part.replace(/\\(?=[^\w])/g, '').trim())
    .filter((part) => part !== '');
}

function inOrder(parts: readonly string[], line: string): boolean {
  let at = 0;
  for (const part of parts) {
    const found = line.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return parts.length > 0;
}
