/** Our own command, as the benchmark runs it: the bundle, a cold start, the answer checked. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './commands.ts';
import type { Command } from './measure.ts';
import { DRIVER_LINE } from './node-files.ts';

export const NODE = process.execPath;
export const CLI = process.env['CGROUP_GATE_CLI'] ?? join(ROOT, 'dist/cli.js');

export function ours(reference: string, options: readonly string[] = [], prepare?: () => void): Command {
  return {
    name: 'cgroup-gate',
    file: NODE,
    args: [CLI, 'check', '--format', 'json', ...options, reference],
    ...(prepare ? { prepare } : {}),
    verify: (output) => void checkedReading(output),
  };
}

/** How many bytes the report says were read; throws where the answer is not the right one. */
function checkedReading(output: string): number {
  const report = JSON.parse(output) as {
    verdict: string;
    images: {
      findings: { rule: string; location: { path: string; startLine: number } | null }[];
      reading: { bytesRead: number };
    }[];
  };
  const [image] = report.images;
  const right = image?.findings.some(
    ({ rule, location }) =>
      rule === 'cgroup-driver-mismatch' &&
      location?.path === '/etc/containerd/config.toml' &&
      location.startLine === DRIVER_LINE,
  );
  if (report.verdict !== 'fail' || !right) throw new Error('the answer is wrong');
  return image?.reading.bytesRead ?? Number.NaN;
}

export interface Usage {
  /** What the image's files gave, by the report. */
  readonly imageBytes: number;
  /** Everything the process has read, its own code included. */
  readonly bytesRead: number;
  readonly peakBytes: number;
}

/** Loaded before our program: writes what the process has used. As text, since reading TypeScript would take memory. */
const reportUsage = `
import { readFileSync, writeFileSync } from 'node:fs';
process.on('exit', () => {
  const bytesRead = Number(/^rchar: (\\d+)$/m.exec(readFileSync('/proc/self/io', 'latin1'))[1]);
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ peakBytes, bytesRead }));
});`;

export function usageOf(reference: string, options: readonly string[] = []): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const file = join(folder, 'usage.json');
    const args = [
      '--import',
      `data:text/javascript,${encodeURIComponent(reportUsage)}`,
      CLI,
      'check',
      '--format',
      'json',
      ...options,
      reference,
    ];
    const { stdout } = spawnSync(NODE, args, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, BENCH_USAGE: file },
    });
    const imageBytes = checkedReading(stdout);
    return { imageBytes, ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Usage, 'imageBytes'>) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
