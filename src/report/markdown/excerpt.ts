import type { Finding, Frame, Mark } from '../../verdict/report.ts';
import { markdownFence } from '../escape/markdown.ts';
import { clip } from '../escape/visible.ts';
import { shownLines } from '../frame-lines.ts';
import { patchLines } from '../patch.ts';

const LONGEST_LINE = 200;
const LONGEST_LABEL = 120;
/** A note stands beside its line up to this width, and above it otherwise. */
const MOST_BESIDE = 100;

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\.(?:toml|tmpl|part)$/, 'toml'],
  [/\.(?:ya?ml|kubeconfig)$/, 'yaml'],
  [/\.json$/, 'json'],
  [/\.(?:service|conf|env)$|^\/etc\/(?:default|sysconfig)\//, 'ini'],
];

/**
 * An excerpt whose marks are comments behind their lines, so that it stays a text in the file's own language:
 * `SystemdCgroup = false  # ← line 139: …`.
 */
export function excerptFence(frame: Frame): string {
  const lines = shownLines(frame);
  const out: string[] = [];
  let previous: number | null = null;
  for (const line of lines) {
    if (previous !== null && line.number > previous + 1) out.push('# …');
    previous = line.number;
    const text = clipAround(line.text.trimEnd(), markedStretch(frame, line.number));
    const labels = frame.marks.filter((mark) => lastLine(mark) === line.number).map((mark) => mark.label);
    const note = `line ${line.number}${labelled(labels)}`;
    if (labels.length === 0) out.push(text);
    else if (text.length + note.length < MOST_BESIDE) out.push(`${text}  # ← ${note}`);
    else out.push(`${/^\s*/.exec(text)![0]}# ↓ ${note}`, text);
  }
  const language = LANGUAGES.find(([pattern]) => pattern.test(frame.path))?.[1] ?? 'text';
  return markdownFence(language, out);
}

/** The fix as a diff, below the marked lines that tell where it belongs; null where there is none to show. */
export function diffFence(finding: Finding): string | null {
  const fix = finding.fix;
  const patch = patchLines(finding);
  if (fix === null || patch === null || patch.length === 0) return null;
  const out = [`@@ ${clip(fix.path, LONGEST_LINE)}:${fix.startLine} @@`];
  const above = contextAbove(finding);
  if (above !== null && above.number < patch[0]!.number) {
    out.push(` ${clip(above.text, LONGEST_LINE)}`);
    if (above.number + 1 < patch[0]!.number) out.push(' …');
  }
  const signs = { same: ' ', removed: '-', added: '+' } as const;
  for (const line of patch) out.push(`${signs[line.kind]}${clipAround(line.text.trimEnd(), line.change)}`);
  return markdownFence('diff', out);
}

/** The last marked line above the fix in the same file, such as the header of its table. */
function contextAbove(finding: Finding) {
  const fix = finding.fix!;
  const frame = finding.frames.find((one) => one.path === fix.path);
  const marked = new Set(frame?.marks.map((mark) => mark.startLine));
  return frame?.lines.findLast((line) => line.number < fix.startLine && marked.has(line.number)) ?? null;
}

/** A line of bounded length in which the stretch that matters is to be seen, where it starts at least. */
function clipAround(text: string, stretch: { readonly start: number; readonly end: number } | null): string {
  if (stretch === null || stretch.end <= LONGEST_LINE) return clip(text, LONGEST_LINE);
  const room = Math.max(0, LONGEST_LINE - (stretch.end - stretch.start));
  return `…${clip(text.slice(Math.max(0, stretch.start - Math.ceil(room / 2))), LONGEST_LINE)}`;
}

/** Where the first mark of a line begins and ends in it; null where none does both. */
function markedStretch({ marks }: Frame, number: number): { start: number; end: number } | null {
  const mark = marks.find(({ startLine, endLine }) => startLine === number && endLine === number);
  return mark === undefined ? null : { start: mark.startColumn - 1, end: mark.endColumn - 1 };
}

function lastLine(mark: Mark): number {
  return mark.endLine > mark.startLine && mark.endColumn <= 1 ? mark.endLine - 1 : mark.endLine;
}

function labelled(labels: readonly string[]): string {
  const text = labels.filter((label) => label !== '').join('; ');
  return text === '' ? '' : `: ${clip(text, LONGEST_LABEL)}`;
}
