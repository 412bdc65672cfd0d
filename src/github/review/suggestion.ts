import { createHash } from 'node:crypto';
import { visible } from '../../report/escape/visible.ts';
import type { Finding, Fix, Report } from '../../verdict/report.ts';
import type { PullFile } from '../api.ts';
import { type DiffLine, diffLines } from './hunks.ts';

/** A fix as whole lines of a file of the repository, all of them in the diff. */
export interface Suggestion {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** The new lines; none where the old ones go. */
  readonly lines: readonly string[];
  readonly finding: Finding;
  /** The same for the same change, also after the lines have moved. */
  readonly fingerprint: string;
}

/** A finding that could become a suggestion, with what is known of it before the diff is read. */
interface Candidate {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly path: string;
  /** What is added to a line number of the image to get the repository's. */
  readonly shift: number;
}

const MOST_LINES = 60;
/** Lines that a program fills in before they reach the image are not equal to the image's. */
const TEMPLATE = /\{\{|\{%|\$\{|\$\(|<%/;

/** Whether any finding could become a suggestion at all, so that the diff has to be read. */
export function hasCandidates(report: Report): boolean {
  return candidates(report).length > 0;
}

/**
 * The fixes that can be offered on the pull request's own lines. A fix is made for the image's file: it is offered only
 * where the repository's lines say the same, blanks at their begin apart, and those stay.
 */
export function placeSuggestions(report: Report, files: readonly PullFile[]): readonly Suggestion[] {
  const placed: (Suggestion & { readonly change: string })[] = [];
  for (const candidate of candidates(report)) {
    const file = files.find(({ path }) => path === candidate.path);
    if (file === undefined || file.patch === null) continue;
    const suggestion = place(candidate, diffLines(file.patch));
    if (suggestion === null || placed.some((other) => overlaps(other, suggestion))) continue;
    const equal = placed.filter(({ change }) => change === suggestion.change).length;
    placed.push({ ...suggestion, fingerprint: digest([suggestion.change, equal]) });
  }
  return placed;
}

function candidates(report: Report): readonly Candidate[] {
  return report.images.flatMap((image) =>
    image.findings.flatMap((finding) => {
      const { fix, repo, location } = finding;
      if (fix === null || repo === null || location === null || finding.skipped !== null || finding.undecided)
        return [];
      if (fix.path !== location.path || fix.endLine - fix.startLine >= MOST_LINES) return [];
      return [{ finding, fix, path: repo.path, shift: repo.startLine - location.startLine }];
    }),
  );
}

/** `change`: the same for the same lines put in place of the same lines of a file, wherever in it. */
function place(
  { finding, fix, path, shift }: Candidate,
  diff: ReadonlyMap<number, DiffLine>,
): (Omit<Suggestion, 'fingerprint'> & { readonly change: string }) | null {
  const known = new Map(
    finding.frames
      .filter((frame) => frame.path === fix.path)
      .flatMap(({ lines }) => lines.map(({ number, text }) => [number, text] as const)),
  );
  const old: string[] = [];
  const hunks = new Set<number>();
  for (let line = fix.startLine; line <= fix.endLine; line++) {
    const shown = diff.get(line + shift);
    const image = known.get(line);
    if (shown === undefined || image === undefined || !sameButIndent(shown.text, image)) return null;
    old.push(shown.text);
    hunks.add(shown.hunk);
  }
  if (hunks.size !== 1 || !neighboursAgree(known, diff, shift)) return null;
  const lines = reindent(fix, known.get(fix.startLine) ?? '', old[0] ?? '');
  if (lines === null || [...lines, ...old].some(hidesSomething) || lines.length > MOST_LINES) return null;
  const startLine = fix.startLine + shift;
  return {
    path,
    startLine,
    endLine: fix.endLine + shift,
    lines,
    finding,
    change: digest([path, old, lines]),
  };
}

/** The excerpt's other lines tell whether it is this table's line or an equal one of another table. */
function neighboursAgree(
  known: ReadonlyMap<number, string>,
  diff: ReadonlyMap<number, DiffLine>,
  shift: number,
): boolean {
  return [...known].every(([number, text]) => {
    const shown = diff.get(number + shift);
    return shown === undefined || TEMPLATE.test(shown.text) || sameButIndent(shown.text, text);
  });
}

/** The new lines with the begin of the repository's line in place of the image's; null where that cannot be told. */
function reindent(fix: Fix, image: string, repository: string): readonly string[] | null {
  if (fix.replacement === '') return [];
  const [from, to] = [indentOf(image), indentOf(repository)];
  const lines = fix.replacement.split('\n').map((line) => line.replace(/\r$/, ''));
  if (to.endsWith(from)) {
    const deeper = to.slice(0, to.length - from.length);
    return lines.map((line) => (line === '' ? '' : deeper + line));
  }
  if (lines.some((line) => line !== '' && !line.startsWith(from))) return null;
  return lines.map((line) => (line === '' ? '' : to + line.slice(from.length)));
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function sameButIndent(a: string, b: string): boolean {
  return a.replace(/^[ \t]+/, '') === b.replace(/^[ \t]+/, '').replace(/\r$/, '');
}

/** Nobody accepts with a click what he cannot see: control characters, bidirectional ones, a carriage return. */
function hidesSomething(line: string): boolean {
  const text = line.replaceAll('\t', ' ');
  return visible(text) !== text || text.includes('<!--');
}

type Lines = Pick<Suggestion, 'path' | 'startLine' | 'endLine'>;

function overlaps(a: Lines, b: Lines): boolean {
  return a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
