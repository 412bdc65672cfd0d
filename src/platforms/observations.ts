import type { Observation } from '../text/observation.ts';

/**
 * What may run when the node boots, and may write a configuration that it is not known to write. Each has `writes`:
 * `containerd`, `kubelet` or `both`, the side that is in doubt.
 *
 * Doubts:
 * - `boot-script-unread`: a script, or a unit, that could not be read. Location: the line that starts it. `path`, `reason`,
 *   `problem`.
 * - `boot-folder-unread`: a folder whose files run at boot could not be listed. Location: the folder. `path`, `reason`, `problem`.
 * - `boot-command-unclear`: a command is given a file that decides a driver, and what it does with it is not known.
 *   Location: the command. `program`.
 * - `boot-script-unclear`: a script that could not be divided into commands, or in another language than a shell's, and that
 *   names such a file. Location: a line of it. `path`.
 * - `boot-runs-download`: a script downloads or decodes something and runs it. Location: the command. `program`.
 * - `boot-runs-output`: a shell or an interpreter runs what another program prints, or a command puts that where cron, udev,
 *   systemd and their like run it. Location: the command. `program`, `printer`.
 * - `boot-places-files`: a command puts a package, an archive, or a tree that is not in the image, where such files lie,
 *   or brings all packages up to date. Location: the command. `program`.
 * - `boot-changes-service`: a command changes how a service is started by other means than its files, or starts it itself.
 *   Location: the command. `program`.
 * - `boot-too-much`: more scripts or units than are looked into. Location: where that stops. `what`, `limit`.
 */
export type BootDoubtKind =
  | 'boot-script-unread'
  | 'boot-folder-unread'
  | 'boot-command-unclear'
  | 'boot-script-unclear'
  | 'boot-runs-download'
  | 'boot-runs-output'
  | 'boot-places-files'
  | 'boot-changes-service'
  | 'boot-too-much';

export type BootDoubt = Observation<BootDoubtKind>;
