/**
 * What runs by itself on a distribution's node: units that start scripts and programs, an init script, hooks and cron jobs.
 * What is asked of these must have been kept when their layer was read: each question more costs a second pass over it.
 */
import { noise } from './filler.ts';

interface BootFile {
  readonly path: string;
  readonly content: string | Buffer;
  readonly mode: number;
}

const program = (path: string, size: number): BootFile => ({
  path,
  content: Buffer.concat([Buffer.from('\x7fELF', 'latin1'), noise(path, size)]),
  mode: 0o755,
});
const script = (path: string, commands: string): BootFile => ({
  path,
  content: `#!/bin/sh\nset -e\n. /usr/lib/lsb/init-functions\n${commands}\n`,
  mode: 0o755,
});
const unit = (name: string, command: string): BootFile => ({
  path: `usr/lib/systemd/system/${name}`,
  content: `[Service]\nType=oneshot\nExecStart=${command}\n`,
  mode: 0o644,
});

const SERVICES = ['report', 'backup', 'resize', 'scrub'];

export const BOOT_FILES: readonly BootFile[] = [
  { path: 'usr/lib/lsb/init-functions', content: 'pidofproc () {\n  /bin/pidof "$1"\n}\n', mode: 0o644 },
  program('usr/bin/pidof', 20_000),
  program('usr/sbin/small-daemon', 30_000),
  program('usr/sbin/large-daemon', 300_000),
  program('usr/lib/tool/helper', 40_000),
  program('usr/lib/x86_64-linux-gnu/tool/worker', 25_000),
  program('usr/libexec/tool/grow', 60_000),
  program('usr/lib/systemd/system-generators/tool-generator', 35_000),
  script('usr/lib/tool/tool.daily', `/usr/lib/tool/helper --check\n${'# a comment of some length\n'.repeat(600)}`),
  script('usr/libexec/tool/backup', 'exec /usr/lib/x86_64-linux-gnu/tool/worker "$@"'),
  script('etc/init.d/tool', '/usr/sbin/small-daemon --pid /run/tool.pid\n[ -x /usr/sbin/missing ] || exit 0'),
  script('etc/cron.daily/tool', 'exec /usr/lib/tool/tool.daily'),
  script('etc/network/if-up.d/tool', '/usr/sbin/small-daemon "$IFACE"'),
  script('usr/lib/NetworkManager/dispatcher.d/10-tool', '/usr/libexec/tool/grow'),
  { path: 'etc/cron.d/tool', content: '30 3 * * 0 root test -e /run/x || /usr/lib/tool/tool.daily\n', mode: 0o644 },
  unit('report.service', '/usr/sbin/large-daemon -f'),
  unit('backup.service', '/usr/libexec/tool/backup'),
  unit('resize.service', '/usr/libexec/tool/grow --all'),
  unit('scrub.service', '/usr/lib/tool/tool.daily install'),
];

export const BOOT_LINKS: readonly { readonly path: string; readonly target: string }[] = [
  { path: 'etc/rcS.d/S01tool', target: '../init.d/tool' },
  { path: 'bin', target: 'usr/bin' },
  ...SERVICES.map((name) => ({
    path: `usr/lib/systemd/system/multi-user.target.wants/${name}.service`,
    target: `../${name}.service`,
  })),
];
