import type { Location } from '../../text/position.ts';
import { shareInImage, shareMade } from '../lines/containment.ts';
import { findRuns, fits, isTelling, type Run, type SoughtLine, soughtLine } from '../lines/runs.ts';
import { expressionsOf, onlySteers } from '../lines/template.ts';
import { compare, type SourceFile } from '../repository.ts';
import type { Fit } from '../targets.ts';
import { better, fileFit, sourceFit, untemplated } from './copies.ts';
import { type Evidence, inHistory } from './evidence.ts';
import { partOfLine, wholeLine } from './place.ts';
import type { Candidate } from './question.ts';
import { blockAround } from './surroundings.ts';
import { templateNote } from './template-note.ts';

/** How much of a source the image's file must have, or it is the source of another file. */
const LEAST_SHARE = 0.6;

/** How many places are compared; a repository with more has no single one. */
const MOST_RUNS = 1000;

/** A line that could have been written into the image's file, and what speaks for it. */
export interface WrittenLine {
  readonly candidate: Candidate;
  readonly fit: Fit;
  /** Whether the history of the image names it. */
  readonly named: boolean;
  /** How many lines around it are equal, itself included. */
  readonly length: number;
  /** The whole file is the image's. */
  readonly identical: boolean;
  /** Nearly all of the image's file could come from there, such as from a template. */
  readonly whole: boolean;
}

/** The share of the file's lines from which on a source explains the whole of it. */
const WHOLE = 0.8;

/** Every line of the repository that could have been written into the image's file as the line in question. */
export function writtenLines(evidence: Evidence): readonly WrittenLine[] {
  const { question, lines } = evidence;
  const { location, bytes } = question;
  if (location === null || lines === null || bytes === null) return [];
  const plain = lines.map((line) => line.replace(/\r$/, ''));
  if (!isInside(location, plain)) return [];
  const sought = soughtLine(plain, location.startLine - 1);
  const identical = identicalFiles(evidence, bytes, plain);
  if (sought === null) return identical;
  const known = new Set(identical.map(({ candidate }) => candidate.location.path));
  const found = [...identical];
  let left = MOST_RUNS;
  for (const file of evidence.repository.files.values()) {
    if (left <= 0) return identical;
    if (known.has(file.path)) continue;
    for (const run of findRuns(file, sought)) {
      left -= 1;
      const line = judgeRun(evidence, file, run, sought);
      if (line !== null) found.push(line);
    }
  }
  found.push(...printedLines(evidence, sought));
  return distinct(found);
}

function isInside({ startLine, endLine, endColumn }: Location, lines: readonly string[]): boolean {
  const last = lines[endLine - 1];
  return startLine <= endLine && last !== undefined && endColumn <= last.length + 1;
}

/** Files whose whole content is the image's, with the same line. */
function identicalFiles(evidence: Evidence, bytes: Uint8Array, plain: readonly string[]): readonly WrittenLine[] {
  const { question, repository } = evidence;
  const location = question.location as Location;
  const telling = plain.filter((line) => isTelling(line.trim())).length;
  const found: WrittenLine[] = [];
  for (const path of repository.sameContent(bytes)) {
    const file = repository.files.get(path);
    const fit = file === undefined ? 'maybe' : fitOfFile(evidence, file);
    const named = isNamed(evidence, path);
    if (file?.aside && fit !== 'yes' && !named) continue;
    // A file that says next to nothing is the same in many places by chance.
    if (telling < 2 && fit !== 'yes' && !sameName(path, question.path)) continue;
    found.push({
      candidate: { location: { ...location, path }, kind: 'line', note: null, aside: file?.aside ?? false },
      fit: fit === 'no' ? 'maybe' : fit,
      named,
      length: plain.length,
      identical: true,
      whole: true,
    });
  }
  return found;
}

function judgeRun(evidence: Evidence, file: SourceFile, run: Run, sought: SoughtLine): WrittenLine | null {
  if (run.sameSection === false) return null;
  const block = blockAround(evidence, file, run.line);
  const fit = block === null ? fitOfFile(evidence, file) : block.fit;
  const named = isNamed(evidence, file.path) || (block?.step != null && inHistory(block.step, evidence.build));
  if ((fit === 'no' || file.aside) && !named) return null;
  const region = block ?? (isConfiguration(file, evidence) ? { from: 1, to: file.lines.length } : null);
  const share = region === null ? null : shareOf(evidence, file, region, sought);
  const made =
    share === null || share >= LEAST_SHARE || region === null ? null : madeOf(evidence, file, region, sought);
  if (share !== null && share < LEAST_SHARE && !named && (made === null || made < WHOLE)) return null;
  const own = sought.lines[sought.index] as string;
  const shown = run.sameSection === true && sought.section !== null;
  const enough =
    run.telling >= 2 ||
    (shown && run.length >= (region === null ? 3 : 2)) ||
    (region !== null && isTelling(own) && own.length >= 20);
  const namesake = block === null && sameName(file.path, evidence.question.path);
  if (fit !== 'yes' && !named && !enough && !(namesake && run.sameSection !== null)) return null;
  const noted = run.templated || expressionsOf(file.text.slice(0, 200_000)).length > 0;
  const template = noted ? templateNote(evidence, file, run.line) : null;
  return {
    candidate: {
      location: valuePlace(file, run.line, sought, evidence.question.location as Location),
      kind: run.templated || template !== null ? 'template' : 'line',
      note: template,
      aside: file.aside,
    },
    fit,
    named,
    length: run.length,
    identical: false,
    whole: run.length >= WHOLE * sought.lines.filter((line) => line !== '').length || (made !== null && made >= WHOLE),
  };
}

function shareOf(
  evidence: Evidence,
  file: SourceFile,
  { from, to }: { readonly from: number; readonly to: number },
  sought: SoughtLine,
): number | null {
  const key = `${from} ${to} ${file.path}`;
  const known = evidence.shares.get(key);
  if (known !== undefined) return known;
  const share = shareInImage(file.lines, from, to, sought.all);
  evidence.shares.set(key, share);
  return share;
}

/** How much of the image's file a source makes, where its own lines are mostly others. */
function madeOf(
  evidence: Evidence,
  file: SourceFile,
  { from, to }: { readonly from: number; readonly to: number },
  sought: SoughtLine,
): number | null {
  if (!file.lines.slice(from - 1, to).some(onlySteers)) return null;
  const key = `made ${from} ${to} ${file.path}`;
  const known = evidence.shares.get(key);
  if (known !== undefined) return known;
  const share = shareMade(file.lines, from, to, sought.lines);
  evidence.shares.set(key, share);
  return share;
}

/** Whether a whole file is a configuration or the template of one, and no program that holds one. */
function isConfiguration(file: SourceFile, evidence: Evidence): boolean {
  const plain = untemplated(file.path);
  if (plain !== file.path || sameName(file.path, evidence.question.path)) return true;
  return /\.(?:toml|conf|cfg|ini|ya?ml|env|service|default|txt)$/i.test(plain);
}

/** What `echo`, `printf`, `sed`'s own text and `lineinfile` write, line by line. */
function printedLines(evidence: Evidence, sought: SoughtLine): readonly WrittenLine[] {
  const own = sought.lines[sought.index] as string;
  const found: WrittenLine[] = [];
  for (const { step, fit } of evidence.fitting) {
    if (step.kind !== 'write' || (step.file.aside && !inHistory(step, evidence.build))) continue;
    const texts = step.texts.map(({ text }) => text);
    const at = texts.findIndex((text) => fits(text, own) !== null);
    const telling = isTelling(own) || texts.some((text) => sought.section !== null && text.trim() === sought.section);
    if (at < 0 || (fit !== 'yes' && !telling)) continue;
    const line = step.texts[at]?.line ?? step.line;
    found.push({
      candidate: {
        location: valuePlace(step.file, line, sought, evidence.question.location as Location),
        kind: 'line',
        note: null,
        aside: step.file.aside,
      },
      fit,
      named: inHistory(step, evidence.build),
      length: texts.filter((text) => sought.lines.includes(text.trim())).length,
      identical: false,
      whole: false,
    });
  }
  return found;
}

function fitOfFile(evidence: Evidence, file: SourceFile): Fit {
  const known = evidence.fits.get(file.path);
  if (known !== undefined) return known;
  const fit = evidence.aliases
    .map((alias) => fileFit(file, alias, evidence.steps.copies, evidence.steps.targets).fit)
    .reduce((a, b) => better(a, b), 'no');
  evidence.fits.set(file.path, fit);
  return fit;
}

/** Whether the step of the image's history that made the file copies this one. */
function isNamed({ build, question }: Evidence, path: string): boolean {
  if (build.kind !== 'copy') return false;
  return build.from.some((source) => sourceFit(source, build.to, path, question.path) === 'yes');
}

function sameName(repoPath: string, imagePath: string): boolean {
  const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return name(untemplated(repoPath)) === name(imagePath);
}

/** The value's place on a line of the repository, where it can be told; else an expression's, else the whole line. */
function valuePlace(file: SourceFile, line: number, sought: SoughtLine, image: Location): Location {
  const text = file.lines[line - 1] ?? '';
  const own = sought.lines[sought.index] as string;
  const at = text.indexOf(own);
  const start = image.startColumn - 1 - sought.indent;
  const end = image.endColumn - 1 - sought.indent;
  const oneLine = image.startLine === image.endLine && start >= 0 && end > start && end <= own.length;
  if (at >= 0 && oneLine) return partOfLine(file, line, at + start, at + end);
  const [expression] = expressionsOf(text);
  if (at < 0 && expression !== undefined) {
    return partOfLine(file, line, expression.start, expression.start + expression.text.length);
  }
  return wholeLine(file, line);
}

/** The best of those at one line, the best first. */
function distinct(lines: readonly WrittenLine[]): readonly WrittenLine[] {
  const best = new Map<string, WrittenLine>();
  for (const line of [...lines].sort(byStrength)) {
    const { path, startLine } = line.candidate.location;
    const key = `${path}:${startLine}`;
    if (!best.has(key)) best.set(key, line);
  }
  return [...best.values()];
}

export function byStrength(a: WrittenLine, b: WrittenLine): number {
  return (
    strength(b) - strength(a) ||
    b.length - a.length ||
    compare(a.candidate.location.path, b.candidate.location.path) ||
    a.candidate.location.startLine - b.candidate.location.startLine
  );
}

/** What counts more than the number of equal lines. */
export function strength({ candidate, fit, named, identical, whole }: WrittenLine): number {
  return (
    (named ? 8 : 0) +
    (identical || (whole && fit === 'yes') ? 4 : 0) +
    (fit === 'yes' ? 2 : 0) +
    (candidate.aside ? 0 : 1)
  );
}
