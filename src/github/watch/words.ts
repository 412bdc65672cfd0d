import { markdownCode, markdownText } from '../../report/escape/markdown.ts';
import { clip } from '../../report/escape/visible.ts';
import { safeLink } from '../../report/markdown/options.ts';
import { renderMarkdown } from '../../report/markdown/render.ts';
import { plural } from '../../report/tally.ts';
import type { Report } from '../../verdict/report.ts';
import { RULES } from '../../verdict/rules/index.ts';
import type { LineLinks } from '../links.ts';
import { DEFAULT_KEY, marker } from '../marker.ts';
import { type WatchState, writeWatchState } from './state.ts';

const LIMIT = 60_000;
const RESERVE = 1_000;
const MOST = 30;

export interface WatchSubject {
  readonly report: Report;
  readonly key: string;
  readonly links: LineLinks;
  readonly runLink: string | null;
}

/** The title of the issue; it says nothing that can change, and nothing that an image says. */
export function issueTitle(key: string): string {
  const name = key === '' || key === DEFAULT_KEY ? '' : ` (${key})`;
  return `Cgroup Gate: published node images fail${name}`;
}

/** The whole body: marker, report, and what to remember. */
export function issueBody(subject: WatchSubject, state: WatchState): string {
  const link = safeLink(subject.runLink);
  const memory = writeWatchState(state);
  const parts = [
    marker(subject.key, 'watch'),
    link === null ? '' : `This is what [the last run](${link}) found; it is kept up to date by each run.\n`,
    memory === null ? 'There is too much to remember here for the next run: give the action a `baseline` file.\n' : '',
  ];
  const room = LIMIT - RESERVE - Buffer.byteLength(memory ?? '') - Buffer.byteLength(parts.join('\n'));
  parts.push(renderMarkdown(subject.report, { links: subject.links, limit: room, detail: 'comment' }), memory ?? '');
  return parts.filter((part) => part !== '').join('\n');
}

/** The news since the last run as a list, empty where there is none; `report` carries its comparison. */
export function newsLines(report: Report): readonly string[] {
  const lines = report.images.flatMap((image) => {
    const { baseline } = image;
    if (baseline === null) return [];
    const name = markdownCode(clip(image.image, 200));
    const fresh = image.findings.filter((finding) => finding.baseline === 'new' && finding.skipped === null);
    const moved =
      baseline.previousDigest === null
        ? []
        : [
            `- moved: ${name} was ${markdownCode(clip(baseline.previousDigest, 100))}, and is ${markdownCode(clip(image.digest ?? '', 100))}`,
          ];
    return [
      ...fresh.map((one) => newsLine(one.undecided ? 'not decided' : 'new', name, one)),
      ...baseline.fixed.map((one) => newsLine(UNDECIDED.has(one.rule) ? 'decided again' : 'fixed', name, one)),
      ...moved,
    ];
  });
  return lines.length > MOST ? [...lines.slice(0, MOST), `- and ${plural(lines.length - MOST, 'more change')}`] : lines;
}

/** Rules that say that something could not be decided: what comes and goes with a registry is neither new nor fixed. */
const UNDECIDED: ReadonlySet<string> = new Set(RULES.filter(({ undecided }) => undecided).map(({ code }) => code));

function newsLine(what: string, name: string, { message, rule }: { message: string; rule: string }): string {
  return `- ${what} in ${name}: ${markdownText(clip(message, 300))} ${markdownCode(rule)}`;
}

/** A comment on the issue: a sentence, and the news. */
export function issueComment(sentence: string, news: readonly string[], runLink: string | null): string {
  const link = safeLink(runLink);
  const parts = [sentence, news.join('\n'), link === null ? '' : `<sub>[The run](${link})</sub>`];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
