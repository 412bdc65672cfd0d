import type { Report } from '../verdict/report.ts';
import { RULES } from '../verdict/rules/index.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown/render.ts';
import { renderSarif } from './sarif/render.ts';
import { renderText } from './text/render.ts';

/** The names that `--format` and `--output` take. */
export const FORMATS = ['text', 'json', 'sarif', 'markdown', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

/** What GitHub takes of a job summary is 1 MiB; a Markdown report for elsewhere need not be longer either. */
const MARKDOWN_LIMIT = 1_000_000;

/** Whether `name` is one of `FORMATS`. */
export function isFormat(name: string): name is Format {
  return FORMATS.some((format) => format === name);
}

/** The report in one format, with a final line feed. `style` is for `text` only. */
export function renderReport(report: Report, format: Format, style: { colour: boolean; width: number }): string {
  switch (format) {
    case 'text':
      return renderText(report, style);
    case 'json':
      return renderJson(report);
    case 'sarif':
      return renderSarif(report, { rules: RULES });
    case 'markdown':
      return renderMarkdown(report, { links: () => null, limit: MARKDOWN_LIMIT, detail: 'full' });
    case 'junit':
      return renderJunit(report, RULES);
  }
}
