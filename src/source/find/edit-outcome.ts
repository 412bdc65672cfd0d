import type { Edit, EditedLine } from '../edits/edit.ts';
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
  if (!edit.keeps) return { kind: 'missed', reason: `${edit.tool} without -i changes no file` };
  const own = index === null ? null : (lines[index] ?? null);
  const wrote = own !== null && edit.writes.some((text) => couldBe(text, own));
  const shown = lines.some((line) => showsResult(edit, line));
  const after = edit.apply?.(lines) ?? null;
  if (wrote) return { kind: 'made', reason: misplaced(edit, lines) };
  if (after === null) return shown ? { kind: 'worked' } : { kind: 'unclear', reason: whyNoEffect(edit, lines) };
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
    const where = misplaced(edit, lines);
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
  return { kind: 'missed', reason: whyNothing(edit, lines) };
}

/** For a line that was to be put after an anchor which the file does not have, and which is in the file all the same. */
function misplaced(edit: Edit, lines: readonly string[]): string | null {
  const anchors = edit.wanted.filter(({ role }) => role === 'anchor');
  if (edit.tool !== 'lineinfile' || anchors.length === 0) return null;
  const found = anchors.some(({ source, dialect }) => {
    const pattern = parsePattern(source, dialect);
    const budget = new Budget();
    return pattern === null || lines.some((line) => findMatch(pattern, line, 0, budget) !== null);
  });
  if (found) return null;
  return `${whyNothing({ ...edit, wanted: anchors }, lines)}, so the line went to the end of the file, into whatever table is last`;
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
  if (asked.some((word) => !line.includes(word))) return false;
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
