/**
 * The kubelet's flags, for telling which take a value of their own and which do not exist. Collected from
 * cmd/kubelet/app/options of Kubernetes 1.10 to mid-2026 and from the flags of its libraries (klog, cAdvisor); several of
 * them only exist in some of these versions.
 */
const booleans = `
add-dir-header allow-privileged allow-verification-with-non-compliant-keys alsologtostderr anonymous-auth
authentication-token-webhook cgroups-per-qos containerized contention-profiling cpu-cfs-quota disable-root-cgroup-stats
docker-only docker-tls enable-cadvisor-json-endpoints enable-controller-attach-detach enable-custom-metrics
enable-debugging-handlers enable-load-reader enable-profiling-handler enable-server
exit-on-lock-contention experimental-allocatable-ignore-eviction experimental-check-node-capabilities-before-mount
experimental-dockershim experimental-fail-swap-on experimental-kernel-memcg-notification
fail-cgroupv1 fail-swap-on force-keyring-registration help keep-terminated-pod-volumes kernel-memcg-notification
local-storage-capacity-isolation log-cadvisor-usage log-json-split-stream log-text-split-stream logtostderr
make-iptables-util-chains non-masquerade-cidr-enabled one-output profiling protect-kernel-defaults
really-crash-for-testing redirect-container-streaming register-node register-schedulable require-kubeconfig
rotate-certificates rotate-server-certificates runonce seccomp-default serialize-image-pulls skip-headers skip-log-headers
storage-driver-secure version
`;

const withValue = `
address allowed-unsafe-sysctls api-servers application-metrics-count-limit auth-path
authentication-token-webhook-cache-ttl authorization-mode authorization-webhook-cache-authorized-ttl
authorization-webhook-cache-unauthorized-ttl azure-container-registry-config boot-id-file bootstrap-checkpoint-path
bootstrap-kubeconfig cadvisor-port cert-dir cgroup-driver cgroup-root chaos-chance client-ca-file cloud-config
cloud-provider cluster-dns cluster-domain cni-bin-dir cni-cache-dir cni-conf-dir config config-dir configure-cbr0
container-hints container-log-max-files container-log-max-size container-runtime container-runtime-endpoint
containerd containerd-namespace cpu-cfs-quota-period cpu-manager-policy cpu-manager-policy-options
cpu-manager-reconcile-period default-not-ready-toleration-seconds default-unreachable-toleration-seconds docker
docker-endpoint docker-env-metadata-whitelist docker-exec-handler docker-root docker-tls-ca docker-tls-cert
docker-tls-key dynamic-config-dir enforce-node-allocatable event-burst event-qps event-storage-age-limit
event-storage-event-limit eviction-hard eviction-max-pod-grace-period eviction-minimum-reclaim
eviction-pressure-transition-period eviction-soft eviction-soft-grace-period exec-handler
experimental-bootstrap-kubeconfig experimental-mounter-path experimental-qos-reserved feature-gates
file-check-frequency global-housekeeping-interval google-json-key hairpin-mode healthz-bind-address healthz-port
host-ipc-sources host-network-sources host-pid-sources hostname-override housekeeping-interval http-check-frequency
image-credential-provider-bin-dir image-credential-provider-config image-gc-high-threshold image-gc-low-threshold
image-pull-progress-deadline image-service-endpoint init-config-dir iptables-drop-bit iptables-masquerade-bit
kube-api-burst kube-api-content-type kube-api-qps kube-reserved kube-reserved-cgroup kubeconfig kubelet-cgroups
lock-file log-backtrace-at log-dir log-file log-file-max-size log-flush-frequency log-json-info-buffer-size
log-text-info-buffer-size logging-format low-diskspace-threshold-mb machine-id-file manifest-url manifest-url-header
master-service-namespace max-open-files max-pods maximum-dead-containers maximum-dead-containers-per-container
memory-manager-policy minimum-container-ttl-duration minimum-image-ttl-duration network-plugin network-plugin-dir
network-plugin-mtu node-ip node-labels node-status-max-images node-status-update-frequency non-masquerade-cidr
oom-score-adj outofdisk-transition-frequency pod-cidr pod-infra-container-image pod-manifest-path pod-max-pids
pods-per-core port provider-id qos-reserved read-only-port reconcile-cidr register-with-taints registry-burst
registry-qps reserved-cpus reserved-memory resolv-conf resource-container rkt-api-endpoint rkt-path rkt-stage1-image
root-dir runtime-cgroups runtime-integrity-handler runtime-request-timeout seccomp-profile-root stderrthreshold
storage-driver-buffer-duration storage-driver-db storage-driver-host storage-driver-password storage-driver-table
storage-driver-user streaming-connection-idle-timeout sync-frequency system-cgroups system-container system-reserved
system-reserved-cgroup tls-cert-file tls-cipher-suites tls-min-version tls-private-key-file topology-manager-policy
topology-manager-policy-options topology-manager-scope v vmodule volume-plugin-dir volume-stats-agg-period
`;

const booleanFlags: ReadonlySet<string> = new Set(names(booleans));
const valueFlags: ReadonlySet<string> = new Set(names(withValue));

/** Null: no kubelet known here has such a flag. */
export function flagForm(name: string): 'boolean' | 'value' | null {
  if (booleanFlags.has(name)) return 'boolean';
  return valueFlags.has(name) ? 'value' : null;
}

/** Flags with a letter of their own. */
export const shorthands: Readonly<Record<string, string>> = { h: 'help', v: 'v' };

/**
 * The versions in which flags that matter here exist, as `[first, last]` minor releases of Kubernetes 1. `--config` first
 * named a file of pod manifests, until 1.5. Sources: kubernetes/website#45665, KEP-3983.
 */
export const flagLifetimes: Readonly<Record<string, { readonly since: number | null; readonly until: number | null }>> =
  {
    'config-dir': { since: 28, until: null },
    'container-runtime': { since: null, until: 26 },
    'network-plugin': { since: null, until: 23 },
    'cni-bin-dir': { since: null, until: 23 },
    'cni-conf-dir': { since: null, until: 23 },
    'dynamic-config-dir': { since: null, until: 23 },
    'allow-privileged': { since: null, until: 14 },
  };

function names(text: string): readonly string[] {
  return text.split(/\s+/).filter((name) => name !== '');
}
