import { markdownCode, markdownText } from '../../report/escape/markdown.ts';
import { clip } from '../../report/escape/visible.ts';
import { marker } from '../marker.ts';
import type { Suggestion } from './suggestion.ts';

/** The comment that offers one fix with a click. */
export function suggestionBody(suggestion: Suggestion, key: string): string {
  const { finding, lines, fingerprint } = suggestion;
  return [
    marker(key, `suggestion=${fingerprint}`),
    `**${markdownText(clip(finding.message, 500))}** ${markdownCode(clip(finding.rule, 60))}`,
    '',
    ...(finding.consequence === '' ? [] : [markdownText(clip(finding.consequence, 700)), '']),
    ...suggestionFence(lines),
    '',
  ].join('\n');
}

/** What stands above the suggestions of one review. */
export function reviewBody(count: number, key: string): string {
  const what = count === 1 ? 'a fix that a click applies' : `${count} fixes, each of which a click applies`;
  return `${marker(key, 'review')}\nCgroup Gate has ${what}.\n`;
}

/** The lines as they are to be in the file, in a fence that is longer than any run of backticks in them. */
function suggestionFence(lines: readonly string[]): readonly string[] {
  const longest = Math.max(0, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}suggestion`, ...lines, fence];
}
