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
  try {
    await run();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    refuse(`this is a defect of Cgroup Gate, and nothing was decided: ${why}`);
  }
}

async function run(): Promise<void> {
  const read = readSettings(process.env.GITHUB_WORKSPACE ?? null);
  if (!read.ok) return refuse(read.message);
  const { settings } = read;
  const saved = settings.publish.length > 0;
  const judged = saved ? await readSaved(settings) : await judge(settings);
  if (!judged.ok) return refuse(judged.message);

  const publishing = await beginPublishing(settings, judged.report);
  const { report } = publishing;
  const style = { colour: process.env.NO_COLOR === undefined, width: 120 };
  process.stdout.write(await renderReport(report, 'text', style));
  await writeFiles(report, settings);
  if (settings.summary) await writeSummary(report, publishing.links);
  core.setOutput('verdict', report.verdict);
  core.setOutput('findings', openFindings(report).length);
  // A saved report's folder is one of another machine.
  const logs = saved ? null : exportedLogs(report);
  if (logs !== null) core.setOutput('logs', logs);
  const warnings = await publishing.publish();
  if (settings.annotations && !saved) annotate(report, warnings);
  if (judged.fails) fail(headline(report));
}

function openFindings(report: Report): Report['images'][number]['findings'] {
  return report.images.flatMap(({ findings }) => findings).filter(({ skipped }) => skipped === null);
}

function exportedLogs(report: Report): string | null {
  return report.images.find(({ live }) => live !== null && live.logs !== null)?.live?.logs ?? null;
}

function headline(report: Report): string {
  const [first] = openFindings(report);
  const what = report.verdict === 'fail' ? 'The node image fails the cgroup gate' : 'The cgroup gate could not decide';
  return first === undefined ? what : `${what}: ${first.message}`;
}

/** Fails a step that came to no report: for whoever asks the outputs, that is no pass. */
function refuse(message: string): void {
  core.setOutput('verdict', 'undetermined');
  core.setOutput('findings', 0);
  fail(message);
}

function fail(message: string): void {
  core.setFailed(annotationText(message));
}
