import type { Structs } from '../containerd/decoding/fields.ts';

const typed = (type: string, names: string) => names.split(' ').map((name) => [name, type] as const);

/**
 * What daemon.json is read into, as far as 20.10 to 28 agree on it (moby daemon/config: `Config`, `CommonConfig`,
 * `BridgeConfig`). A number among the `log-opts` is the usual slip.
 */
export const daemonStructs: Structs = {
  Config: [
    ...typed(
      'string',
      'bip bridge cgroup-parent containerd data-root default-cgroupns-mode default-ipc-mode default-runtime exec-root ' +
        'fixed-cidr fixed-cidr-v6 group init-path log-driver log-format log-level metrics-addr pidfile seccomp-profile storage-driver ' +
        'swarm-default-advertise-addr tlscacert tlscert tlskey userland-proxy-path userns-remap',
    ),
    ...typed(
      'bool',
      'debug experimental icc init ip-forward ip-masq iptables ip6tables ipv6 live-restore no-new-privileges raw-logs ' +
        'selinux-enabled tls tlsverify userland-proxy',
    ),
    ...typed(
      'int',
      'max-concurrent-downloads max-concurrent-uploads max-download-attempts mtu network-control-plane-mtu shutdown-timeout',
    ),
    ...typed(
      '[]string',
      'authorization-plugins dns dns-opts dns-search exec-opts hosts insecure-registries labels node-generic-resources ' +
        'registry-mirrors storage-opts',
    ),
    ['log-opts', 'map[string]string'],
    ['features', 'map[string]bool'],
    ['runtimes', 'map[string]Runtime'],
    ['default-ulimits', 'map[string]Ulimit'],
    ['default-address-pools', '[]Pool'],
  ],
  Runtime: [...typed('string', 'path runtimeType'), ['runtimeArgs', '[]string']],
  Ulimit: [['Name', 'string'], ...typed('int', 'Hard Soft')],
  Pool: [
    ['base', 'string'],
    ['size', 'int'],
  ],
};
