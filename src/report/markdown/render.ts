import type { ImageReport, Report } from '../../verdict/report.ts';
import { markdownCode, markdownText } from '../escape/markdown.ts';
import { clip } from '../escape/visible.ts';
import { countPhrase, plural, tally } from '../tally.ts';
import { blockSize, chooseDepths } from './depths.ts';
import { groupBlocks, groupImages, passingBlocks } from './image.ts';
import { type Depth, headingLevel, type MarkdownOptions } from './options.ts';
import { imagesTable, VERDICT_MARKS, worstFirst } from './table.ts';

export type { MarkdownOptions } from './options.ts';

const DEPTHS: readonly Depth[] = ['all', 'no-details', 'headlines'];
/** Room for the sentence on what was left out. */
const RESERVE = 200;

/**
 * The report as Markdown for a job summary or a comment, with a final line feed. Where it would grow over the limit,
 * images lose detail, the last ones first, and the text says that something was left out; no fence is ever cut.
 */
export function renderMarkdown(report: Report, options: MarkdownOptions): string {
  const { images } = report;
  const passing = images.length > 1 ? images.filter(calm) : [];
  const groups = groupImages(worstFirst(images).filter((image) => !passing.includes(image)));
  const head = [headline(report, options), statement(report), imagesTable(images)];
  const tail = [`<sub>cgroup-gate ${markdownText(clip(report.tool.version, 40))}</sub>`];

  const parts = groups.map((group) => [
    ...DEPTHS.map((depth) => () => groupBlocks(group, options, depth, images.length === 1)),
    () => [],
  ]);
  parts.push([() => passingBlocks(passing, options), () => []]);
  const fitted = chooseDepths(parts, options.limit - blockSize([...head, ...tail]) - RESERVE);
  const note = fitted.reduced === 0 ? [] : ['_Shortened to fit; the JSON report has everything._'];
  const blocks = [...head, ...fitted.blocks, ...note, ...tail].filter((block) => block !== '');
  return within(`${blocks.join('\n\n')}\n`, report, options);
}

/**
 * What replaces an earlier comment once nothing is wrong any more.
 * @param sha the commit that mended it; null where it was no commit, as the same one failed before, or nothing had failed
 */
export function renderFixed(report: Report, sha: string | null): string {
  const names = report.images.slice(0, 10).map((image) => markdownCode(clip(image.image, 200)));
  const more = report.images.length - names.length;
  const who = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  const verb = report.images.length === 1 ? 'passes' : 'pass';
  const passes = `${who} now ${verb}.\n`;
  if (sha === null) return `✅ **Cgroup Gate:** ${passes}`;
  const commit = /^[0-9a-f]{7,64}$/.test(sha) ? sha : markdownCode(clip(sha, 64));
  return `✅ **Cgroup Gate:** fixed in ${commit}. ${passes}`;
}

function calm(image: ImageReport): boolean {
  return image.verdict === 'pass' && image.findings.length === 0 && image.live === null && image.baseline === null;
}

function headline(report: Report, options: MarkdownOptions): string {
  const counts = tally(report.images);
  const findings = counts.error + counts.warning + counts.note + counts.skipped > 0;
  const words = {
    pass: findings ? `passed, ${countPhrase(counts, false)}` : 'passed',
    fail: countPhrase(counts, false),
    undetermined: 'undetermined',
  } as const;
  const many = report.images.length > 1 ? ` in ${plural(report.images.length, 'image')}` : '';
  return `${'#'.repeat(headingLevel(options))} ${VERDICT_MARKS[report.verdict]} Cgroup Gate: ${words[report.verdict]}${many}`;
}

/** One sentence on what the verdict means, where the headline does not say it. */
function statement(report: Report): string {
  const open = report.images.filter((image) => image.verdict === 'undetermined').length;
  if (open > 0) {
    const where = report.images.length === 1 ? 'It' : `For ${plural(open, 'image')} it`;
    return `${where} could not be decided which cgroup drivers the node will use. This is not a pass: what is missing is said below.`;
  }
  return report.verdict === 'pass' ? 'The cgroup drivers below are the ones that the nodes will really use.' : '';
}

/** Where even the table of images is too large: the headline and a sentence, or nothing at all. */
function within(text: string, report: Report, options: MarkdownOptions): string {
  if (Buffer.byteLength(text) <= options.limit) return text;
  const short = `${headline(report, options)}\n\nToo much to show here; the JSON report has everything.\n`;
  return Buffer.byteLength(short) <= options.limit ? short : '';
}
