import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as core from '@actions/core';
import { checkImages } from '../gate/check-images.ts';
import { readOptions } from '../gate/read-options.ts';
import { createImagePorts } from '../host/image-ports.ts';
import { readUserFile } from '../host/user-files.ts';
import { annotationText } from '../report/escape/workflow-command.ts';
import { renderReport } from '../report/formats.ts';
import type { Report } from '../verdict/report.ts';
import { RULES } from '../verdict/rules/index.ts';
import { annotate } from './annotate.ts';
import { type ActionSettings, readSettings } from './settings.ts';
import { writeSummary } from './summary.ts';

/** Runs the action: judges the images, shows what was found, and fails the step unless they pass. */
export async function main(): Promise<void> {
  const read = readSettings(process.env['GITHUB_WORKSPACE'] ?? null);
  if (!read.ok) return fail(read.message);
  const { settings } = read;
  const options = readOptions(
    settings.images,
    settings.raw,
    RULES.map(({ code }) => code),
  );
  if (!options.ok) return fail(options.message);
  const ports = createImagePorts();
  const result = await checkImages(options.options, { image: ports, readUserFile });
  await ports.scans?.close();
  if (!result.ok) return fail(result.message);
  const { report } = result.run;

  process.stdout.write(renderReport(report, 'text', { colour: process.env['NO_COLOR'] === undefined, width: 120 }));
  await writeFiles(report, settings);
  if (settings.annotations) annotate(report);
  if (settings.summary) await writeSummary(report);
  core.setOutput('verdict', report.verdict);
  core.setOutput(
    'findings',
    report.images.flatMap(({ findings }) => findings).filter(({ skipped }) => skipped === null).length,
  );
  if (report.verdict === 'pass' || (report.verdict === 'fail' && options.options.failOn === 'never')) return;
  fail(headline(report));
}

function headline(report: Report): string {
  const [first] = report.images.flatMap(({ findings }) => findings).filter(({ skipped }) => skipped === null);
  const what = report.verdict === 'fail' ? 'The node image fails the cgroup gate' : 'The cgroup gate could not decide';
  return first === undefined ? what : `${what}: ${first.message}`;
}

async function writeFiles(report: Report, settings: ActionSettings): Promise<void> {
  const temporary = process.env['RUNNER_TEMP'] ?? '.';
  const reportFile = resolve(settings.reportFile ?? join(temporary, 'cgroup-gate', 'report.json'));
  await writeText(reportFile, renderReport(report, 'json', PLAIN));
  core.setOutput('result', reportFile);
  if (settings.sarifFile !== null) {
    await writeText(resolve(settings.sarifFile), renderReport(report, 'sarif', PLAIN));
    core.setOutput('sarif', resolve(settings.sarifFile));
  }
  if (settings.junitFile !== null) await writeText(resolve(settings.junitFile), renderReport(report, 'junit', PLAIN));
}

const PLAIN = { colour: false, width: 100 };

async function writeText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    core.warning(`${path} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function fail(message: string): void {
  core.setFailed(annotationText(message));
}
