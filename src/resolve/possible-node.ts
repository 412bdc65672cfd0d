import type { ContainerdAnswer } from '../containerd/answer.ts';
import type { CgroupDriver, KubeletAnswer } from '../kubelet/answer.ts';
import type { BootGenerator } from '../platforms/boot-generator.ts';
import type { BootDoubt } from '../platforms/observations.ts';
import type { InitSystem } from '../systemd/init-system.ts';
import type { Observation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';

/**
 * What one node from this image would do, for one version of containerd and one of the kubelet. Where a version is not
 * known there are several of these, one for each interval of versions that behaves alike.
 */
export interface PossibleNode {
  readonly image: ImageFacts;
  /** Which runtime the kubelet talks to. `unknown`: the image has several and does not say which. */
  readonly runtime: 'containerd' | 'cri-o' | 'docker' | 'none' | 'unknown';
  readonly containerd: ContainerdAnswer | null;
  readonly otherRuntime: OtherRuntime | null;
  readonly kubelet: KubeletAnswer | null;
  readonly effective: EffectiveDriver;
}

/** What does not depend on a version. */
export interface ImageFacts {
  /** Problems met while reading the image, one sentence each: nothing can be said for sure. */
  readonly problems: readonly string[];
  readonly initSystem: InitSystem;
  /** Programs and templates that write the configuration at boot. */
  readonly generators: readonly BootGenerator[];
  /** What may run at boot and could not be looked into, or may write a configuration. */
  readonly bootDoubts: readonly BootDoubt[];
  /** What is worth a word about the image itself: its versions disagree, no unit starts containerd, … */
  readonly observations: readonly Observation[];
  /** What kept the runtime or its versions from being known. */
  readonly doubts: readonly Observation[];
  /** What was seen on a booted node of this image, and while a kind configuration was applied; empty for a plain reading. */
  readonly live: readonly Observation[];
}

/** CRI-O or dockerd in containerd's place. */
export interface OtherRuntime {
  readonly name: 'cri-o' | 'docker';
  readonly version: string | null;
  readonly driver: CgroupDriver | 'unknown';
  readonly source: Location | null;
  /** The table or file in which the setting belongs, where a default decided. */
  readonly nearest: Location | null;
  readonly why: string;
  /** Whether it answers the CRI call RuntimeConfig; null where its version decides and is not known. */
  readonly answersRuntimeConfig: boolean | null;
  /** Why it does not start; null where it does. */
  readonly refusal: Observation | null;
  readonly observations: readonly Observation[];
  readonly doubts: readonly Observation[];
}

/** The driver that the kubelet really uses, once it has asked the runtime. */
export interface EffectiveDriver {
  readonly driver: CgroupDriver | 'unknown';
  /** Whether the runtime's answer replaced the kubelet's own setting; null where that is not known. */
  readonly followsRuntime: boolean | null;
}
