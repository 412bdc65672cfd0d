import type { Observation } from '../text/observation.ts';

/**
 * What is noticed while the kubelet's setting is resolved, by kind: what `location` and `related` point at, and the
 * fields of `detail`. "Setting" below is always the cgroup driver.
 *
 * How the value is written:
 * - `driver-value-not-exact`: a value other than `systemd` and `cgroupfs`, which acts as cgroupfs. Location: it. `value`,
 *   `meansSystemd` (true where it would be `systemd` but for case, quotes or blanks).
 * - `miscased-field`: `cgroupdriver:` and its like. Location: the key. `field`, `value`, `where`: `config-file`
 *   (ignored there) or `drop-in` (works there).
 * - `unknown-field`: a field of a config file that is likely meant to be the setting, `cgroup-driver:`. Location: the
 *   key. `field`, `value`.
 * - `duplicate-field`: the setting twice in a config file. Location: the later one, which counts. `value`.
 * - `setting-in-second-document`: a later YAML document of the config file, which is not read. Location: it. `value`.
 *
 * What beats what (location: the losing setting; related: the winning one; `value`, `winner`, and `agree`):
 * - `flag-beats-file`, `drop-in-beats-file`, `flag-beats-drop-in`, `flag-beats-flag`, `drop-in-beats-drop-in`
 * - `drop-in-resets`: `cgroupDriver: null` (from 1.32) or `""` in a drop-in, back to cgroupfs; in 1.28 also a drop-in that
 *   does not name it. Location: it, or the start of the file.
 *
 * Where the setting is looked for:
 * - `config-unread`: a KubeletConfiguration at a well-known place that the command line does not name. Location: its
 *   setting, or the document. `path`, `driver` (`systemd`, `cgroupfs`, or null where it does not set it).
 * - `config-without-unit`: the same in an image that has no kubelet unit. Fields as above.
 * - `flag-without-unit`: `--cgroup-driver` in a well-known environment file or drop-in of an image without a unit.
 *   Location: it. `path`, `driver`.
 * - `env-var-unread`: a `--cgroup-driver` in a variable that no command uses. Location: the assignment. `name`, `value`.
 * - `extra-args-in-wrong-file`: the same in a well-known environment file that the unit does not read. Location: it.
 *   `path`, `value`.
 * - `drop-in-not-read`: a file below `--config-dir` that is not read for its name. Location: it. `path`.
 * - `drop-in-directory-symlinked`: the root of `--config-dir` is a symlink without a slash at the end: everything in it
 *   is silently ignored. Location: the argument. `path`.
 *
 * Why the kubelet does not start (`refusesToStart`; the same record is among the observations):
 * - `config-empty`, `config-invalid` (`problem`), `config-api-version-wrong` (`apiVersion`), `config-kind-wrong`
 *   (`kind`), `config-field-type-wrong` (`field`). Location: the place in the file. `path`, `where`: `config-file` or
 *   `drop-in`.
 * - `config-value-refused`: a value that the kubelet checks and does not take, of a file or the command line. Location: it.
 *   `field` (or the flag, where no field stands for it), `value` (null where it is more than a word, or a default), `must`
 *   (what it has to do), `certain`: false where the version is newer than every one whose checks are known.
 * - `config-unusable`: `--config` names something that is no file, or a missing one where nobody writes on a node. Location:
 *   the argument. `path`, `problem`.
 * - `drop-in-directory-missing`: Location: the argument. `path`.
 * - `drop-in-directory-needs-env`: `--config-dir` on 1.28 and 1.29 without KUBELET_CONFIG_DROPIN_DIR_ALPHA. Location:
 *   the argument.
 * - `drop-in-unreadable`: a `.conf` that is a symlink to nowhere or to a folder. Location: it. `path`, `problem`.
 * - `bare-word`: an argument that is no flag. Location: it. `word`.
 * - `flag-needs-value`: the last flag has none. Location: it. `flag`.
 * - `flag-syntax`: `-=x`, `--=x` and the like. Location: it. `word`.
 * - `flag-value-invalid`: not a boolean, a number, a duration, an address or a taint where one is needed, or gates that are none. Location: it. `flag`, `value`.
 * - `gate-locked`: a feature gate is set to what its lock in this version forbids. Location: it. `gate`, `value`,
 *   `certain`: true.
 * - `gate-needs-gate`: a feature gate is on while another that it needs is off (from 1.35). Location: the one that is set.
 *   `gate`, `needs`, `certain`: true.
 * - `gate-unknown`: a feature gate that this version does not have. Location: it. `gate`, `certain`: false where the
 *   version is newer than every one whose gates are known, or the build may have gates of its own.
 * - `cloud-provider-gone`: a --cloud-provider that this version has not built in. Location: the argument. `provider`,
 *   `certain`: false where the build may have providers of its own.
 * - `node-label-refused`: a label of --node-labels that a kubelet may not give itself, or that is none. Location: the
 *   argument. `label`, `invalid`.
 * - `unit`: systemd does not start the unit. Location and related: as the unit's own reason. `reason`: its kind; the other
 *   fields are those of that reason.
 *
 * What else matters:
 * - `unknown-flag`: a flag that no kubelet we know has; the kubelet would abort. Location: it. `flag`.
 * - `flag-not-in-version`: a flag that this version does not have yet or any more. Location: it. `flag`, `since`,
 *   `until`.
 * - `swallowed-argument`: `--flag --other`, where the second word becomes the value. Location: the second. `flag`,
 *   `value`.
 * - `help-or-version`: `--help` or `--version`, with which the kubelet prints and exits. Location: it. `flag`.
 * - `gate-off`: KubeletCgroupDriverFromCRI is off by hand. Location: it.
 * - `runtime-answer-wins`: this kubelet asks the runtime; its own setting only counts where the runtime cannot answer.
 *   Location: the setting, if any.
 * - `newer-than-checked`: this version is newer than every one whose rules are known. No location. `version`, `checked`.
 *
 * kubeadm and kind:
 * - `kubeadm-will-replace`: the config file, or the file of flags, in the image is overwritten by `kubeadm init` or
 *   `join`. Location: its setting. `path`, `value`, `becomes` (`systemd`, `cgroupfs` or null).
 * - `kubeadm-input-unread`: a kubeadm configuration in the image whose setting another beats. Location: it. `path`,
 *   `value`.
 * - `join-takes-cluster-config`: a node that joins takes the cluster's setting, not the image's. No location.
 *
 * Doubts (`KubeletAnswer.doubts`):
 * - `version-unknown`: the answer depends on a version that is not known. `needs`: `kubelet`, `kubeadm`, `kind` or
 *   `cluster`; `why`.
 * - `config-written-at-boot`: the config file is not in the image and nothing in it says who writes it. Location: the
 *   argument. `path`.
 * - `config-templated`: a template: the setting is a placeholder, or the file or the command line has some elsewhere.
 *   Location: the setting, the word, or the file. `value` (as written there, or null).
 * - `config-unreadable`, `directory-unreadable`: `path`, `problem`.
 * - `command-written-at-boot`: the command line has a variable that only boot-time programs fill. Location: the word.
 *   `name`.
 * - `baked-config-disagrees`: the config in the image and what kubeadm will write differ. Location: the setting.
 *   `value`, `becomes`.
 * - `kubeadm-inputs-disagree`: several kubeadm configurations with different settings, or a patch of which no
 *   configuration speaks. Location: one; related: others. `value`.
 * - `given-may-be-kubeadm-input`: the given KubeletConfiguration does not set the driver; if kubeadm gets it, it does.
 *   Location: the document. `path`.
 * - `kubeadm-asks-docker`: kubeadm up to 1.20 takes Docker's driver where Docker is the runtime. No location.
 * - `no-unit`: the image has no kubelet unit. No location.
 * - `program-is-not-kubelet`: the command is a wrapper. Location: the ExecStart line. `program`.
 * - `unit-needs-file`: the unit has a mandatory environment file that is not in the image. Location: its line. `unit`, `path`.
 * - `unit-doubtful`: the unit could not be worked out entirely, in a way that can change the answer. Location and
 *   related: as the unit's own doubt. `doubt`: its kind; the other fields are those of that doubt.
 */
export type KubeletObservationKind =
  | 'driver-value-not-exact'
  | 'miscased-field'
  | 'unknown-field'
  | 'duplicate-field'
  | 'setting-in-second-document'
  | 'flag-beats-file'
  | 'drop-in-beats-file'
  | 'flag-beats-drop-in'
  | 'flag-beats-flag'
  | 'drop-in-beats-drop-in'
  | 'drop-in-resets'
  | 'config-unread'
  | 'config-without-unit'
  | 'flag-without-unit'
  | 'env-var-unread'
  | 'extra-args-in-wrong-file'
  | 'drop-in-not-read'
  | 'drop-in-directory-symlinked'
  | 'config-empty'
  | 'config-invalid'
  | 'config-api-version-wrong'
  | 'config-kind-wrong'
  | 'config-field-type-wrong'
  | 'config-unusable'
  | 'config-value-refused'
  | 'drop-in-directory-missing'
  | 'drop-in-directory-needs-env'
  | 'drop-in-unreadable'
  | 'bare-word'
  | 'flag-needs-value'
  | 'flag-syntax'
  | 'flag-value-invalid'
  | 'gate-locked'
  | 'gate-needs-gate'
  | 'gate-unknown'
  | 'node-label-refused'
  | 'cloud-provider-gone'
  | 'unit'
  | 'unknown-flag'
  | 'flag-not-in-version'
  | 'swallowed-argument'
  | 'help-or-version'
  | 'gate-off'
  | 'runtime-answer-wins'
  | 'newer-than-checked'
  | 'kubeadm-will-replace'
  | 'kubeadm-input-unread'
  | 'join-takes-cluster-config'
  | 'version-unknown'
  | 'config-written-at-boot'
  | 'config-templated'
  | 'config-unreadable'
  | 'directory-unreadable'
  | 'command-written-at-boot'
  | 'baked-config-disagrees'
  | 'kubeadm-inputs-disagree'
  | 'kubeadm-asks-docker'
  | 'given-may-be-kubeadm-input'
  | 'no-unit'
  | 'program-is-not-kubelet'
  | 'unit-needs-file'
  | 'unit-doubtful';

export type KubeletObservation = Observation<KubeletObservationKind>;
