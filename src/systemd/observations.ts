import type { Observation } from '../text/observation.ts';

/**
 * What is noticed while a unit is resolved, by kind: what `location` and `related` point at, and the fields of `detail`
 * beside `unit`, which every one of them carries.
 *
 * Reasons why nothing is started (`UnitAnswer.reason`; the same record is among the observations):
 * - `unit-not-found`: no unit file of that name (and no alias to one). No location.
 * - `unit-not-found-only-drop-ins`: drop-ins exist, a unit file does not. Location: the first drop-in.
 * - `unit-masked`: the unit file is empty or leads to `/dev/null`. Location: it. `how`: `empty` or `symlink`.
 * - `unit-template-without-instance`: `name@.service` cannot be started itself.
 * - `exec-start-missing`: no command is left. Location: the line that emptied the list, or the unit file.
 * - `exec-start-without-reset`: a second command in a service that is not `Type=oneshot`. Location: the line that adds
 *   it; related: the command that was there. `type`.
 * - `exec-start-invalid`: an ExecStart line that systemd takes as a fatal error. Location: the line. `problem`:
 *   `unbalanced-quotes`, `bad-specifier`, `program-empty`, `program-not-plain`, `program-is-directory`,
 *   `program-not-absolute`.
 * - `unit-file-invalid`: a line of the unit file at which systemd gives up. Location: the line. `problem`:
 *   `section-header`, `invalid-utf8`, `working-directory`, `restart-of-oneshot`.
 * - `command-too-long`: longer than Linux lets a program be started with. Location: the ExecStart line.
 * - `unit-invalid-name`: not a service's name. `name`.
 * - `unit-unreadable`: the unit file could not be read. Location: it. `problem`.
 * - `environment-file-missing`: an EnvironmentFile= without `-` that is not in the image. Location: the line. `path`.
 * - `environment-file-invalid`: such a file that systemd cannot load. Location: the line. `path`, `problem`.
 *
 * Settings that have no effect, or another one than it looks:
 * - `environment-nullified-by-file`: an Environment= that an environment file beats. Location: the losing assignment;
 *   related: the winning line. `name`, `value`, `winner` (the winning value).
 * - `environment-overridden`: an assignment that a later one of the same kind beats. Location: the losing one; related:
 *   the winner. `name`, `value`, `winner`.
 * - `environment-reset`: an assignment emptied by a later `Environment=`. Location: it; related: the emptying line. `name`,
 *   `value`.
 * - `export-in-environment-file`: `export NAME=value`, which systemd drops. Location: the line. `name`, `value`.
 * - `invalid-name-in-environment-file`: dropped for its name. Location: the line. `name`.
 * - `comment-after-quoted-value`: `#` after a closing quote, which becomes part of the value. Location: from the `#`.
 *   `name`, `value` (the value as it results).
 * - `comment-in-unquoted-value`: ` #` in an unquoted value, which is no comment either. Location: from the `#`. `name`,
 *   `value`.
 * - `variable-inside-word`: `x$NAME`, which stays as it is. Location: the word. `word`, `name`.
 * - `assignment-outside-section`: Location: the line. `key`, `value`.
 * - `assignment-in-wrong-section`: a key of [Service] in another section. Location: the line. `key`, `value`, `section`.
 * - `unbalanced-quotes`: a line that is ignored, or cut off there, for unbalanced quotes or an escape sequence that does
 *   not exist. Location: the line. `key`.
 * - `exec-start-ignored`: an `ExecStart=-` line with a mistake, ignored for the dash. Location: the line. `problem`.
 * - `invalid-assignment`: an item of Environment= that systemd ignores. Location: the item. `item`.
 * - `invalid-line`: a line of a unit file that is neither a section nor an assignment. Location: the line.
 * - `drop-in-shadowed`: a drop-in hidden by one of the same file name. Location: the hidden one; related: the one that
 *   hides it.
 * - `drop-in-masked`: a drop-in name that leads to `/dev/null` or is empty. Location: it; related: what it hides.
 * - `drop-in-not-read`: a file in a drop-in directory whose name keeps systemd from reading it. Location: it. `name`.
 * - `environment-file-not-named`: a well-known environment file with settings, which the unit does not read. Location:
 *   its first setting. `path`, `names` (joined by a comma), `mentionsDriver`.
 * - `program-missing`: the program is not in the image. Location: the ExecStart line. `program`.
 * - `drop-in-cut-off`: a mistake at which systemd stops reading a drop-in; what stands below it is not seen. Location: the
 *   line. `problem`: as for `exec-start-invalid` and `unit-file-invalid`.
 *
 * Doubts (`UnitAnswer.doubts`):
 * - `unreadable`: a file or folder that could not be read. `path`, `reason`, `problem`.
 * - `unit-below-run`: a part of the unit lies below /run, which is empty when a host boots. Location: it.
 * - `specifier-unknown`: a specifier whose value only the running system knows. Location: the word. `specifier`, `word`.
 * - `comment-continued`: a comment that ends in a backslash, which swallows the next line until systemd 253 and not from
 *   254; the version is not known. Location: the backslash.
 * - `generator-may-decide`: a program in a generator directory that bears the unit's name, or a script that mentions it. Location: it.
 * - `other-files`: BindPaths=, TemporaryFileSystem= or their like put something else over a folder with configurations,
 *   for this service alone. Location: the line. `value`.
 * - `root-directory`: RootDirectory= or RootImage=: the command runs in another root. Location: the line. `value`.
 * - `boot-writes-environment`: an environment file below /run, which only exists once the node runs. Location: the line.
 *   `path`, `optional`.
 * - `inherited-environment`: the value comes from the manager's own environment. Location: the line. `name`.
 * - `unset-differs-by-version`: a variable of the command that UnsetEnvironment= names, which takes it from the command
 *   line until systemd 261 and not from 262; the version is not known. Location: the word. `name`.
 * - `quoting-differs-by-version`: quotes inside a word, which systemd 219 (EL7) is said to keep. Location: the word.
 */
export type SystemdObservationKind =
  | 'unit-not-found'
  | 'unit-not-found-only-drop-ins'
  | 'unit-masked'
  | 'unit-template-without-instance'
  | 'exec-start-missing'
  | 'exec-start-without-reset'
  | 'exec-start-invalid'
  | 'unit-file-invalid'
  | 'command-too-long'
  | 'unit-invalid-name'
  | 'unit-unreadable'
  | 'environment-file-missing'
  | 'environment-file-invalid'
  | 'program-missing'
  | 'drop-in-cut-off'
  | 'environment-nullified-by-file'
  | 'environment-overridden'
  | 'environment-reset'
  | 'export-in-environment-file'
  | 'invalid-name-in-environment-file'
  | 'comment-after-quoted-value'
  | 'comment-in-unquoted-value'
  | 'variable-inside-word'
  | 'assignment-outside-section'
  | 'assignment-in-wrong-section'
  | 'unbalanced-quotes'
  | 'exec-start-ignored'
  | 'invalid-assignment'
  | 'invalid-line'
  | 'drop-in-shadowed'
  | 'drop-in-masked'
  | 'drop-in-not-read'
  | 'environment-file-not-named'
  | 'unit-below-run'
  | 'unreadable'
  | 'specifier-unknown'
  | 'comment-continued'
  | 'generator-may-decide'
  | 'root-directory'
  | 'other-files'
  | 'boot-writes-environment'
  | 'inherited-environment'
  | 'unset-differs-by-version'
  | 'quoting-differs-by-version';

export type SystemdObservation = Observation<SystemdObservationKind>;
