import type { Location } from '../text/position.ts';
import type { BootDoubt } from './observations.ts';

export type GeneratorName =
  | 'k3s'
  | 'rke2'
  | 'k0s'
  | 'bottlerocket'
  | 'microk8s'
  | 'canonical-k8s'
  | 'eks-nodeadm'
  | 'eks-bootstrap'
  | 'aks'
  | 'gke'
  | 'talos'
  | 'kops'
  | 'minikube'
  | 'kairos'
  | 'openshift'
  | 'nvidia-toolkit'
  | 'unit-command'
  | 'cloud-init'
  | 'ignition'
  | 'boot-script'
  | 'extension'
  | 'tmpfiles'
  | 'ostree';

/**
 * What a template says of one setting.
 * - `systemd`, `cgroupfs`: written out, whatever the template is given
 * - `templated`: it depends on what the template is given
 * - `absent`: no line of the template sets it
 * - `opaque`: the handler's shim has no such setting
 */
export type TemplatedDriver = 'systemd' | 'cgroupfs' | 'templated' | 'absent' | 'opaque';

/** What would be written at boot, as far as the template in the image tells. */
export interface GeneratedSettings {
  /** containerd's runtime handlers that the template writes, in its order; empty for a kubelet template. */
  readonly handlers: readonly { readonly name: string; readonly driver: TemplatedDriver }[];
  /** The kubelet's setting; null for a containerd template. */
  readonly kubelet: TemplatedDriver | null;
  /** What the templated values depend on, as written there: `.NeedsCgroupV2`. */
  readonly conditions: readonly string[];
}

/** A program or template of the image that writes a configuration file when the node boots. */
export interface BootGenerator {
  readonly name: GeneratorName;
  /** The subject of a sentence: `nodeadm`, `cloud-init`, `a command of containerd.service`. */
  readonly title: string;
  readonly writes: 'containerd' | 'kubelet' | 'both';
  /** Which runtime's configuration it is where it is not containerd's; `writes` is `containerd` then. */
  readonly of?: 'cri-o' | 'docker';
  /** What shows that it is there. A location on line 1 where it is the file as such. */
  readonly evidence: Location;
  /** The line that writes the file, where that is another one. */
  readonly writesAt?: Location;
  /** The template in the image that it fills in, where there is one. `location` is the setting's line or the first. */
  readonly template: { readonly path: string; readonly location: Location } | null;
  readonly wouldDo: GeneratedSettings | null;
  /** One sentence for the reader: what writes which file, and when. */
  readonly note: string;
}

/** What was seen that may run when the node boots. */
export interface Recognised {
  readonly generators: readonly BootGenerator[];
  readonly doubts: readonly BootDoubt[];
}
