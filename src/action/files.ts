import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as core from '@actions/core';
import { singleLine } from '../report/escape/workflow-command.ts';
import { renderReport } from '../report/formats.ts';
import type { Report } from '../verdict/report.ts';
import type { ActionSettings } from './settings.ts';

const PLAIN = { colour: false, width: 100 };

/** Writes the report into the files that were asked for, and JSON in any case; the outputs say where they are. */
export async function writeFiles(report: Report, settings: ActionSettings): Promise<void> {
  const temporary = process.env.RUNNER_TEMP ?? '.';
  const usual = resolve(join(temporary, 'cgroup-gate', 'report.json'));
  const json = await renderReport(report, 'json', PLAIN);
  const asked = settings.reportFile === null ? null : resolve(settings.reportFile);
  if (asked !== null && (await writeText(asked, json))) core.setOutput('result', asked);
  else if (await writeText(usual, json)) core.setOutput('result', usual);
  if (settings.sarifFile !== null) {
    const written = await writeText(resolve(settings.sarifFile), await renderReport(report, 'sarif', PLAIN));
    if (written) core.setOutput('sarif', resolve(settings.sarifFile));
  }
  if (settings.junitFile !== null) {
    await writeText(resolve(settings.junitFile), await renderReport(report, 'junit', PLAIN));
  }
}

/** Whether it could be written; a warning says why not. */
async function writeText(path: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return true;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    core.warning(singleLine(`${path} could not be written: ${why}`));
    return false;
  }
}
