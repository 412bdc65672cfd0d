import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as core from '@actions/core';
import { singleLine } from '../report/escape/workflow-command.ts';
import { renderReport } from '../report/formats.ts';
import type { Report } from '../verdict/report.ts';
import type { ActionSettings } from './settings.ts';

const PLAIN = { colour: false, width: 100 };

/** Writes the report into the files that were asked for, and JSON in any case; the outputs say where. */
export async function writeFiles(report: Report, settings: ActionSettings): Promise<void> {
  const temporary = process.env.RUNNER_TEMP ?? '.';
  const reportFile = resolve(settings.reportFile ?? join(temporary, 'cgroup-gate', 'report.json'));
  await writeText(reportFile, await renderReport(report, 'json', PLAIN));
  core.setOutput('result', reportFile);
  if (settings.sarifFile !== null) {
    await writeText(resolve(settings.sarifFile), await renderReport(report, 'sarif', PLAIN));
    core.setOutput('sarif', resolve(settings.sarifFile));
  }
  if (settings.junitFile !== null) {
    await writeText(resolve(settings.junitFile), await renderReport(report, 'junit', PLAIN));
  }
}

async function writeText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    core.warning(singleLine(`${path} could not be written: ${why}`));
  }
}
