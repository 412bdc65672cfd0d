import * as core from '@actions/core';
import { annotationText } from '../report/escape/workflow-command.ts';
import { renderReport } from '../report/formats.ts';
import type { Report } from '../verdict/report.ts';
import { annotate } from './annotate.ts';
import { writeFiles } from './files.ts';
import { judge } from './judge.ts';
import { beginPublishing } from './publishing.ts';
import { readSaved } from './saved.ts';
import { readSettings } from './settings.ts';
import { writeSummary } from './summary.ts';

/**
 * Runs the action: judges the images, or takes saved reports, shows and publishes what was found, and then, when everything
 * is where it belongs, fails the step unless the images pass. Publishing never changes the verdict.
 */
export async function main(): Promise<void> {
  const read = readSettings(process.env.GITHUB_WORKSPACE ?? null);
  if (!read.ok) return fail(read.message);
  const { settings } = read;
  const saved = settings.publish.length > 0;
  const judged = saved ? await readSaved(settings) : await judge(settings);
  if (!judged.ok) return fail(judged.message);

  const publishing = await beginPublishing(settings, judged.report);
  const { report } = publishing;
  const style = { colour: process.env.NO_COLOR === undefined, width: 120 };
  process.stdout.write(await renderReport(report, 'text', style));
  await writeFiles(report, settings);
  if (settings.summary) await writeSummary(report, publishing.links);
  core.setOutput('verdict', report.verdict);
  core.setOutput('findings', openFindings(report).length);
  const warnings = await publishing.publish();
  if (settings.annotations && !saved) annotate(report, warnings);
  if (judged.fails) fail(headline(report));
}

function openFindings(report: Report): Report['images'][number]['findings'] {
  return report.images.flatMap(({ findings }) => findings).filter(({ skipped }) => skipped === null);
}

function headline(report: Report): string {
  const [first] = openFindings(report);
  const what = report.verdict === 'fail' ? 'The node image fails the cgroup gate' : 'The cgroup gate could not decide';
  return first === undefined ? what : `${what}: ${first.message}`;
}

function fail(message: string): void {
  core.setFailed(annotationText(message));
}
