import { sectionAbove } from '../lines/runs.ts';
import type { Step } from '../steps/step.ts';
import { fitOf } from '../targets.ts';
import { type Evidence, inHistory } from './evidence.ts';
import { partOfLine, wholeLine } from './place.ts';
import type { Candidate } from './question.ts';

/** A step that made, brought or removed the whole file. */
export interface Maker {
  readonly candidate: Candidate;
  readonly fit: 'yes' | 'maybe';
  readonly named: boolean;
}

/** Lines that generate the file, where the image's file is what such a program writes. */
export function generators(evidence: Evidence, unmended: boolean): readonly Maker[] {
  const { lines, question } = evidence;
  if (lines === null || question.location === null) return [];
  const handler = lines[question.location.startLine - 1] ?? '';
  const section = sectionAbove(lines, question.location.startLine - 1) ?? handler;
  const own = /nvidia/i.test(section);
  return makersOf(evidence, (step) => {
    if (step.kind === 'configure') {
      const bare = unmended || (/^\s*\[/.test(handler) && !setsFlag(lines, question.location?.startLine ?? 0));
      return own ? `${step.program} adds this handler${bare ? ', without SystemdCgroup' : ''}` : null;
    }
    if (step.kind !== 'generate' || own || !looksGenerated(lines)) return null;
    return unmended
      ? 'this line generates the file, and nothing after it sets SystemdCgroup = true'
      : 'this line generates the file';
  });
}

/** Whether the table whose header is on a line (from 1) has the flag. */
function setsFlag(lines: readonly string[], header: number): boolean {
  const rest = lines.slice(header);
  const end = rest.findIndex((line) => /^\s*\[/.test(line));
  return rest.slice(0, end < 0 ? rest.length : end).some((line) => /^\s*SystemdCgroup\s*=/.test(line));
}

/** Files that undo a node, and build none. */
const TEARDOWN = /(?:^|[/_.-])(?:reset|clean|cleanup|uninstall|teardown|destroy|purge|delete)(?=[/_.-])/i;

/** Lines that remove the file, or bring the package whose file it is. */
export function bringers(evidence: Evidence): readonly Maker[] {
  const { lines, question } = evidence;
  if (lines === null) {
    const removed = makersOf(evidence, (step) =>
      step.kind === 'remove' && !TEARDOWN.test(step.file.path)
        ? `this line removes ${question.path}, so containerd's defaults hold`
        : null,
    );
    return removed.filter(({ fit }) => fit === 'yes');
  }
  if (question.subject === 'line' || !isPackaged(lines) || question.path !== '/etc/containerd/config.toml') return [];
  const makers: Maker[] = [];
  const writer = writerOf(evidence);
  for (const step of evidence.steps.all) {
    if (
      step.kind !== 'install' ||
      step.file.aside ||
      !step.packages.some((name) => /^(?:containerd\.io|docker-ce)\b/.test(name))
    )
      continue;
    const note =
      writer === null
        ? 'the package installed here brings this file, and nothing in the repository writes another one'
        : `the package installed here brings this file, and it is still there: the step that writes another one (${writer.file.path}:${writer.line}) came before, or did not run`;
    const text = step.file.lines[step.line - 1] ?? '';
    const at = text.search(/containerd\.io|docker-ce/);
    const name = /^[\w.+-]+/.exec(text.slice(Math.max(at, 0)))?.[0] ?? '';
    const location =
      at < 0 ? wholeLine(step.file, step.line) : partOfLine(step.file, step.line, at, at + Math.max(1, name.length));
    const candidate: Candidate = { location, kind: 'step', note, aside: step.file.aside };
    makers.push({ candidate, fit: 'yes', named: inHistory(step, evidence.build) });
  }
  return makers;
}

/** A step that is meant to write the whole file. */
function writerOf({ fitting, steps, question }: Evidence): Step | null {
  const writes = (step: Step): boolean =>
    step.kind === 'generate' || ((step.kind === 'block' || step.kind === 'write') && !step.appends);
  const own = fitting.find(({ step, fit }) => fit === 'yes' && writes(step))?.step;
  const copy = steps.copies.find(
    (step) => !step.file.aside && fitOf(steps.targets.resolve(step.target ?? '', step.file), question.path) === 'yes',
  );
  return own ?? copy ?? null;
}

function makersOf(evidence: Evidence, noteFor: (step: Step) => string | null): readonly Maker[] {
  const makers: Maker[] = [];
  for (const { step, fit } of evidence.fitting) {
    if (fit === 'no') continue;
    const note = noteFor(step);
    if (note === null) continue;
    const candidate: Candidate = {
      location: wholeLine(step.file, step.line),
      kind: 'step',
      note,
      aside: step.file.aside,
    };
    makers.push({ candidate, fit, named: inHistory(step, evidence.build) });
  }
  return makers;
}

/** `containerd config default` always writes these, 1.4 to 2.4; people who write a file of their own leave some out. */
export function looksGenerated(lines: readonly string[]): boolean {
  const has = (text: RegExp): boolean => lines.some((line) => text.test(line));
  return (
    has(/^\s*version\s*=/) &&
    has(/^\s*oom_score\s*=/) &&
    has(/^\s*required_plugins\s*=/) &&
    has(/^\s*\[plugins\]|^\s*\[plugins\./)
  );
}

/** The file of Docker's package: nearly everything commented out, CRI off. */
function isPackaged(lines: readonly string[]): boolean {
  const active = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return active.length <= 2 && active.some((line) => /^disabled_plugins\s*=\s*\[\s*["']cri["']\s*\]/.test(line));
}
