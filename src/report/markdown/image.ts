import type { ImageReport, LiveReport } from '../../verdict/report.ts';
import { markdownCell, markdownCode, markdownCodeCell, markdownText } from '../escape/markdown.ts';
import { clip } from '../escape/visible.ts';
import { factRows } from '../facts.ts';
import { findingBlocks } from './finding.ts';
import { type Depth, headingLevel, type MarkdownOptions } from './options.ts';
import { driversTable, VERDICT_MARKS } from './table.ts';

const MOST = 20;
const MOST_TWINS = 12;

/** Images with the same findings: told once, with all their names. */
export interface ImageGroup {
  readonly first: ImageReport;
  readonly others: readonly ImageReport[];
}

/** Puts together the images whose findings are the same, in the order of their first ones. */
export function groupImages(images: readonly ImageReport[]): readonly ImageGroup[] {
  const groups = new Map<string, { first: ImageReport; others: ImageReport[] }>();
  for (const image of images) {
    const findings = image.findings.map((one) => [
      one.rule,
      one.severity,
      one.message,
      one.location,
      one.skipped,
      one.baseline,
    ]);
    const key = JSON.stringify([image.verdict, findings, image.live === null ? null : image.image]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: image, others: [] });
    else group.others.push(image);
  }
  return [...groups.values()];
}

/** The section of a group of images. `single`: the report has no other image, so that no heading is needed. */
export function groupBlocks(group: ImageGroup, options: MarkdownOptions, depth: Depth, single: boolean): string[] {
  const { first, others } = group;
  const level = '#'.repeat(Math.min(6, headingLevel(options) + 1));
  const blocks = [single ? subject(first) : `${level} ${VERDICT_MARKS[first.verdict]} ${code(first.image, 200)}`];
  if (others.length > 0) blocks.push(`The same in ${names(others)}.`);
  if (depth === 'headlines') return [...blocks, ...findingBlocks(first.findings, options, depth)];
  const full = options.detail === 'full';
  if (single || full) blocks.push(driversTable(first, full && depth === 'all'));
  blocks.push(...versionBlocks(first), ...baselineBlocks(first));
  blocks.push(...findingBlocks(first.findings, options, depth));
  if (depth === 'all') blocks.push(...details(first, options, single || full));
  return blocks.filter((block) => block !== '');
}

/** Images that pass with nothing to remark, folded away. */
export function passingBlocks(images: readonly ImageReport[], options: MarkdownOptions): string[] {
  if (images.length === 0 || options.detail === 'comment') return [];
  const shown = images.slice(0, MOST);
  const inner = shown.flatMap((image) => [`**${code(image.image, 200)}**`, driversTable(image, true), factList(image)]);
  if (images.length > shown.length) inner.push(`and ${images.length - shown.length} more`);
  const count = images.length === 1 ? '1 image passes' : `${images.length} images pass`;
  return [fold(`${count}: how it is known`, inner)];
}

function subject(image: ImageReport): string {
  const platform = image.platform === null ? '' : ` (${markdownText(clip(image.platform, 40))})`;
  return `Image ${code(image.image, 200)}${platform}`;
}

function names(images: readonly ImageReport[]): string {
  const shown = images.slice(0, MOST_TWINS).map((image) => code(image.image, 120));
  return images.length > shown.length
    ? `${shown.join(', ')} and ${images.length - shown.length} more`
    : shown.join(', ');
}

function details(image: ImageReport, options: MarkdownOptions, hasTable: boolean): string[] {
  const inner = [hasTable && options.detail === 'full' ? '' : driversTable(image, true), factList(image)];
  const blocks = [fold('How the values came about', inner)];
  if (image.live !== null)
    blocks.unshift(fold(`What the cluster showed${image.live.booted ? '' : ': it did not boot'}`, live(image.live)));
  return blocks;
}

function factList(image: ImageReport): string {
  return factRows(image)
    .slice(0, MOST)
    .map(([label, phrase]) => `- ${label === '' ? '' : `${label}: `}${markdownText(clip(phrase, 400))}`)
    .join('\n');
}

function versionBlocks(image: ImageReport): string[] {
  const answers = image.containerd?.byVersion ?? [];
  if (answers.length === 0) return [];
  const rows = answers
    .slice(0, MOST)
    .map((answer) => `| ${markdownCell(clip(answer.versions, 60))} | ${markdownCell(clip(answer.answer, 300))} |`);
  return [
    'The containerd version is not known, and the answer depends on it:',
    ['| containerd | Answer |', '|---|---|', ...rows].join('\n'),
  ];
}

function baselineBlocks(image: ImageReport): string[] {
  const { baseline } = image;
  if (baseline === null) return [];
  const lines = [
    `Since the baseline: ${baseline.new} new, ${baseline.persisting} persisting, ${baseline.fixed.length} fixed.`,
  ];
  if (baseline.previousDigest !== null) {
    lines.push(`The tag has moved: it was ${code(baseline.previousDigest, 100)}.`);
  }
  const fixed = baseline.fixed
    .slice(0, MOST)
    .map((one) => `- fixed: ${markdownText(clip(one.message, 300))} ${code(one.rule, 60)}`);
  return [lines.join(' '), fixed.join('\n')];
}

function live(report: LiveReport): string[] {
  const rows = report.nodes.slice(0, MOST).flatMap((node) =>
    node.evidence.slice(0, MOST).map((entry) => {
      const cells = [
        markdownCell(clip(node.name, 60)),
        markdownCell(clip(entry.kind, 40)),
        markdownCell(clip(`${entry.subject}: ${entry.says}`, 200)),
        markdownCodeCell(clip(entry.detail, 200)),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  );
  const table = ['| Node | Evidence | Says | Seen |', '|---|---|---|---|', ...rows].join('\n');
  const logs = report.logs === null ? '' : `Logs: ${code(report.logs, 200)}`;
  const kept = report.retained === null ? '' : `The cluster was kept: ${markdownText(clip(report.retained, 300))}`;
  return [rows.length === 0 ? '' : table, logs, kept];
}

/** `summary` is the project's own text. */
function fold(summary: string, inner: readonly string[]): string {
  const body = inner.filter((block) => block !== '').join('\n\n');
  return body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

function code(text: string, limit: number): string {
  return markdownCode(clip(text, limit));
}
