import { compareVersions, parseVersion, type Version } from '../versions/version.ts';

/**
 * Every directive of daemon.json that some release of dockerd on Linux has had, 1.13 to 29: the long flags, the names that go
 * with several flags in the file, and those without a flag (moby daemon/command, cmd/dockerd, daemon/config).
 */
const DIRECTIVES: ReadonlySet<string> = new Set(
  (
    'add-runtime allow-direct-routing allow-nondistributable-artifacts api-cors-header api-enable-cors ' +
    'authorization-plugin authorization-plugins bip bip6 bridge bridge-accept-fwmark builder cdi-spec-dir cdi-spec-dirs ' +
    'cgroup-parent cluster-advertise cluster-store cluster-store-opt cluster-store-opts config-file containerd ' +
    'containerd-namespace containerd-plugins-namespace cpu-rt-period cpu-rt-runtime cri-containerd data-root debug ' +
    'default-address-pool default-address-pools default-cgroupns-mode default-gateway default-gateway-v6 ' +
    'default-ipc-mode default-network-opt default-network-opts default-runtime default-shm-size default-stop-timeout ' +
    'default-ulimit default-ulimits deprecated-key-path disable-legacy-registry dns dns-opt dns-opts dns-search exec-opt ' +
    'exec-opts exec-root experimental feature features firewall-backend fixed-cidr fixed-cidr-v6 graph group help host ' +
    'host-gateway-ip host-gateway-ips hosts http-proxy https-proxy icc init init-path insecure-registries ' +
    'insecure-registry ip ip-forward ip-forward-no-drop ip-masq ip6tables iptables ipv6 label labels live-restore ' +
    'log-driver log-format log-level log-opt log-opts max-concurrent-downloads max-concurrent-uploads ' +
    'max-download-attempts metrics-addr min-api-version mtu network-control-plane-mtu network-diagnostic-port ' +
    'no-new-privileges no-proxy node-generic-resource node-generic-resources nri-opts oom-score-adjust pidfile proxies ' +
    'raw-logs registry-mirror registry-mirrors restart rootless runtimes seccomp-profile selinux-enabled ' +
    'shutdown-timeout storage-driver storage-opt storage-opts swarm-default-advertise-addr ' +
    'tls tlscacert tlscert tlskey tlsverify userland-proxy userland-proxy-path userns-remap ' +
    'validate version'
  ).split(' '),
);

/** `flatOptions`: directives whose value is an object of their own; any other object counts as if its keys stood beside it. */
const FLAT: ReadonlySet<string> = new Set([
  'cluster-store-opts',
  'default-network-opts',
  'log-opts',
  'runtimes',
  'default-ulimits',
  'features',
  'builder',
  'nri-opts',
]);

/** What a flag is called in the file, where that is not its own name. */
const NAMES_IN_FILE: Readonly<Record<string, string>> = {
  'add-runtime': 'runtimes',
  'authorization-plugin': 'authorization-plugins',
  'cdi-spec-dir': 'cdi-spec-dirs',
  'cluster-store-opt': 'cluster-store-opts',
  'default-address-pool': 'default-address-pools',
  'default-network-opt': 'default-network-opts',
  'default-ulimit': 'default-ulimits',
  'dns-opt': 'dns-opts',
  'exec-opt': 'exec-opts',
  feature: 'features',
  host: 'hosts',
  'host-gateway-ip': 'host-gateway-ips',
  'insecure-registry': 'insecure-registries',
  label: 'labels',
  'log-opt': 'log-opts',
  'node-generic-resource': 'node-generic-resources',
  'registry-mirror': 'registry-mirrors',
  'storage-opt': 'storage-opts',
};

const SHORT_FLAGS: Readonly<Record<string, string>> = {
  b: 'bridge',
  D: 'debug',
  G: 'group',
  g: 'graph',
  H: 'host',
  l: 'log-level',
  p: 'pidfile',
  s: 'storage-driver',
};

/** The directives of a file as dockerd looks through them (`configValuesSet`), with the keys that lead to each. */
export function directivesOf(file: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(file)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !FLAT.has(key)) {
      for (const inner of Object.keys(value)) found.set(inner, [key, inner]);
    } else {
      found.set(key, [key]);
    }
  }
  return found;
}

/** Directives that came or went with a release whose sources show it: the first release with, and the first without. */
const RELEASES: Readonly<Record<string, { readonly since?: string; readonly until?: string }>> = {
  'cluster-advertise': { until: '24.0.0' },
  'cluster-store': { until: '24.0.0' },
  'cluster-store-opt': { until: '24.0.0' },
  'cluster-store-opts': { until: '24.0.0' },
  'default-network-opts': { since: '24.0.0' },
  'disable-legacy-registry': { until: '19.3.0' },
  'http-proxy': { since: '23.0.0' },
  'https-proxy': { since: '23.0.0' },
  'no-proxy': { since: '23.0.0' },
  graph: { until: '24.0.0' },
  'log-format': { since: '25.0.0' },
  'oom-score-adjust': { until: '26.0.0' },
  proxies: { since: '23.0.0' },
};

/**
 * Whether the release has the directive, or any release has it where the version is not known. dockerd refuses whatever it
 * does not know, also a directive in another case.
 */
export function isDirective(name: string, version: Version | null): boolean {
  const { since, until } = RELEASES[name] ?? {};
  const isBefore = (release: string) => compareVersions(version!, parseVersion(release)!) < 0;
  if (version !== null && since !== undefined && isBefore(since)) return false;
  if (version !== null && until !== undefined && !isBefore(until)) return false;
  return DIRECTIVES.has(name);
}

/** The directive that a word of the command line sets, null for one that sets none; `runtimes` may be in both places. */
export function directiveOfWord(word: string): string | null {
  const long = /^--([a-z0-9-]+)(?:=|$)/.exec(word)?.[1];
  const short = /^-([A-Za-z])/.exec(word)?.[1];
  const flag = long ?? (short === undefined ? undefined : SHORT_FLAGS[short]);
  if (flag === undefined) return null;
  const name = NAMES_IN_FILE[flag] ?? flag;
  return name === 'runtimes' ? null : name;
}
