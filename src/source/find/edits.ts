import { editDistance } from '../../text/edit-distance.ts';
import type { Step, StepOf } from '../steps/step.ts';
import { fitOf } from '../targets.ts';
import { type Outcome, outcomeOf } from './edit-outcome.ts';
import { concerns } from './edit-words.ts';
import { type Evidence, inHistory } from './evidence.ts';
import { wholeLine } from './place.ts';
import type { Candidate } from './question.ts';

/** How many edits of one file are tried out. */
const MOST_EDITS = 100;

/** An edit that made the line, or was meant to mend it and did not. */
export interface JudgedEdit {
  readonly candidate: Candidate;
  readonly outcome: Outcome['kind'];
  /** `yes`, `maybe`, or `other`: it names another file, which the image does not use for this. */
  readonly fit: 'yes' | 'maybe' | 'other';
  readonly named: boolean;
}

/** Every edit of the repository that concerns the finding and its file, judged by the file of the image. */
export function judgeEdits(evidence: Evidence): readonly JudgedEdit[] {
  const { question, lines } = evidence;
  const index = question.location === null ? null : question.location.startLine - 1;
  const judged: JudgedEdit[] = [];
  let left = MOST_EDITS;
  for (const { step, fit } of evidence.fitting) {
    if (step.kind !== 'edit' || (!step.edit.keeps && fit !== 'yes')) continue;
    if (left-- === 0) break;
    const outcome = outcomeOf(step.edit, lines, index, laterWriter(evidence, step));
    const about = concerns(step.edit, question.subject);
    if (outcome.kind === 'made' ? fit === 'no' : !about) continue;
    if (outcome.kind === 'worked') {
      if (about) judged.push(toJudged(step, outcome, fit === 'yes' ? 'yes' : 'maybe', evidence));
      continue;
    }
    judged.push(toJudged(step, outcome, fit === 'yes' ? 'yes' : 'maybe', evidence));
  }
  return judged;
}

/** Edits that would have mended it, had they not named another file. */
export function strayEdits(evidence: Evidence): readonly JudgedEdit[] {
  const { question } = evidence;
  if (question.subject !== 'runtime-driver') return [];
  const fitting = new Set(evidence.fitting.map(({ step }) => step));
  const stray: JudgedEdit[] = [];
  for (const step of evidence.steps.all) {
    if (step.kind !== 'edit' || step.target === null || step.file.aside || fitting.has(step)) continue;
    if (!concerns(step.edit, question.subject)) continue;
    const target = evidence.steps.targets.resolve(step.target, step.file);
    if (!isNear(target, question.path) && !isCopyOf(target, step, evidence)) continue;
    const reason = `it changes ${target.replaceAll('\u0000', '…')}, and containerd of this image reads ${question.path}`;
    stray.push(toJudged(step, { kind: 'missed', reason }, 'other', evidence));
  }
  return stray;
}

/** A copy that the same script takes of the file. */
function isCopyOf(target: string, edit: Step, { steps, question }: Evidence): boolean {
  return steps.copies.some(
    (step) =>
      step.file === edit.file &&
      step.line <= edit.line &&
      steps.targets.resolve(step.source, step.file) === question.path &&
      steps.targets.resolve(step.target ?? '', step.file) === target,
  );
}

/** The misspelt path, another file of containerd's folders, or a package's template. */
function isNear(target: string, path: string): boolean {
  if (target === path || !target.startsWith('/')) return false;
  return editDistance(target, path) <= 3 || /^\/(?:etc|usr\/(?:local\/)?(?:share|lib))\/containerd\//.test(target);
}

function toJudged(step: StepOf<'edit'>, outcome: Outcome, fit: JudgedEdit['fit'], evidence: Evidence): JudgedEdit {
  const reason = outcome.kind === 'worked' ? null : outcome.reason;
  const note =
    reason === null
      ? null
      : outcome.kind === 'made'
        ? reason
        : `the ${step.edit.tool} on this line had no effect: ${reason}`;
  return {
    candidate: {
      location: wholeLine(step.file, lineOf(step, outcome, evidence)),
      kind: 'edit',
      note,
      aside: step.file.aside,
    },
    outcome: outcome.kind,
    fit,
    named: inHistory(step, evidence.build),
  };
}

/** For a line that is written below the edit's own, as in the block of a task: that line. */
function lineOf(step: StepOf<'edit'>, outcome: Outcome, { question, lines }: Evidence): number {
  const own = lines?.[(question.location?.startLine ?? 0) - 1]?.trim();
  if (outcome.kind !== 'made' || step.edit.tool !== 'blockinfile' || own === undefined) return step.line;
  const below = step.file.lines.slice(step.line, step.line + step.edit.writes.length + 1);
  const index = below.findIndex((line) => line.trim() === own);
  return index < 0 ? step.line : step.line + index + 1;
}

/** Where the file is written anew below an edit in the same source, in words. */
function laterWriter({ fitting, steps, question }: Evidence, edit: Step): string | null {
  const edited = edit.target === null ? null : steps.targets.resolve(edit.target, edit.file);
  const copy = steps.copies.find(
    (step) =>
      // What is copied there then is the file that was edited.
      steps.targets.resolve(step.source, step.file) !== edited &&
      step.file === edit.file &&
      step.line > edit.line &&
      fitOf(steps.targets.resolve(step.target ?? '', step.file), question.path) === 'yes',
  );
  const writer = fitting.find(
    ({ step, fit }) =>
      fit === 'yes' &&
      step.file === edit.file &&
      step.line > edit.line &&
      (step.kind === 'generate' ||
        step.kind === 'configure' ||
        ((step.kind === 'block' || step.kind === 'write') && !step.appends)),
  )?.step;
  const later = writer ?? copy;
  if (later === undefined) return null;
  const what = later.kind === 'configure' ? later.program : 'a later step';
  return `${what} writes the file again (${later.file.path}:${later.line})`;
}
