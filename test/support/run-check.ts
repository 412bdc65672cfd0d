import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../../src/verdict/report.ts';

const CLI = process.env['CGROUP_GATE_CLI'] ?? resolve(import.meta.dirname, '../../dist/cli.js');

export interface Checked {
  readonly status: number;
  readonly report: Report;
  readonly stderr: string;
}

/** Runs `cgroup-gate check` as a process of its own: the bundle, or the one that CGROUP_GATE_CLI names. */
export async function runCheck(
  references: string | readonly string[],
  options: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Checked> {
  const args = [CLI, 'check', '--format', 'json', ...options, ...[references].flat()];
  const env = { ...process.env, ...environment };
  const run = promisify(execFile)(process.execPath, args, { maxBuffer: 1e8, env });
  const { stdout, stderr, code } = await run.then(
    (result) => ({ ...result, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { status: code, report: JSON.parse(stdout) as Report, stderr };
}

/** What of a report on one image has to be the same, whatever form the image came in. */
export function essence(report: Report): unknown {
  const [image] = report.images;
  return {
    verdict: report.verdict,
    containerd: image?.containerd,
    kubelet: image?.kubelet,
    findings: image?.findings.map(({ rule, severity, location, fix }) => ({ rule, severity, location, fix })),
  };
}
