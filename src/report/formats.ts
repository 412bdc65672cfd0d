import type { Report } from '../verdict/report.ts';
import { RULES } from '../verdict/rules/index.ts';

/** The names that `--format` and `--output` take. */
export const FORMATS = ['text', 'json', 'sarif', 'markdown', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

/** What GitHub takes of a job summary is 1 MiB; a Markdown report for elsewhere need not be longer either. */
const MARKDOWN_LIMIT = 1_000_000;

/** Whether `name` is one of `FORMATS`. */
export function isFormat(name: string): name is Format {
  return FORMATS.some((format) => format === name);
}

/**
 * The report in one format, with a final line feed. `style` is for `text` only. A format's code is loaded when it is
 * asked for: most runs want one.
 */
export async function renderReport(
  report: Report,
  format: Format,
  style: { colour: boolean; width: number },
): Promise<string> {
  switch (format) {
    case 'text': {
      const { renderText } = await import('./text/render.ts');
      return renderText(report, style);
    }
    case 'json': {
      const { renderJson } = await import('./json.ts');
      return renderJson(report);
    }
    case 'sarif': {
      const { renderSarif } = await import('./sarif/render.ts');
      return renderSarif(report, { rules: RULES });
    }
    case 'markdown': {
      const { renderMarkdown } = await import('./markdown/render.ts');
      return renderMarkdown(report, { links: () => null, limit: MARKDOWN_LIMIT, detail: 'full' });
    }
    case 'junit': {
      const { renderJunit } = await import('./junit.ts');
      return renderJunit(report, RULES);
    }
  }
}
