import { isGoInteger } from '../containerd/go/strconv.ts';
import { isDuration } from './config-fields.ts';
import { isWellFormed } from './flag-syntax.ts';

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
experimental-dockershim experimental-fail-swap-on experimental-logging-sanitization experimental-kernel-memcg-notification
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
experimental-bootstrap-kubeconfig experimental-dockershim-root-directory experimental-mounter-path experimental-qos-reserved feature-gates
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

const integers = `
application-metrics-count-limit container-log-max-files event-burst event-qps eviction-max-pod-grace-period healthz-port
image-gc-high-threshold image-gc-low-threshold iptables-drop-bit iptables-masquerade-bit kube-api-burst kube-api-qps
max-open-files max-pods maximum-dead-containers maximum-dead-containers-per-container network-plugin-mtu
node-status-max-images oom-score-adj pod-max-pids pods-per-core port read-only-port registry-burst registry-qps
`;

const durations = `
authentication-token-webhook-cache-ttl authorization-webhook-cache-authorized-ttl
authorization-webhook-cache-unauthorized-ttl cpu-cfs-quota-period cpu-manager-reconcile-period
eviction-pressure-transition-period file-check-frequency global-housekeeping-interval housekeeping-interval
http-check-frequency image-pull-progress-deadline log-flush-frequency minimum-container-ttl-duration
minimum-image-ttl-duration node-status-update-frequency runtime-request-timeout storage-driver-buffer-duration
streaming-connection-idle-timeout sync-frequency volume-stats-agg-period
`;

const integerFlags: ReadonlySet<string> = new Set(names(integers));
const durationFlags: ReadonlySet<string> = new Set(names(durations));

/** Whether a flag that is no boolean takes a value, as far as numbers, durations and a few others go. */
export function takesValue(name: string, value: string): boolean {
  if (integerFlags.has(name)) return isGoInteger(value);
  return durationFlags.has(name) ? isDuration(value) : isWellFormed(name, value);
}

interface Lifetime {
  readonly since: number | null;
  readonly until: number | null;
}

/**
 * The versions in which flags exist that are not in all from 1.20 to 1.36, as `[first, last]` minor releases of
 * Kubernetes 1; 19 where the flag is in none of them, 21 and 24 where only 1.20 and 1.25 were looked at. `--config` first named a file of pod manifests, until
 * 1.5. Sources: cmd/kubelet/app/options of 1.20 and 1.25 to 1.36, `kubelet --help`.
 */
export const flagLifetimes: Readonly<Record<string, Lifetime>> = {
  ...lifetimes({ since: 21, until: null }, 'cpu-manager-policy-options local-storage-capacity-isolation'),
  ...lifetimes({ since: 21, until: null }, 'memory-manager-policy reserved-memory seccomp-default'),
  ...lifetimes({ since: 26, until: null }, 'topology-manager-policy-options'),
  ...lifetimes({ since: 28, until: null }, 'config-dir'),
  ...lifetimes({ since: 21, until: null }, 'log-json-info-buffer-size log-json-split-stream'),
  ...lifetimes({ since: 30, until: null }, 'log-text-info-buffer-size log-text-split-stream'),
  ...lifetimes({ since: 31, until: null }, 'fail-cgroupv1'),
  ...lifetimes({ since: null, until: 14 }, 'allow-privileged'),
  ...lifetimes(
    { since: null, until: 19 },
    `allow-verification-with-non-compliant-keys api-servers auth-path bootstrap-checkpoint-path cadvisor-port configure-cbr0
    containerized default-not-ready-toleration-seconds default-unreachable-toleration-seconds disable-root-cgroup-stats
    docker-exec-handler enable-custom-metrics enable-profiling-handler exec-handler experimental-dockershim
    experimental-fail-swap-on experimental-qos-reserved force-keyring-registration google-json-key host-ipc-sources
    host-network-sources host-pid-sources init-config-dir low-diskspace-threshold-mb network-plugin-dir
    non-masquerade-cidr-enabled outofdisk-transition-frequency profiling reconcile-cidr require-kubeconfig
    resource-container rkt-api-endpoint rkt-path rkt-stage1-image runtime-integrity-handler system-container`,
  ),
  ...lifetimes({ since: null, until: 23 }, 'network-plugin cni-bin-dir cni-conf-dir dynamic-config-dir'),
  ...lifetimes(
    { since: null, until: 24 },
    `chaos-chance cni-cache-dir docker docker-endpoint docker-env-metadata-whitelist docker-only docker-root docker-tls
    docker-tls-ca docker-tls-cert docker-tls-key enable-cadvisor-json-endpoints experimental-bootstrap-kubeconfig
    experimental-check-node-capabilities-before-mount experimental-dockershim-root-directory
    experimental-kernel-memcg-notification experimental-logging-sanitization image-pull-progress-deadline
    network-plugin-mtu non-masquerade-cidr really-crash-for-testing redirect-container-streaming seccomp-profile-root`,
  ),
  ...lifetimes(
    { since: null, until: 25 },
    `add-dir-header alsologtostderr log-backtrace-at log-dir log-file log-file-max-size logtostderr one-output skip-headers
    skip-log-headers stderrthreshold`,
  ),
  ...lifetimes({ since: null, until: 26 }, 'container-runtime master-service-namespace'),
  ...lifetimes({ since: null, until: 29 }, 'azure-container-registry-config'),
  ...lifetimes({ since: null, until: 30 }, 'iptables-drop-bit iptables-masquerade-bit keep-terminated-pod-volumes'),
  ...lifetimes({ since: null, until: 33 }, 'cloud-config register-schedulable'),
  ...lifetimes({ since: null, until: 34 }, 'pod-infra-container-image'),
};

function lifetimes(life: Lifetime, flags: string): Record<string, Lifetime> {
  return Object.fromEntries(names(flags).map((name) => [name, life]));
}

function names(text: string): readonly string[] {
  return text.split(/\s+/).filter((name) => name !== '');
}
