import { isRecord, parseJson } from '../cri/cri.ts';
import type { LogEvent } from './kubelet-log.ts';

export interface PodEvents {
  readonly sandboxFailures: readonly LogEvent[];
  readonly sandboxChanges: readonly LogEvent[];
}

/** `kubectl get events -A -o json`; null for anything that is no list of events. */
export function readEvents(text: string): PodEvents | null {
  const list = parseJson(text);
  if (!isRecord(list) || !Array.isArray(list.items)) return null;
  const of = (reason: string): LogEvent[] => {
    const found = new Map<string, LogEvent>();
    for (const event of (list.items as unknown[]).filter(isRecord)) {
      if (event.reason !== reason) continue;
      const object = isRecord(event.involvedObject) ? event.involvedObject : {};
      const pod = `${String(object.namespace ?? '?')}/${String(object.name ?? '?')}`;
      const series = isRecord(event.series) ? Number(event.series.count) : Number.NaN;
      const count = Math.max(1, Number(event.count) || 0, series || 0);
      found.set(pod, {
        pod,
        count: (found.get(pod)?.count ?? 0) + count,
        message: String(event.message ?? '').slice(0, 2000),
      });
    }
    return [...found.values()];
  };
  return { sandboxFailures: of('FailedCreatePodSandBox'), sandboxChanges: of('SandboxChanged') };
}
