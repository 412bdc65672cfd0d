import { appendFile } from 'node:fs/promises';
import * as core from '@actions/core';
import type { LineLinks } from '../github/links.ts';
import { singleLine } from '../report/escape/workflow-command.ts';
import { renderMarkdown } from '../report/markdown/render.ts';
import type { Report } from '../verdict/report.ts';

/** What the runner takes of one step's summary is 1 MiB; more is dropped as a whole (actions/runner FileCommandManager.cs). */
const LIMIT = 1_000_000;

/** Writes the full report into the job summary. A missing summary file is no error: nothing else depends on it. */
export async function writeSummary(report: Report, links: LineLinks): Promise<void> {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path === undefined || path === '') return;
  try {
    await appendFile(path, renderMarkdown(report, { links, limit: LIMIT, detail: 'full' }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    core.warning(singleLine(`the job summary could not be written: ${why}`));
  }
}
