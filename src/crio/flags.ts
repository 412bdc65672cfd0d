import { isWithin, releaseOf } from '../containerd/releases.ts';
import type { Version } from '../versions/version.ts';

/** What stands behind a flag: nothing but perhaps `=true`, or a text, a whole number, a duration, a list. */
export type FlagKind = 'bool' | 'string' | 'int' | 'duration' | 'list';

export interface Flag {
  readonly name: string;
  readonly kind: FlagKind;
}

const SHORT: Readonly<Record<string, string>> = {
  c: 'config',
  d: 'config-dir',
  l: 'log-level',
  r: 'root',
  s: 'storage-driver',
  tz: 'timezone',
  h: 'help',
  v: 'version',
};

/** The flags of CRI-O 1.18 to 1.36 by what they take (cri-o internal/criocli/criocli.go), with the releases that have them. */
const FLAGS: Readonly<Record<FlagKind, string>> = {
  bool: `
    add-inheritable-capabilities@1.24.3..1.24,1.25.1.. auto-reload-registries@1.30.. blockio-reload@1.29..
    device-ownership-from-security-context@1.22.. disable-hostport-mapping@1.28.. drop-infra-ctr@1.19..
    enable-criu-support@1.25.. enable-metrics enable-nri@1.26.. enable-pod-events@1.26..
    enable-profile-unix-socket@1.20.1.. enable-tracing@1.23.. help hostnetwork-disable-selinux@1.27..
    internal-repair@1.28.. internal-wipe@1.20.4..1.20,1.21.1.. log-journald manage-network-ns-lifecycle@..1.18
    manage-ns-lifecycle@..1.20 no-pivot nri-disable-connections@1.32.. nri-enable-default-validator@1.34..
    nri-validator-reject-custom-seccomp-adjustment@1.34.. nri-validator-reject-namespace-adjustment@1.34..
    nri-validator-reject-oci-hook-adjustment@1.34.. nri-validator-reject-runtime-default-seccomp-adjustment@1.34..
    nri-validator-reject-unconfined-seccomp-adjustment@1.34.. oci-artifact-mount-support@1.33.. profile read-only
    seccomp-use-default-when-empty@1.24..1.29 selinux stream-enable-tls version`,
  string: `
    address@1.22.. apparmor-profile big-files-temporary-dir@1.19.. bind-mount-prefix blockio-config-file@1.22..
    cgroup-manager clean-shutdown-file@1.19.4..1.19,1.20.5.. cni-config-dir cni-default-network config config-dir conmon
    conmon-cgroup container-attach-socket-dir container-exits-dir decryption-keys-path default-mounts-file
    default-runtime default-transport gid-mappings global-auth-file image-volumes imagestore@1.29..
    infra-ctr-cpuset@1.20.1.. irqbalance-config-file@1.20.2.. irqbalance-config-restore-file@1.27.. listen log log-dir
    log-filter log-format log-level metrics-cert@1.22.. metrics-host@1.28.4..1.28,1.29.2.. metrics-key@1.22..
    metrics-socket@1.19.. namespaced-auth-dir@1.34.3.. namespaces-dir nri-config-file@1.26.0..1.26.1
    nri-disable-connections@1.26.2..1.31 nri-listen@1.26.. nri-plugin-config-dir@1.26.2.. nri-plugin-dir@1.26..
    nri-validator-tolerate-missing-plugins-annotation@1.34.. pause-command pause-image pause-image-auth-file pinns-path
    privileged-seccomp-profile@1.33.. profile-cpu@1.23.. profile-mem@1.23.. rdt-config-file@1.22.. registries-conf
    registries-conf-dir@1.21.. root runroot runtime@..1.18 seccomp-profile
    seccomp-use-default-when-empty@1.19.4..1.23 separate-pull-cgroup@1.20.. shared-cpuset@1.28.3..
    short-name-mode@1.34.. signature-policy signature-policy-dir@1.27.1.. storage-driver stream-address
    stream-idle-timeout@1.18.5..1.18,1.19.2..1.19,1.20.1.. stream-port stream-tls-ca stream-tls-cert stream-tls-key
    timezone@1.30.. tls-min-version@1.35.1.. tracing-endpoint@1.23.. uid-mappings version-file
    version-file-persist@1.18.1..`,
  int: `
    collection-period@1.30.. ctr-stop-timeout grpc-max-recv-msg-size grpc-max-send-msg-size log-size-max metrics-port
    min-injected-gomaxprocs@1.33.12..1.33,1.34.8..1.34,1.35.3.. minimum-mappable-gid@1.23.. minimum-mappable-uid@1.23..
    pids-limit profile-port stats-collection-period@1.23.. tracing-sampling-rate-per-million@1.23..`,
  duration: `
    cni-status-grace-period@1.36.3.. nri-plugin-registration-timeout@1.26.2.. nri-plugin-request-timeout@1.26.2..
    pull-progress-timeout@1.30.11..1.30,1.31.3..`,
  list: `
    absent-mount-sources-to-reject@1.21.1.. additional-artifact-stores@1.35.2.. additional-devices
    allowed-devices@1.23.1.. cdi-spec-dirs@1.24.. cni-plugin-dir conmon-env default-capabilities default-env
    default-sysctls default-ulimits hooks-dir included-pod-metrics@1.30.. insecure-registry metrics-collectors@1.22..
    nri-validator-required-plugins@1.34.. pinned-images@1.28.. registry@..1.30 runtimes storage-opt
    tls-cipher-suites@1.35.1..`,
};

let known: ReadonlyMap<string, readonly (Flag & { readonly releases: string | null })[]> | null = null;

function allFlags(): NonNullable<typeof known> {
  if (known !== null) return known;
  const flags = new Map<string, (Flag & { readonly releases: string | null })[]>();
  for (const [kind, text] of Object.entries(FLAGS) as [FlagKind, string][]) {
    for (const word of text.trim().split(/\s+/)) {
      const [name = '', releases = null] = word.split('@');
      flags.set(name, [...(flags.get(name) ?? []), { name, kind, releases }]);
    }
  }
  known = flags;
  return flags;
}

/**
 * The flag of that name, short or long; null where the release has none. Where the version is not known, the flag as any
 * release has it, the newest if they differ.
 */
export function flagOf(name: string, version: Version | null): Flag | null {
  const candidates = allFlags().get(SHORT[name] ?? name) ?? [];
  if (version === null) return candidates[0] ?? null;
  return candidates.find(({ releases }) => releases === null || isWithin(releaseOf(version), releases)) ?? null;
}
