/**
 * The directories in which the system manager looks for units, highest priority first. Source: systemd 252
 * src/basic/path-lookup.c `lookup_paths_init`. `/lib` only differs from `/usr/lib` where the two are not merged.
 */
export const unitDirectories: readonly string[] = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/run/systemd/generator.early',
  '/etc/systemd/system',
  '/etc/systemd/system.attached',
  '/run/systemd/system',
  '/run/systemd/system.attached',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
  '/run/systemd/generator.late',
];

/** Where programs lie that write units at boot. */
export const generatorDirectories: readonly string[] = [
  '/etc/systemd/system-generators',
  '/usr/local/lib/systemd/system-generators',
  '/usr/lib/systemd/system-generators',
  '/lib/systemd/system-generators',
];

/** Where a command without a slash is looked for. The last two only where `/bin` is no link to `/usr/bin`. */
export const programDirectories: readonly string[] = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];
