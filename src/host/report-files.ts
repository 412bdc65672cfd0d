import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mergeReports } from '../report/merge.ts';
import { parseReport } from '../report/parse.ts';
import type { Report } from '../verdict/report.ts';
import { readUserFile } from './user-files.ts';

/** Of a folder with more files than this it is not the right one. */
const MOST = 1000;

export type ReadReportsResult =
  | { readonly ok: true; readonly reports: readonly Report[] }
  | { readonly ok: false; readonly message: string };

/**
 * Reads saved reports: files, and in folders every `.json` file, in order of their names. Nothing in them is believed
 * but their form. The message names the file and is safe to print.
 */
export async function readReports(paths: readonly string[]): Promise<ReadReportsResult> {
  const reports: Report[] = [];
  for (const path of paths) {
    const files = await listFiles(path);
    if (files.length === 0) return { ok: false, message: `${path}: no report is in this folder; name one` };
    if (files.length > MOST) return { ok: false, message: `${path}: more than ${MOST} files; name the right folder` };
    for (const file of files) {
      const read = await readUserFile(file);
      if (!read.ok) return read;
      const parsed = parseReport(new TextDecoder().decode(read.bytes));
      if (!parsed.ok) return { ok: false, message: `${file}: ${parsed.error}` };
      reports.push(parsed.report);
    }
  }
  return { ok: true, reports };
}

/** Reads the report of an earlier run, to compare with. */
export async function readBaseline(
  path: string,
): Promise<{ readonly ok: true; readonly baseline: Report } | { readonly ok: false; readonly message: string }> {
  const read = await readReports([path]);
  if (!read.ok) return read;
  const baseline = mergeReports(read.reports);
  return baseline === null ? { ok: false, message: `${path}: it holds no report` } : { ok: true, baseline };
}

/** The path itself, unless it is a folder. Links inside of a folder are not followed. */
async function listFiles(path: string): Promise<readonly string[]> {
  const folder = await stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
  if (!folder) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
