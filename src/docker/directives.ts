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
    'no-new-privileges no-proxy node-generic-resource node-generic-resources nri-opts oom-score-adjust pidfile ' +
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
  'allow-direct-routing': { since: '28.2.0' },
  'api-cors-header': { until: '29.0.0' },
  'api-enable-cors': { until: '19.3.0' },
  bip6: { since: '28.0.0' },
  'bridge-accept-fwmark': { since: '29.0.0' },
  'cdi-spec-dir': { since: '25.0.0' },
  'cdi-spec-dirs': { since: '25.0.0' },
  'cluster-advertise': { until: '24.0.0' },
  'cluster-store': { until: '24.0.0' },
  'cluster-store-opt': { until: '24.0.0' },
  'cluster-store-opts': { until: '24.0.0' },
  'containerd-namespace': { since: '19.3.3' },
  'containerd-plugins-namespace': { since: '19.3.3' },
  'default-cgroupns-mode': { since: '20.10.0' },
  'default-network-opt': { since: '24.0.0' },
  'default-network-opts': { since: '24.0.0' },
  'default-stop-timeout': { since: '29.7.0' },
  'disable-legacy-registry': { until: '19.3.0' },
  feature: { since: '27.3.0' },
  'firewall-backend': { since: '29.0.0' },
  graph: { until: '24.0.0' },
  'host-gateway-ip': { since: '20.10.0' },
  'host-gateway-ips': { since: '28.0.0' },
  'http-proxy': { since: '23.0.0' },
  'https-proxy': { since: '23.0.0' },
  'ip-forward-no-drop': { since: '28.0.0' },
  ip6tables: { since: '20.10.0' },
  'log-format': { since: '25.0.0' },
  'max-download-attempts': { since: '20.10.0' },
  'min-api-version': { since: '29.0.0' },
  'no-proxy': { since: '23.0.0' },
  'nri-opts': { since: '29.2.0' },
  'oom-score-adjust': { until: '25.0.0' },
  validate: { since: '23.0.0' },
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

/** Directives that are no flag: what flags are called in the file, and what is set there only. */
const IN_FILE_ONLY: ReadonlySet<string> = new Set([
  ...Object.values(NAMES_IN_FILE),
  'features',
  'builder',
  'deprecated-key-path',
  'min-api-version',
]);

/** Whether the release has the flag, or any release has it where the version is not known. */
export function isFlag(name: string, version: Version | null): boolean {
  return isDirective(name, version) && !IN_FILE_ONLY.has(name);
}

/** What a flag is called in the file. */
export function directiveOfFlag(flag: string): string {
  return NAMES_IN_FILE[flag] ?? flag;
}
