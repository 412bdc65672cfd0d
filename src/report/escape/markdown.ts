import { breakCommands } from './terminal.ts';
import { visible } from './visible.ts';

/** Written between two characters so that GitHub makes no mention, reference, link or emoji of them. */
const APART = '&#8203;';

/** What would be markup, HTML, a formula, a mention, a reference, an emoji or a link. */
const SPECIAL = /[&<>$\\`*_[\]|~@]|#(?=\w)|\bGH-(?=\d)|:(?=\/|[\w+-]+:)|\b(?:www|xmpp|mailto)(?=[.:])/gi;

/** One line of free text: no markup, no HTML, no mention, no reference, no link, no emoji, no formula. */
export function markdownText(text: string): string {
  const line = breakCommands(visible(text.replace(/\s+/gu, ' ').trim()));
  return line.replace(SPECIAL, defuse).replace(/^(\d*)([-+=.)#])(?=[-+=#\s]|$)/, '$1\\$2');
}

function defuse(special: string): string {
  if (/^[&<>$]$/.test(special)) return `&#${special.charCodeAt(0)};`;
  return /^[\\`*_[\]|~]$/.test(special) ? `\\${special}` : `${special}${APART}`;
}

/** Inline code; nothing in it is markup, and nobody in it is mentioned. */
export function markdownCode(text: string): string {
  const line = guardMarker(breakCommands(visible(text)));
  if (line === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = /^`|`$|^ .*[^ ].* $/u.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Free text in a cell of a table. */
export function markdownCell(text: string): string {
  return markdownText(text);
}

/**
 * Inline code in a cell of a table. A bar ends the cell even inside code, and no backslash saves it behind another one:
 * a text with a bar becomes an element of HTML.
 */
export function markdownCodeCell(text: string): string {
  return text.includes('|') ? `<code>${markdownText(text)}</code>` : markdownCode(text);
}

/** A fenced block; `info` is the project's own word. Its fence is longer than any run of backticks inside. */
export function markdownFence(info: string, lines: readonly string[]): string {
  const body = lines.map((line) => guardMarker(breakCommands(visible(line.replaceAll('\t', '    ')))));
  const fence = '`'.repeat(Math.max(3, ...body.map((line) => longestRun(line) + 1)));
  return [`${fence}${info}`, ...body, fence].join('\n');
}

/** No content can look like the hidden comment by which the project finds its own comments. */
function guardMarker(text: string): string {
  return text.replaceAll('<!--', '<\\!--');
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
