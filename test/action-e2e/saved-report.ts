import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Finding, ImageReport, Report } from '../../src/verdict/report.ts';
import { classic } from '../report/samples.ts';
import { FAILING } from './runner.ts';

/** The file of the checkout that the example image's containerd configuration was copied from. */
export const REPO_FILE = 'config/containerd.toml';
const SOURCE = resolve(import.meta.dirname, '../../examples/node-image/config/containerd.toml');
const IMAGE_PATH = '/etc/containerd/config.toml';

/** The lines of that file. */
export async function sourceLines(): Promise<readonly string[]> {
  return (await readFile(SOURCE, 'utf8')).trimEnd().split('\n');
}

/** The report of the failing example with its line found in the repository, `shift` lines further down. */
export async function mappedReport(shift = 0, changes: Partial<Finding> = {}): Promise<Report> {
  const lines = await sourceLines();
  const line = lines.findIndex((text) => text.includes('SystemdCgroup')) + 1;
  const text = lines[line - 1] as string;
  const place = { startLine: line, startColumn: 29, endLine: line, endColumn: 34 };
  const [base] = classic.images;
  const [finding] = (base as ImageReport).findings;
  const own: Finding = {
    ...(finding as Finding),
    location: { path: IMAGE_PATH, ...place },
    repo: { path: REPO_FILE, ...place, startLine: line + shift, endLine: line + shift },
    fix: {
      title: 'Set SystemdCgroup = true',
      path: IMAGE_PATH,
      startLine: line,
      endLine: line,
      replacement: text.replace('false', 'true'),
    },
    frames: [
      {
        path: IMAGE_PATH,
        origin: null,
        lines: [line - 1, line].map((number) => ({ number, text: lines[number - 1] as string })),
        marks: [{ role: 'primary', ...place, label: 'tells runc to use cgroupfs' }],
      },
    ],
    ...changes,
  };
  return { ...classic, images: [{ ...(base as ImageReport), image: FAILING, findings: [own] }] };
}

export function passingReport(report: Report): Report {
  return {
    ...report,
    verdict: 'pass',
    images: report.images.map((image) => ({ ...image, verdict: 'pass', findings: [] })),
  };
}

export async function saveReport(folder: string, report: unknown, name = 'saved.json'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof report === 'string' ? report : JSON.stringify(report));
  return path;
}

/** A patch that adds these lines from line `start` of a file on, below one line of context. */
export function patchOf(start: number, lines: readonly string[]): string {
  return [`@@ -${start},0 +${start},${lines.length} @@ [table]`, ...lines.map((line) => `+${line}`)].join('\n');
}
