import type { NodeExec } from '../cluster/node-exec.ts';
import { succeeded } from '../ports.ts';

export interface NodeProcess {
  readonly pid: number;
  readonly arguments: readonly string[];
  /** Milliseconds since 1970, to about a second; null where it is not known. */
  readonly startedAt: number | null;
}

/** The oldest process of exactly this name in the node. */
export async function findProcess(node: NodeExec, name: string): Promise<NodeProcess | null> {
  const found = await node(['pgrep', '-o', '-x', name], {});
  const pid = Number.parseInt(found.stdout.trim(), 10);
  if (!succeeded(found) || !Number.isInteger(pid) || pid <= 0) return null;
  const commandLine = await node(['cat', `/proc/${pid}/cmdline`], {});
  const times = await node(['cat', `/proc/${pid}/stat`, '/proc/stat'], {});
  return {
    pid,
    arguments: commandLine.stdout.split('\0').filter((word, index, words) => word !== '' || index < words.length - 1),
    startedAt: startTime(times.stdout),
  };
}

/** proc(5): field 22 of `/proc/PID/stat` in hundredths of a second after `btime` of `/proc/stat`. */
export function startTime(text: string): number | null {
  const afterName = text.slice(text.lastIndexOf(') ', text.indexOf('\n')) + 2).split(' ');
  const ticks = Number(afterName[19]);
  const bootTime = Number(/^btime (\d+)$/m.exec(text)?.[1]);
  return Number.isFinite(ticks) && Number.isFinite(bootTime) ? Math.round((bootTime + ticks / 100) * 1000) : null;
}

/** The last value of a flag, `--name=value` or `--name value` with one or two dashes. */
export function flagValue(words: readonly string[], ...names: readonly string[]): string | null {
  let value: string | null = null;
  words.forEach((word, index) => {
    for (const name of names) {
      if (word.startsWith(`${name}=`)) value = word.slice(name.length + 1);
      else if (word === name) value = words[index + 1] ?? null;
    }
  });
  return value;
}
