import type { Observation, RelatedLocation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';

/**
 * What is noticed about the image as a whole, by kind, with the fields of `detail`:
 * - `no-containerd-unit`: nothing in the image starts containerd; it is taken to run without flags.
 * - `containerd-unit-refused`: systemd does not start containerd's unit. `unit`; `reason` is the unit's own kind.
 * - `containerd-flag-unknown`: a flag on containerd's command line that it does not have. `flag`.
 * - `containerd-config-elsewhere`: `--config` names another file than the default. Location: the argument. `path`.
 * - `version-conflict`: two sources give different versions of one program. `program`, `chosen`, `chosenSource`,
 *   `other`, `otherSource`.
 * - `version-of-another-file`: what says a version of `program` is about another file than the one that would run, `path`
 *   (null where it cannot be read). `other`, `source`.
 * - `kubelet-version-by-kubeadm`: the kubelet's version is not known and kubeadm's is. `version`, `source`; `path`: the
 *   kubelet, or null.
 *
 * Doubts:
 * - `containerd-wrapped`: a unit starts containerd by way of another program. Location: the command. `program`, `unit`.
 * - `runtime-wrapped`: the unit of CRI-O or dockerd starts another program. Location: the command. `program`, `unit`,
 *   `name`.
 * - `program-is-script`: the program that a unit starts is a script that starts another one, and may pass anything on. Location: the command.
 *   `program`, `name` (`containerd` or `kubelet`).
 * - `program-elsewhere`: the program that a unit starts is not in the image, and another of its name is. Location: the
 *   command. `program`, `found`, `unit`.
 * - `unit-needs-file`: systemd only starts the unit once an environment file is there that the image lacks. Location: its
 *   line. `unit`, `path`.
 * - `config-needs-file`: containerd exits unless something has written the file by then that its command line names and that
 *   the image lacks. Location: the argument, or null. `path`.
 * - `another-kubelet`: a unit of another name starts a kubelet too. Location: that unit. `unit`, `path`.
 * - `socket-elsewhere`: the kubelet's endpoint is another than that of CRI-O. Location: its setting, or null. `endpoint`,
 *   `socket`, `name`.
 * - `endpoint-unmatched`: the kubelet's endpoint belongs to no containerd of the image. `endpoint`.
 */
export function observe(
  kind: string,
  location: Location | null,
  detail: Observation['detail'],
  related: readonly RelatedLocation[] = [],
): Observation {
  return { kind, location, related, detail };
}
