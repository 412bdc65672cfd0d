import { parseVersion } from '../versions/version.ts';

/**
 * The last minor releases of Kubernetes 1 before something changes that matters here:
 * - 20, 21: kubeadm's default (kubernetes/kubernetes#99471, #102133); 23: kind's
 * - 27: no RuntimeConfig, no `--config-dir`; 28, 31: another way of merging drop-ins; 29: drop-ins need a variable
 * - 30: RuntimeConfig is off; 33: its gate can be switched off; 34: cgroup v1 is refused from 1.35; 36: the gate exists
 */
const lastOfStretch = [20, 21, 23, 27, 28, 29, 30, 31, 33, 34, 36, 37] as const;

/** The newest minor release whose rules are known. */
export const newestKnown = 37;

/**
 * Versions that stand for everything that `hint` may mean, oldest first: one for each stretch within which no rule
 * changes. `hint` is null (nothing known), `1`, `1.30`, or a whole version, which stands for itself.
 */
export function kubeletVersionsThatFit(hint: string | null): readonly string[] {
  const known = hint === null ? null : parseVersion(hint);
  if (known === null || known.minor === null) return lastOfStretch.map((minor) => `v1.${minor}.0`);
  return known.patch === null ? [`v${known.major}.${known.minor}.0`] : [hint!];
}

/** The minor release of a version of Kubernetes 1; null where it cannot be read. A release to come counts as itself. */
export function minorOf(version: string | null): number | null {
  const parsed = version === null ? null : parseVersion(version);
  return parsed === null || parsed.major !== 1 ? null : parsed.minor;
}

export type GateState =
  /** The kubelet does not know the gate, and does not ask. */
  | 'missing'
  | 'off-by-default'
  | 'on-by-default'
  /** On for good; switching it off keeps the kubelet from starting. */
  | 'locked'
  /** On for good, and the gate is gone. */
  | 'removed';

/** The feature gate KubeletCgroupDriverFromCRI by version (KEP-4033, kube_features.go). */
export function gateState(minor: number): GateState {
  if (minor < 28) return 'missing';
  if (minor < 31) return 'off-by-default';
  if (minor < 34) return 'on-by-default';
  return minor < newestKnown ? 'locked' : 'removed';
}

/** What kubeadm writes where nobody sets the field. `init-only`: `systemd` on init, whatever the cluster says on join. */
export function kubeadmDefault(minor: number): 'cgroupfs' | 'init-only' | 'systemd' {
  if (minor <= 20) return 'cgroupfs';
  return minor === 21 ? 'init-only' : 'systemd';
}

/** What `kind create cluster` writes: always one of the two (kind pkg/cluster/internal/kubeadm/config.go). */
export function kindDefault(minor: number): 'cgroupfs' | 'systemd' {
  return minor >= 24 ? 'systemd' : 'cgroupfs';
}

/** As the kubelet prints its version: `v1.34.1`. */
export function printedVersion(version: string | null): string | null {
  if (version === null) return null;
  return /^\d/.test(version) ? `v${version}` : version;
}
