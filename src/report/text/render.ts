import type { Report } from '../../verdict/report.ts';
import { breakCommands, terminal } from '../escape/terminal.ts';
import { clip } from '../escape/visible.ts';
import { summaryLine } from '../tally.ts';
import { renderImage } from './image.ts';
import { painter, type Tone } from './paint.ts';
import { wrap } from './wrap.ts';

const CLOSING: Readonly<Record<Report['verdict'], Tone>> = { pass: 'good', fail: 'bad', undetermined: 'warn' };

/**
 * The report for a terminal or a CI log, `width` columns wide, with a final line feed. Without `colour` it holds no
 * terminal sequence; either way no line of it is a command to a CI runner.
 */
export function renderText(report: Report, options: { colour: boolean; width: number }): string {
  const paint = painter(options.colour);
  const width = Math.max(40, options.width);
  const lines: string[] = [];
  const brief = report.images.length > 1;
  for (const image of report.images) lines.push(...renderImage(image, { paint, width, brief }), '');
  const closing = wrap(clip(terminal(summaryLine(report)), 600), width);
  lines.push(...closing.map((line) => paint(CLOSING[report.verdict], line)));
  const text = lines.map((line) => line.trimEnd()).join('\n');
  return `${breakCommands(text.replace(/\n{3,}/g, '\n\n'))}\n`;
}
