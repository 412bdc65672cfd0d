import type { Origin } from '../containerd/answer.ts';
import type { CgroupDriver } from '../kubelet/answer.ts';
import type { Observation } from '../text/observation.ts';

/** What dockerd does with one configuration, and what cri-dockerd tells the kubelet of it. */
export interface DockerAnswer {
  /** dockerd's; null where it is not known. */
  readonly version: string | null;
  /** `refuses`: dockerd ends with an error; `stateReason` says why. */
  readonly state: 'ok' | 'refuses';
  readonly stateReason: DockerObservation | null;
  /** `unknown` where the host decides, where dockerd refuses to start, or where a doubt concerns the setting. */
  readonly driver: CgroupDriver | 'unknown';
  /** What it is on a host with cgroup v2 that systemd started; also `unknown` where dockerd does not start there. */
  readonly onSystemdUnifiedHost: CgroupDriver | 'unknown';
  /** What it is on any other host. */
  readonly elsewhere: CgroupDriver | 'unknown';
  readonly origin: Origin;
  /** Whether cri-dockerd answers the CRI call RuntimeConfig: since 0.3.17; null where its version is not known. */
  readonly answersRuntimeConfig: boolean | null;
  /** The configuration file, its symlinks resolved; null where there is none. */
  readonly file: string | null;
  readonly observations: readonly DockerObservation[];
  readonly doubts: readonly Observation[];
}

/**
 * What is noticed on the way, by kind.
 *
 * Why dockerd does not start (`stateReason`; the same record is among the observations):
 * - `file-invalid`: the file is no JSON object. Location: the file. `path`, `message`.
 * - `file-missing`: `--config-file` names a file that is not there. Location: the argument. `path`.
 * - `type-wrong`: a directive has a value of another type, such as a number among the `log-opts`. Location: it. `key`.
 * - `value-refused`: a directive has a value that dockerd does not take. Location: it. `key`, `value`.
 * - `cgroup-parent-wrong`: the systemd driver, and a `cgroup-parent` that is no slice. Location: it. `value`.
 * - `flag-unknown`: the release has no such flag. Location: it. `value`.
 * - `argument-refused`: a word of the command line that is no flag, or a flag without its value or with one that cannot be
 *   parsed. Location: it. `value`.
 * - `directive-unknown`: a key that no release has, or in another case. Location: the key. `key`.
 * - `set-twice`: a directive both on the command line and in the file. Location: the file's; related: the argument. `key`.
 * - `exec-option-unknown`: since 28.0, an exec option other than the driver, or without a value. Location: it. `value`.
 * - `value-invalid`: a driver other than systemd and cgroupfs. Location: it. `value`.
 *
 * Others:
 * - `setting-replaced`: a second `native.cgroupdriver`: the first one counts, since 28.0 the last. Location: the other one;
 *   related: the one that counts. `value`, `winner`.
 *
 * Doubts:
 * - `host-decides`: nothing sets it: systemd on a cgroup v2 host that systemd started, else cgroupfs. No location.
 * - `config-templated`: the command line is still to be filled in. Location: the word. `value`.
 * - `file-unreadable`: `path`, `reason`.
 * - `version-decides`: which of two drivers counts, and the version is not known. Location: the other one. `value`.
 */
export type DockerObservationKind =
  | 'file-invalid'
  | 'file-missing'
  | 'type-wrong'
  | 'value-refused'
  | 'cgroup-parent-wrong'
  | 'flag-unknown'
  | 'argument-refused'
  | 'directive-unknown'
  | 'set-twice'
  | 'exec-option-unknown'
  | 'value-invalid'
  | 'setting-replaced'
  | 'host-decides'
  | 'config-templated'
  | 'file-unreadable'
  | 'version-decides';

export type DockerObservation = Observation<DockerObservationKind>;
