import { appendFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { renderMarkdown } from '../report/markdown/render.ts';
import type { Report } from '../verdict/report.ts';
import { linkToCheckout } from './links.ts';

/** What the runner takes of one step's summary is 1 MiB; more is dropped as a whole (actions/runner FileCommandManager.cs). */
const LIMIT = 1_000_000;

/** Writes the full report into the job summary. A missing summary file is no error: nothing else depends on it. */
export async function writeSummary(report: Report): Promise<void> {
  const path = process.env['GITHUB_STEP_SUMMARY'];
  if (path === undefined || path === '') return;
  const text = renderMarkdown(report, { links: linkToCheckout(process.env), limit: LIMIT, detail: 'full' });
  try {
    await appendFile(path, text);
  } catch (cause) {
    core.warning(`the job summary could not be written: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
