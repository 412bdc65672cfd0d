import type { UnitAnswer } from '../systemd/answer.ts';
import type { Observation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';

export type CgroupDriver = 'systemd' | 'cgroupfs';

/**
 * How sure the kubelet's own setting is:
 * - `command-line`: `--cgroup-driver` on the command line that systemd would run
 * - `config-file`: the file that `--config` names
 * - `drop-in`: a file below `--config-dir`
 * - `given`: the caller's own `--kubelet-config`
 * - `kubeadm-input`: a kubeadm configuration in the image, which kubeadm will use to write the kubelet's
 * - `kubeadm-default`: what kubeadm of this version writes where nobody set the field
 * - `kubelet-default`: nothing sets it and no kubeadm would
 * - `unknown`
 */
export type KubeletSourceKind =
  | 'command-line'
  | 'config-file'
  | 'drop-in'
  | 'given'
  | 'kubeadm-input'
  | 'kubeadm-default'
  | 'kubelet-default'
  | 'unknown';

/** What the kubelet of one version is configured to do, before any runtime is asked. */
export interface KubeletAnswer {
  /** As the kubelet prints it, `v1.34.1`; null where it is not known. */
  readonly kubeletVersion: string | null;
  readonly configured: CgroupDriver | 'unknown';
  readonly sourceKind: KubeletSourceKind;
  readonly source: Location | null;
  /** The value as written, such as `'systemd'`; null where a default decided. */
  readonly written: string | null;
  /**
   * Whether this kubelet takes the runtime's RuntimeConfig answer instead of its own setting when there is one:
   * true from 1.31 (gate on), false before or with the gate off, null where the version decides and is not known.
   */
  readonly asksRuntime: boolean | null;
  /** Where the feature gate KubeletCgroupDriverFromCRI is set, if anywhere. */
  readonly gate: { readonly value: boolean; readonly location: Location | null } | null;
  /** Set where the kubelet does not start at all, with the reason. */
  readonly refusesToStart: Observation | null;
  /** `--container-runtime-endpoint` or the config's containerRuntimeEndpoint, as given; null where not set. */
  readonly runtimeEndpoint: string | null;
  readonly unit: UnitAnswer | null;
  /** The `--config` path, resolved against the working directory; null where none is given. */
  readonly configPath: string | null;
  readonly observations: readonly Observation[];
  readonly doubts: readonly Observation[];
}
