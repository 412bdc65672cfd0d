import type { SourceFile } from '../repository.ts';
import { couldMake, expressionsOf, onlySteers } from './template.ts';
import { unwrap } from './unwrap.ts';

/** A stretch of a source around a line that is equal, line by line, to the image's file around the line in question. */
export interface Run {
  /** The line of the source, from 1. */
  readonly line: number;
  /** How many lines with text are equal, the line itself included. */
  readonly length: number;
  /** How many of them tell more than any configuration has in common. */
  readonly telling: number;
  /**
   * Whether the table or section above is the same: null where the source shows none, such as in a file that begins
   * below it.
   */
  readonly sameSection: boolean | null;
  /** Whether an expression of a template stands for a part of the line. */
  readonly templated: boolean;
}

/** The image's file as it is searched for. */
export interface SoughtLine {
  /** Without blanks around, so that indents do not count. */
  readonly lines: readonly string[];
  readonly all: ReadonlySet<string>;
  /** From 0. */
  readonly index: number;
  /** The header above, or the line itself where it is one; null for none. */
  readonly section: string | null;
  /** How many blanks stood before the line. */
  readonly indent: number;
  /** A part of the line that its source must contain. */
  readonly needle: string;
}

const FARTHEST = 400;
const MOST_STARTS = 200;
const SECTION_REACH = 200;

export function soughtLine(lines: readonly string[], index: number): SoughtLine | null {
  const trimmed = lines.map((line) => line.trim());
  const own = trimmed[index];
  if (own === undefined || own === '') return null;
  const words = own.match(/[\w.-]+/g) ?? [own];
  const key = /^[\w.-]+(?=\s*[=:])/.exec(own)?.[0];
  const needle = key ?? words.reduce((a, b) => (b.length > a.length ? b : a));
  const written = lines[index] as string;
  const indent = written.length - written.trimStart().length;
  return { lines: trimmed, all: new Set(trimmed), index, section: sectionAbove(trimmed, index), indent, needle };
}

/** Every place of a file where the line could have been written. Time grows with the file's length. */
export function findRuns(file: SourceFile, sought: SoughtLine): readonly Run[] {
  if (!file.text.includes(sought.needle)) return [];
  const runs: Run[] = [];
  const wanted = sought.lines[sought.index] as string;
  for (const [index, line] of file.lines.entries()) {
    if (!line.includes(sought.needle)) continue;
    const how = fits(line, wanted);
    if (how === null) continue;
    runs.push(runAt(file, index, sought, how === 'template'));
    if (runs.length >= MOST_STARTS) break;
  }
  return runs;
}

function runAt(file: SourceFile, index: number, sought: SoughtLine, templated: boolean): Run {
  let length = 1;
  let telling = isTelling(sought.lines[sought.index] as string) ? 1 : 0;
  for (const direction of [-1, 1]) {
    let [here, there] = [index, sought.index];
    for (let count = 0; count < FARTHEST; count++) {
      here = nextWithText(file.lines, here, direction);
      there = nextWithText(sought.lines, there, direction);
      const [line, other] = [file.lines[here], sought.lines[there]];
      if (line === undefined || other === undefined || fits(line, other) === null) break;
      length += 1;
      if (isTelling(other)) telling += 1;
    }
  }
  const section = sectionAbove(
    file.lines.slice(Math.max(0, index - SECTION_REACH), index + 1).map(sectionText),
    Math.min(index, SECTION_REACH),
  );
  const sameSection =
    sought.section === null || section === null
      ? sought.section === section
        ? true
        : null
      : sameHeader(section, sought.section);
  return { line: index + 1, length, telling, sameSection, templated };
}

function nextWithText(lines: readonly string[], from: number, direction: number): number {
  let at = from + direction;
  while (at >= 0 && at < lines.length && ((lines[at] as string).trim() === '' || onlySteers(lines[at] as string))) {
    at += direction;
  }
  return at;
}

/** Whether a source's line makes this line of the image, as it stands or as a template. */
export function fits(line: string, wanted: string): 'same' | 'template' | null {
  const texts = unwrap(line);
  if (texts.includes(wanted)) return 'same';
  if (expressionsOf(line).length === 0) return null;
  return texts.some((text) => couldMake(text, wanted)) ? 'template' : null;
}

/** The `[table]` or `[Section]` above a line. */
export function sectionAbove(lines: readonly string[], index: number): string | null {
  for (let at = Math.min(index, lines.length - 1); at >= 0; at--) {
    const line = (lines[at] as string).trim();
    if (/^\[.*\]\s*(?:#.*)?$/.test(line)) return line;
  }
  return null;
}

function sectionText(line: string): string {
  return unwrap(line).find((text) => /^\[[^\]]*\]/.test(text) && !/^\[["']/.test(text)) ?? '';
}

function sameHeader(a: string, b: string): boolean {
  const bare = (text: string): string => text.replace(/["'\\\s]/g, '').replace(/#.*$/, '');
  return bare(a) === bare(b) || couldMake(a, b);
}

/** Lines that every such file has tell nothing of where one comes from. */
export function isTelling(line: string): boolean {
  if (line.length < 12) return false;
  return !/^(?:SystemdCgroup|systemd_cgroup|version|runtime_type|imports|root|state|oom_score|cgroupDriver|apiVersion(?!:\s*["']?kubelet\.config)|kind(?!:\s*["']?KubeletConfiguration))\b/i.test(
    line,
  );
}
