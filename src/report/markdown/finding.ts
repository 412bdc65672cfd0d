import type { Location } from '../../text/position.ts';
import type { Finding } from '../../verdict/report.ts';
import { markdownCode, markdownText } from '../escape/markdown.ts';
import { clip } from '../escape/visible.ts';
import { plural } from '../tally.ts';
import { diffFence, excerptFence } from './excerpt.ts';
import { type Depth, type MarkdownOptions, safeLink } from './options.ts';
import { VERDICT_MARKS } from './table.ts';

const LONGEST = 700;
const MOST_FRAMES = 3;
const MOST_CANDIDATES = 5;

const REPO_LABELS = { line: 'Baked by', template: 'Baked by', edit: 'Edited by', step: 'Brought by' } as const;

const MARKS = { error: '🔴', warning: '🟠', note: '🔵' } as const;

/** The findings of one image, or of several that have the same ones. */
export function findingBlocks(findings: readonly Finding[], options: MarkdownOptions, depth: Depth): readonly string[] {
  const open = findings.filter((finding) => finding.skipped === null);
  const skipped = findings.filter((finding) => finding.skipped !== null);
  const most = options.detail === 'full' ? 30 : 10;
  if (depth === 'headlines') {
    const lines = open.slice(0, most).map((finding) => `- ${headline(finding)}`);
    if (open.length > most) lines.push(`- and ${open.length - most} more`);
    return lines.length === 0 ? [] : [lines.join('\n')];
  }
  const blocks = open.slice(0, most).flatMap((finding) => findingBlock(finding, options, depth));
  if (open.length > most) blocks.push(`_and ${plural(open.length - most, 'more finding')}_`);
  if (skipped.length > 0) blocks.push(skippedBlock(skipped.slice(0, most), skipped.length));
  return blocks;
}

function findingBlock(finding: Finding, options: MarkdownOptions, depth: Depth): readonly string[] {
  const full = options.detail === 'full' && depth === 'all';
  const diff = diffFence(finding);
  const blocks = [headline(finding), ...places(finding, options)];
  if (finding.consequence !== '') blocks.push(prose(finding.consequence));
  if (depth === 'all' && (full || diff === null)) {
    const frames = finding.frames.slice(0, full ? MOST_FRAMES : 1);
    for (const frame of frames) {
      if (frames.length > 1 || frame.path !== finding.location?.path) blocks.push(markdownCode(clip(frame.path, 300)));
      blocks.push(excerptFence(frame));
    }
  }
  const help = finding.help !== '' ? finding.help : (finding.fix?.title ?? '');
  if (help.trim() !== '') blocks.push(`**${finding.undecided ? 'What to do' : 'Fix'}:** ${withCode(help)}`);
  if (diff !== null) blocks.push(diff);
  return blocks;
}

function headline(finding: Finding): string {
  const mark = finding.undecided ? VERDICT_MARKS.undetermined : MARKS[finding.severity];
  const news = finding.baseline === 'new' ? ' (new)' : '';
  return `${mark} **${prose(finding.message)}**${news} ${markdownCode(clip(finding.rule, 60))}`;
}

/** The line in the repository where it is known, then the line in the image. */
function places(finding: Finding, options: MarkdownOptions): readonly string[] {
  const blocks: string[] = [];
  if (finding.repo !== null) {
    const link = safeLink(options.links(finding.repo.path, finding.repo.startLine));
    const bare = options.detail === 'comment';
    blocks.push(
      link !== null && bare ? link : `${REPO_LABELS[finding.repoKind ?? 'line']} ${place(finding.repo, link)}`,
    );
    if (finding.repoNote !== null) blocks.push(prose(finding.repoNote));
  } else {
    const candidates = finding.repoCandidates
      .slice(0, MOST_CANDIDATES)
      .map((entry) => place(entry, safeLink(options.links(entry.path, entry.startLine))));
    const more = finding.repoCandidates.length - candidates.length;
    if (more > 0) candidates.push(`and ${more} more`);
    if (finding.repoNote !== null) candidates.unshift(prose(finding.repoNote));
    if (candidates.length > 0) blocks.push(`Source: ${candidates.join(' · ')}`);
  }
  if (finding.location !== null) {
    const frame = finding.frames.find((entry) => entry.path === finding.location?.path);
    blocks.push(`In the image: ${place(finding.location, null)}${origin(frame?.origin ?? null)}`);
  }
  return blocks.length < 2 || options.detail === 'comment' ? blocks : [blocks.join('<br>\n')];
}

function place(location: Location, link: string | null): string {
  const text = markdownCode(clip(`${location.path}:${location.startLine}`, 300));
  return link === null ? text : `[${text}](${link})`;
}

function origin(text: string | null): string {
  return text === null ? '' : `, from ${markdownCode(clip(text, 160))}`;
}

function skippedBlock(shown: readonly Finding[], count: number): string {
  const lines = shown.map((finding) => `- ${headline(finding)}: ${prose(finding.skipped ?? '')}`);
  if (count > shown.length) lines.push(`- and ${count - shown.length} more`);
  return ['Accepted, with the reason:', '', ...lines].join('\n');
}

/** Prose in which a command stands between single backticks. */
function withCode(text: string): string {
  const [first = '', ...rest] = clip(text, LONGEST).split(/((?<!`)`[^`]+`(?!`))/);
  const parts = rest.map((part, index) => (index % 2 === 0 ? markdownCode(part.slice(1, -1)) : proseWithin(part)));
  return `${markdownText(first)}${/\s$/.test(first) ? ' ' : ''}${parts.join('')}`.trim();
}

/** Prose behind code: nothing in it begins a line, and the spaces at its ends count. */
function proseWithin(text: string): string {
  if (text.trim() === '') return text && ' ';
  const [before, after] = [/^\s/.test(text) ? ' ' : '', /\s$/.test(text) ? ' ' : ''];
  return `${before}${markdownText(`"${text}`).slice(1).trim()}${after}`;
}

function prose(text: string): string {
  return markdownText(clip(text, LONGEST));
}
