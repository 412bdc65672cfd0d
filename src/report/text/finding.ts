import type { Finding, Frame } from '../../verdict/report.ts';
import { terminal } from '../escape/terminal.ts';
import { clip } from '../escape/visible.ts';
import { placePhrase } from '../facts.ts';
import { shownLines } from '../frame-lines.ts';
import { type PatchLine, patchLines } from '../patch.ts';
import { arrow, emptyGutter, type FrameStyle, gutter, renderFrame } from './frame.ts';
import { layOut } from './line-layout.ts';
import type { Paint, Tone } from './paint.ts';
import { wrap, wrapAfter } from './wrap.ts';

const MOST_FRAMES = 3;
const MOST_CANDIDATES = 5;
/** No sentence of a report is longer; a hostile name could make it so. */
const LONGEST = 1000;

const REPO_LABELS = { line: 'baked by', template: 'baked by', edit: 'edited by', step: 'brought by' } as const;

const TONES: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'warn', note: 'note' };

/** A finding with its headline, excerpts, consequence and fix. */
export function renderFinding(finding: Finding, options: { paint: Paint; width: number }): string[] {
  const { paint, width } = options;
  const patch = patchLines(finding);
  const frames = finding.skipped === null ? finding.frames.slice(0, MOST_FRAMES) : [];
  const tone = finding.undecided ? 'warn' : TONES[finding.severity];
  const style: FrameStyle = { paint, width, tone, gutter: gutterWidth(frames, patch) };

  const out = headline(finding, style);
  if (frames.length === 0 && finding.location !== null) {
    out.push(arrow(clip(terminal(placePhrase(finding.location)), LONGEST), style));
  }
  for (const frame of frames) out.push(...renderFrame(frame, style));
  if (frames.length === 0 && finding.location !== null) out.push(emptyGutter(style));
  if (finding.skipped !== null) {
    out.push(...note('skipped', finding.skipped, style));
    return out;
  }
  const hidden = finding.frames.length - frames.length;
  if (hidden > 0)
    out.push(...note('more', `${hidden} more ${hidden === 1 ? 'excerpt' : 'excerpts'} in the JSON report`, style));
  if (finding.consequence !== '') out.push(...note('why', finding.consequence, style));
  out.push(...repositoryNotes(finding, style));
  out.push(...renderHelp(finding, patch, style));
  out.push(...note('docs', `cgroup-gate rules ${clip(finding.rule, 60)}`, style));
  return out;
}

function headline(finding: Finding, style: FrameStyle): string[] {
  const kind = finding.skipped !== null ? 'skipped' : finding.undecided ? 'undetermined' : finding.severity;
  const label = `${kind}[${clip(terminal(finding.rule), 60)}]`;
  const news = finding.baseline === 'new' ? ' (new)' : '';
  const [first = '', ...rest] = wrap(`${label}: ${clip(terminal(finding.message), LONGEST)}${news}`, style.width);
  const painted = first.startsWith(label)
    ? style.paint(finding.skipped === null ? style.tone : 'faint', label) +
      style.paint('strong', first.slice(label.length))
    : first;
  return [painted, ...rest.map((line) => style.paint('strong', line))];
}

/** `   = label: prose`, wrapped under itself. */
function note(label: string, prose: string, style: FrameStyle): string[] {
  const first = `${' '.repeat(style.gutter)} = ${label}: `;
  const lines = wrapAfter(first, clip(terminal(prose), LONGEST), style.width);
  return lines.map((line, index) =>
    index === 0
      ? line.replace(` = ${label}:`, ` ${style.paint('frame', '=')} ${style.paint('strong', `${label}:`)}`)
      : line,
  );
}

function repositoryNotes(finding: Finding, style: FrameStyle): string[] {
  if (finding.repo !== null) {
    const why = finding.repoNote === null ? '' : `: ${finding.repoNote}`;
    return note(REPO_LABELS[finding.repoKind ?? 'line'], `${placePhrase(finding.repo)}${why}`, style);
  }
  const out = finding.repoNote === null ? [] : note('source', finding.repoNote, style);
  for (const candidate of finding.repoCandidates.slice(0, MOST_CANDIDATES)) {
    out.push(...note('perhaps', placePhrase(candidate), style));
  }
  const hidden = finding.repoCandidates.length - MOST_CANDIDATES;
  return hidden > 0 ? [...out, ...note('perhaps', `${hidden} more places`, style)] : out;
}

function renderHelp(finding: Finding, patch: readonly PatchLine[] | null, style: FrameStyle): string[] {
  const fix = finding.fix;
  const prose = finding.help !== '' ? finding.help : (fix?.title ?? '');
  if (prose === '') return [];
  const out = wrapAfter('help: ', clip(terminal(prose), LONGEST), style.width);
  if (out[0] !== undefined) out[0] = out[0].replace('help:', () => style.paint('good', 'help:'));
  if (fix === null) return out;
  const known = finding.frames.some((frame) => frame.path === fix.path);
  if (!known || finding.frames[0]?.path !== fix.path) {
    out.push(arrow(`${clip(terminal(fix.path), LONGEST)}:${fix.startLine}`, style));
  }
  if (patch === null || patch.length === 0) return out;
  const bar = emptyGutter(style);
  return [...out, bar, ...patch.map((line) => renderPatchLine(line, style)), bar];
}

function renderPatchLine(line: PatchLine, style: FrameStyle): string {
  const sign = { same: ' ', removed: '-', added: '+' }[line.kind];
  const layout = layOut(line.text);
  const focus = line.change === null ? null : layout.cells(line.change.start + 1, line.change.end + 1);
  const text = `${sign} ${layout.window(Math.max(20, style.width - style.gutter - 4), focus).text}`.trimEnd();
  return gutter(line.number, line.kind === 'same' ? text : style.paint(line.kind, text), style).trimEnd();
}

function gutterWidth(frames: readonly Frame[], patch: readonly PatchLine[] | null): number {
  const numbers = [...frames.flatMap((frame) => [...shownLines(frame)]), ...(patch ?? [])].map((line) => line.number);
  return Math.max(2, String(Math.max(0, ...numbers)).length);
}
