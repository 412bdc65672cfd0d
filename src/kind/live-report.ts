/** What was seen on the nodes of a booted cluster. */
export interface LiveReport {
  readonly cluster: string;
  readonly booted: boolean;
  readonly nodes: readonly LiveNodeReport[];
  /** Exported logs, if any. */
  readonly logs: string | null;
  /** Set where the cluster was kept, with how to reach it. */
  readonly retained: string | null;
}

export interface LiveNodeReport {
  readonly name: string;
  readonly cgroupVersion: 1 | 2 | null;
  readonly kubelet: 'systemd' | 'cgroupfs' | 'unknown';
  readonly runtime: readonly { readonly handler: string; readonly driver: 'systemd' | 'cgroupfs' | 'unknown' }[];
  /** In order of trust, the most trusted first. */
  readonly evidence: readonly LiveEvidence[];
}

export interface LiveEvidence {
  /** `pod-cgroup`, `runtime-config`, `cri-status`, `kubelet-log`, `configz`, `command-line`, `file`, `event`. */
  readonly kind: string;
  /** What it is about: a handler, a pod, `kubelet`. */
  readonly subject: string;
  /** What it says: `systemd`, or a message. */
  readonly says: string;
  /** The raw thing: a cgroup path, a log line. */
  readonly detail: string;
}
