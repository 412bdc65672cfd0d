/** A folder whose scripts something runs on a node by itself. */
export interface HookFolder {
  readonly folder: string;
  /** Who runs one of them, and when: a clause that follows its name. */
  readonly by: string;
  /** Only what may be executed is run; elsewhere scripts are read in. */
  readonly executable: boolean;
  /** What its scripts are given as `$1`, `$2` and so on. */
  readonly given: readonly string[];
}

const NETWORK_STATES = ['routable', 'configured', 'configuring', 'carrier', 'degraded', 'dormant', 'no-carrier', 'off'];
/** systemd reads units from the folders that a generator is given as from `/run/systemd/system`. */
const UNITS = '/run/systemd/system';

/**
 * systemd.generator(7) and systemd.environment-generator(7) of systemd 257, NetworkManager-dispatcher(8) 1.52,
 * networkd-dispatcher(8) 2.2, interfaces(5) of ifupdown 0.8, dhclient-script(8) of ISC DHCP 4.4 as Debian and Fedora have it,
 * dhcpcd-run-hooks(8) of dhcpcd 10, atd(8) 3.2, run-parts' folders of cron as Debian, Fedora and Alpine have them, and
 * cloud-init 24.
 */
export const HOOK_FOLDERS: readonly HookFolder[] = [
  ...['/etc', '/usr/local/lib', '/usr/lib'].flatMap((root) => [
    ran(`${root}/systemd/system-generators`, 'which systemd runs before it starts units', [UNITS, UNITS, UNITS]),
    ran(`${root}/systemd/system-environment-generators`, 'which systemd runs before it starts units'),
  ]),
  ...['/etc', '/usr/lib'].flatMap((root) => [
    ...['', '/pre-up.d', '/no-wait.d'].map((below) =>
      ran(`${root}/NetworkManager/dispatcher.d${below}`, 'which NetworkManager runs when the network comes up'),
    ),
    ...NETWORK_STATES.map((state) =>
      ran(`${root}/networkd-dispatcher/${state}.d`, 'which networkd-dispatcher runs when the network comes up'),
    ),
  ]),
  ...['pre-up', 'up'].map((step) => ran(`/etc/network/if-${step}.d`, 'which ifup runs when the network comes up')),
  ...['enter', 'exit'].map((step) => ({
    ...ran(`/etc/dhcp/dhclient-${step}-hooks.d`, 'which dhclient runs when it has an address'),
    executable: false,
  })),
  ran('/etc/dhcp/dhclient.d', 'which dhclient runs when it has an address'),
  ...['/usr/lib/dhcpcd', '/usr/libexec'].map((root) => ({
    ...ran(`${root}/dhcpcd-hooks`, 'which dhcpcd runs when it has an address'),
    executable: false,
  })),
  ...['/var/spool/cron/atjobs', '/var/spool/at'].map((folder) => ran(folder, 'which atd runs at its time')),
  ...['hourly', 'daily', 'weekly', 'monthly'].map((time) => ran(`/etc/cron.${time}`, `which cron runs ${time}`)),
  ...['15min', 'hourly', 'daily', 'weekly', 'monthly'].map((time) => ran(`/etc/periodic/${time}`, 'which cron runs')),
  // scripts-user.conf, scripts-per-boot and their like.
  ...['per-boot', 'per-instance', 'per-once', 'vendor'].map((kind) =>
    ran(`/var/lib/cloud/scripts/${kind}`, 'which cloud-init runs when the node boots'),
  ),
];

function ran(folder: string, by: string, given: readonly string[] = []): HookFolder {
  return { folder, by, executable: true, given };
}
