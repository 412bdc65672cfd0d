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
  /** The socket at which kubelets reach it. */
  readonly listen: { readonly path: string; readonly location: Location | null };
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
 * - `value-refused`: a log level, a size or a kind of image volumes that it does not take. Location: it. `key`, `value`.
 * - `type-wrong`: a key has a value of another type. Location: the value. `key`.
 * - `conmon-cgroup-invalid`: conmon's cgroup does not go with the cgroup manager. Location: it, or the manager's line.
 *   `value`, `driver`.
 * - `flag-unknown`: the release has no such flag. Location: it. `value`.
 * - `argument-refused`: a word of the command line that is no flag, a flag without its value or with one that cannot be
 *   parsed, or in two spellings. Location: it. `value`.
 * - `runtime-type-unknown`: the default handler, before 1.21 any, has a `runtime_type` that does not exist. Location: it.
 *   `value`, `name`.
 * - `default-runtime-missing`: the default handler is none of the table's. Location: its name. `value`.
 *
 * Others:
 * - `setting-replaced`: a later file, the environment or a flag has another value. Location: the losing line; related:
 *   the winner. `value`, `winner`.
 * - `setting-in-wrong-table`: `cgroup_manager` outside `[crio.runtime]`, where nobody reads it. Location: it. `value`.
 * - `unlikely-drop-in`: a file of crio.conf.d that looks like a backup and yet is read. Location: its setting. `path`.
 *
 * Doubts:
 * - `config-templated`: the command line is still to be filled in. Location: the word. `value`.
 * - `keys-differ-in-case`: a key twice, in different case; CRI-O takes either. Location: the second. `key`.
 * - `file-unreadable`: `path`, `reason`.
 * - `too-many-files`: more files, or more in them, than is read. `path`.
 * - `version-decides`: whether the version accepts conmon's cgroup, has that default handler, or reads a key whose value has
 *   the wrong type, is not known. Location: the line. `value`.
 */
export type CrioObservationKind =
  | 'file-invalid'
  | 'file-missing'
  | 'value-invalid'
  | 'value-refused'
  | 'type-wrong'
  | 'conmon-cgroup-invalid'
  | 'flag-unknown'
  | 'argument-refused'
  | 'runtime-type-unknown'
  | 'default-runtime-missing'
  | 'setting-replaced'
  | 'setting-in-wrong-table'
  | 'unlikely-drop-in'
  | 'config-templated'
  | 'keys-differ-in-case'
  | 'file-unreadable'
  | 'too-many-files'
  | 'version-decides';

export type CrioObservation = Observation<CrioObservationKind>;
