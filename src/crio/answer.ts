import type { Origin } from '../containerd/answer.ts';
import type { CgroupDriver } from '../kubelet/answer.ts';
import type { Observation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';

/** What CRI-O of one version does with one configuration. */
export interface CrioAnswer {
  /** Null where it is not known. */
  readonly version: string | null;
  /** `refuses`: CRI-O ends with an error; `stateReason` says why. */
  readonly state: 'ok' | 'refuses';
  readonly stateReason: CrioObservation | null;
  /** `unknown` where it refuses to start, or the doubts concern the setting. */
  readonly driver: CgroupDriver | 'unknown';
  readonly origin: Origin;
  /** Whether it answers the CRI call RuntimeConfig: since 1.28; null where the version is not known. */
  readonly answersRuntimeConfig: boolean | null;
  readonly defaultHandler: string;
  readonly handlers: readonly { readonly name: string; readonly definition: Location | null }[];
  /** The configuration files that it loads, in order, symlinks resolved. */
  readonly files: readonly string[];
  readonly observations: readonly CrioObservation[];
  readonly doubts: readonly Observation[];
}

/**
 * What is noticed on the way, by kind.
 *
 * Why CRI-O does not start (`stateReason`; the same record is among the observations):
 * - `file-invalid`: a file is no TOML. Location: the place. `path`, `message`.
 * - `file-missing`: `--config` names a file that is not there, or a drop-in is a link to nowhere or to a folder. `path`.
 * - `value-invalid`: a cgroup manager other than systemd and cgroupfs. Location: it. `value`.
 * - `type-wrong`: a key of another type. Location: it. `key`.
 * - `conmon-cgroup-invalid`: conmon's cgroup does not go with the cgroup manager. Location: it, or the manager's line.
 *   `value`, `driver`.
 * - `default-runtime-missing`: the default handler is none of the table's. Location: its name. `value`.
 *
 * Others:
 * - `setting-replaced`: a later file, the environment or a flag has another value. Location: the losing line; related:
 *   the winner. `value`, `winner`.
 * - `setting-in-wrong-table`: `cgroup_manager` outside `[crio.runtime]`, where nobody reads it. Location: it. `value`.
 * - `unlikely-drop-in`: a file of crio.conf.d that looks like a backup and yet is read. Location: its setting. `path`.
 *
 * Doubts:
 * - `keys-differ-in-case`: a key twice, in different case; CRI-O takes either. Location: the second. `key`.
 * - `file-unreadable`: `path`, `reason`.
 * - `too-many-files`: more files than are read. `path`.
 * - `version-decides`: whether the version accepts conmon's cgroup, or has that default handler, is not known. Location: the line. `value`.
 */
export type CrioObservationKind =
  | 'file-invalid'
  | 'file-missing'
  | 'value-invalid'
  | 'type-wrong'
  | 'conmon-cgroup-invalid'
  | 'default-runtime-missing'
  | 'setting-replaced'
  | 'setting-in-wrong-table'
  | 'unlikely-drop-in'
  | 'keys-differ-in-case'
  | 'file-unreadable'
  | 'too-many-files'
  | 'version-decides';

export type CrioObservation = Observation<CrioObservationKind>;
