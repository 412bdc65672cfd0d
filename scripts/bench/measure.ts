/** Runs commands in turn, and compares them pair by pair. */
import { spawnSync } from 'node:child_process';

export interface Command {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Before each run, not measured. */
  readonly prepare?: () => void;
  /** Throws if the answer is wrong. */
  readonly verify: (output: string, status: number | null) => void;
}

/** A shell pipeline as a command. */
export function pipeline(name: string, script: string, verify: Command['verify'] = () => {}): Command {
  return { name, file: 'bash', args: ['-euo', 'pipefail', '-c', script], verify };
}

export interface Comparison {
  readonly against: string;
  /** Medians, in milliseconds. */
  readonly ours: number;
  readonly theirs: number;
  /** Median of ours / theirs, pair by pair. */
  readonly ratio: number;
  readonly pairs: number;
}

/** Milliseconds of the whole process. */
function run(command: Command): number {
  command.prepare?.();
  const start = performance.now();
  const { stdout, stderr, status, error } = spawnSync(command.file, [...command.args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...command.environment },
  });
  const time = performance.now() - start;
  if (error) throw new Error(`${command.name}: ${error.message}`);
  try {
    command.verify(stdout, status);
  } catch (cause) {
    throw new Error(`${command.name}: ${cause instanceof Error ? cause.message : cause}\n${stderr.slice(-2000)}`);
  }
  return time;
}

/** Both once to warm up, then in turn; who goes first changes with every pair. */
export function compare(ours: Command, theirs: Command, pairs: number): Comparison {
  run(ours);
  run(theirs);
  const times: { ours: number; theirs: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) {
      const own = run(ours);
      times.push({ ours: own, theirs: run(theirs) });
    } else {
      const other = run(theirs);
      times.push({ ours: run(ours), theirs: other });
    }
  }
  return {
    against: theirs.name,
    ours: median(times.map((pair) => pair.ours)),
    theirs: median(times.map((pair) => pair.theirs)),
    ratio: median(times.map((pair) => pair.ours / pair.theirs)),
    pairs,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
