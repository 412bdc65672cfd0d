import * as core from '@actions/core';
import { annotations } from '../report/annotations.ts';
import type { Report } from '../verdict/report.ts';

/**
 * Prints the report's annotations as the runner's workflow commands.
 * @param warnings how many warnings the step has printed already: the runner takes ten
 */
export function annotate(report: Report, warnings: number): void {
  for (const { level, message, ...properties } of annotations(report, warnings)) {
    if (level === 'error') core.error(message, properties);
    else if (level === 'warning') core.warning(message, properties);
    else core.notice(message, properties);
  }
}
