import type { Driver } from '../observations.ts';

/** What a kubelet's journal says. Times of a restarting kubelet pile up in it: the last word counts. */
export interface KubeletLog {
  /** The driver after the runtime was asked: `Creating Container Manager object based on Node Config` (all versions). */
  readonly driver: Driver | null;
  readonly driverLine: string | null;
  readonly cgroupRoot: string | null;
  /** `runtime`: the CRI's answer was taken; `fallback`: the runtime could not answer; null: it says neither. */
  readonly source: 'runtime' | 'fallback' | null;
  readonly sourceLine: string | null;
  readonly sandboxFailures: readonly LogEvent[];
  readonly sandboxChanges: readonly LogEvent[];
  /** The last lines of an error that ended it. */
  readonly fatal: string | null;
}

export interface LogEvent {
  /** `namespace/name`, `?` where the line does not say. */
  readonly pod: string;
  readonly count: number;
  /** The last message. */
  readonly message: string;
}

/** Lines of `journalctl -u kubelet -o cat`. */
export function readKubeletLog(journal: string): KubeletLog {
  let driver: Driver | null = null;
  let driverLine: string | null = null;
  let cgroupRoot: string | null = null;
  let source: KubeletLog['source'] = null;
  let sourceLine: string | null = null;
  let fatal: string | null = null;
  const failures = new Map<string, LogEvent>();
  const changes = new Map<string, LogEvent>();
  for (const raw of journal.split('\n')) {
    const line = raw.slice(0, 8192);
    if (line.includes('based on Node Config')) {
      // `"CgroupDriver":"systemd"`, and `CgroupDriver:systemd` from older loggers
      const value = /CgroupDriver\\?"?:\\?"?([A-Za-z]*)/.exec(line)?.[1];
      if (value !== undefined) {
        driver = value === 'systemd' ? 'systemd' : 'cgroupfs';
        driverLine = shorten(line);
        cgroupRoot = /CgroupRoot\\?"?:\\?"?([^",\\\s]*)/.exec(line)?.[1] ?? cgroupRoot;
      }
    } else if (line.includes('Using cgroup driver setting received from the CRI runtime')) {
      source = 'runtime';
      sourceLine = shorten(line);
    } else if (/Falling back to using cgroupDriver from kubelet config/.test(line)) {
      source = 'fallback';
      sourceLine = shorten(line);
    } else if (
      /Failed to create sandbox for pod|FailedCreatePodSandBox|CreatePodSandboxError|RunPodSandbox from runtime service failed/.test(
        line,
      )
    ) {
      note(failures, line);
    } else if (/SandboxChanged|[Pp]od sandbox changed, it will be killed and re-created/.test(line)) {
      note(changes, line);
    } else if (/^[EF]\d{4} .*(?:"command failed"|failed to run Kubelet)|^F\d{4} /.test(line)) {
      fatal = shorten(line);
    }
  }
  return {
    driver,
    driverLine,
    cgroupRoot,
    source,
    sourceLine,
    sandboxFailures: [...failures.values()],
    sandboxChanges: [...changes.values()],
    fatal,
  };
}

function note(events: Map<string, LogEvent>, line: string): void {
  const pod = /pods?="?([^\s"]+\/[^\s"]+)"?/.exec(line)?.[1] ?? '?';
  if (!events.has(pod) && events.size >= 100) return;
  events.set(pod, { pod, count: (events.get(pod)?.count ?? 0) + 1, message: shorten(line) });
}

function shorten(line: string): string {
  return line.trim().slice(0, 2000);
}
