import type { LiveEvidence, LiveNodeReport } from '../live-report.ts';
import type { Driver, KindObservation } from '../observations.ts';
import { decide, disagreements } from './decide.ts';
import type { Gathered } from './gathered.ts';
import type { HandlerStatus } from './runtime-status.ts';

export interface NodeFindings {
  readonly report: LiveNodeReport;
  readonly observations: readonly KindObservation[];
  /** What runs, by subject: `kubelet`, `handler NAME`. */
  readonly running: ReadonlyMap<string, Driver>;
  readonly handlers: readonly { readonly name: string; readonly isDefault: boolean }[];
}

export function runningOf(gathered: Gathered, handlers: readonly HandlerStatus[]): Map<string, Driver> {
  const running = new Map<string, Driver>();
  for (const subject of ['kubelet', ...handlers.map((handler) => `handler ${handler.name}`)]) {
    const decision = decide(gathered.testimonies, subject);
    if (decision !== null) running.set(subject, decision.driver);
  }
  return running;
}

export function conclude(
  gathered: Gathered,
  handlers: readonly HandlerStatus[],
  byDefault: string | null,
): NodeFindings {
  const { name, testimonies, evidence, observations } = gathered;
  const kubelet = decide(testimonies, 'kubelet');
  if (kubelet === null) {
    observations.push(
      undetermined(name, 'kubelet', 'no pod of it was found, and its journal has no line about the driver'),
    );
  }
  const judged = handlers.filter((handler) => handler.driver !== null);
  const runtime = judged.map((handler) => {
    const decision = decide(testimonies, `handler ${handler.name}`);
    return { handler: handler.name, driver: decision?.driver ?? ('unknown' as const) };
  });
  if (judged.length === 0) observations.push(undetermined(name, 'runtime', 'the runtime shows no handler'));
  for (const subject of ['kubelet', ...judged.map((handler) => `handler ${handler.name}`)]) {
    for (const { stronger, weaker } of disagreements(testimonies, subject)) {
      observations.push({
        kind: 'live-evidence-disagrees',
        location: null,
        related: [],
        detail: {
          node: name,
          subject,
          stronger: stronger.by,
          strongerSays: stronger.driver,
          weaker: weaker.by,
          weakerSays: weaker.driver,
          expected: weaker.excuse !== null,
          note: weaker.excuse ?? weaker.raw,
        },
      });
    }
  }
  const report: LiveNodeReport = {
    name,
    cgroupVersion: byDefault === null ? null : gathered.cgroupVersion,
    kubelet: kubelet?.driver ?? 'unknown',
    runtime,
    evidence: byTrust(evidence),
  };
  return {
    report,
    observations,
    running: runningOf(gathered, handlers),
    handlers: judged.map((handler) => ({ name: handler.name, isDefault: handler.name === byDefault })),
  };
}

const trust = ['pod-cgroup', 'runtime-config', 'cri-status', 'kubelet-log', 'configz', 'command-line', 'file', 'event'];

/** Most trusted first; within a kind the probes first. */
function byTrust(evidence: readonly LiveEvidence[]): LiveEvidence[] {
  const rank = (item: LiveEvidence): number =>
    trust.indexOf(item.kind) * 2 + (item.subject.startsWith('probe ') ? 0 : 1);
  return [...evidence].sort((a, b) => rank(a) - rank(b));
}

function undetermined(node: string, subject: string, reason: string): KindObservation {
  return { kind: 'live-undetermined', location: null, related: [], detail: { node, subject, reason } };
}
