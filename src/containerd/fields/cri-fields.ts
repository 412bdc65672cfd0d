import type { Structs } from '../decoding/fields.ts';

/** The tables that hold settings of the CRI plugin. 1.x reads the first, or the short id in a file of version 1. */
export const criIds = {
  /** In files of version 1. */
  short: 'cri',
  /** In files of version 2. On 2.x, a few settings of the streaming server only. */
  grpc: 'io.containerd.grpc.v1.cri',
  /** In files of version 3 and 4. */
  runtime: 'io.containerd.cri.v1.runtime',
  images: 'io.containerd.cri.v1.images',
} as const;

/** What 2.x still reads from the table of `criIds.grpc` itself. */
export const serverSettings = [
  'disable_tcp_service',
  'stream_server_address',
  'stream_server_port',
  'stream_idle_timeout',
  'enable_tls_streaming',
  'x509_key_pair_streaming',
] as const;

/** Settings that moved to the table of `criIds.images`. */
export const imageSettings = [
  'registry',
  'image_decryption',
  'max_concurrent_downloads',
  'image_pull_progress_timeout',
  'image_pull_with_sync_fs',
  'stats_collect_period',
] as const;

/** Settings that moved from `containerd` to the top of the table of `criIds.images`. */
export const snapshotSettings = ['snapshotter', 'disable_snapshot_annotations', 'discard_unpacked_layers'] as const;

/**
 * The CRI plugin's configuration, by the tags of containerd: `vendor/github.com/containerd/cri/pkg/config` (1.4),
 * `pkg/cri/config` (1.5 to 1.7), `internal/cri/config` (2.x). `PluginConfig` is that of 1.x; the other three roots are
 * those of 2.x.
 */
export const criStructs: Structs = {
  PluginConfig: [
    ['containerd', '&ContainerdConfig'],
    ['cni', '&CniConfig'],
    ['registry', 'Registry'],
    ['image_decryption', '&ImageDecryption'],
    ['disable_tcp_service', 'bool'],
    ['stream_server_address', 'string'],
    ['stream_server_port', 'string'],
    ['stream_idle_timeout', 'string'],
    ['enable_selinux', 'bool'],
    ['selinux_category_range', 'int'],
    ['sandbox_image', 'string'],
    ['stats_collect_period', 'int'],
    ['systemd_cgroup', 'bool'],
    ['enable_tls_streaming', 'bool'],
    ['x509_key_pair_streaming', '&X509KeyPairStreaming'],
    ['max_container_log_line_size', 'int'],
    ['disable_cgroup', 'bool'],
    ['disable_apparmor', 'bool'],
    ['restrict_oom_score_adj', 'bool'],
    ['max_concurrent_downloads', 'int'],
    ['disable_proc_mount', 'bool'],
    ['unset_seccomp_profile', 'string'],
    ['tolerate_missing_hugetlb_controller', 'bool'],
    ['disable_hugetlb_controller', 'bool'],
    ['ignore_image_defined_volumes', 'bool'],
    ['netns_mounts_under_state_dir', 'bool', '1.5..'],
    ['device_ownership_from_security_context', 'bool', '1.6..'],
    ['enable_unprivileged_ports', 'bool', '1.6..'],
    ['enable_unprivileged_icmp', 'bool', '1.6..'],
    ['ignore_deprecation_warnings', '[]string', '1.6.29..1.6, 1.7.14..'],
    ['drain_exec_sync_io_timeout', 'string', '1.6.29..'],
    ['enable_cdi', 'bool', '1.7..'],
    ['cdi_spec_dirs', '[]string', '1.7..'],
    ['image_pull_progress_timeout', 'string', '1.7..'],
    ['image_pull_with_sync_fs', 'bool', '1.7.14..'],
  ],
  RuntimeConfig: [
    ['containerd', 'ContainerdConfig'],
    ['cni', 'CniConfig'],
    ['enable_selinux', 'bool'],
    ['selinux_category_range', 'int'],
    ['max_container_log_line_size', 'int'],
    ['disable_apparmor', 'bool'],
    ['restrict_oom_score_adj', 'bool'],
    ['disable_proc_mount', 'bool'],
    ['unset_seccomp_profile', 'string'],
    ['tolerate_missing_hugetlb_controller', 'bool'],
    ['disable_hugetlb_controller', 'bool'],
    ['device_ownership_from_security_context', 'bool'],
    ['ignore_image_defined_volumes', 'bool'],
    ['netns_mounts_under_state_dir', 'bool'],
    ['enable_unprivileged_ports', 'bool'],
    ['enable_unprivileged_icmp', 'bool'],
    ['enable_cdi', 'bool'],
    ['cdi_spec_dirs', '[]string'],
    ['drain_exec_sync_io_timeout', 'string'],
    ['ignore_deprecation_warnings', '[]string'],
    ['stats_collect_period', 'string', '2.3..'],
    ['stats_retention_period', 'string', '2.3..'],
    ['enable_criu', 'bool', '2.2.7..2.2, 2.3.4..'],
    ['enable_experimental_restore_via_create', 'bool', '2.2.7..2.2, 2.3.4..2.3'],
  ],
  ImageConfig: [
    ['snapshotter', 'string'],
    ['disable_snapshot_annotations', 'bool'],
    ['discard_unpacked_layers', 'bool'],
    ['pinned_images', 'map[string]string'],
    ['runtime_platforms', 'map[string]ImagePlatform'],
    ['registry', 'Registry'],
    ['image_decryption', 'ImageDecryption'],
    ['max_concurrent_downloads', 'int'],
    ['concurrent_layer_fetch_buffer', 'int', '2.1..'],
    ['image_pull_progress_timeout', 'string'],
    ['image_pull_with_sync_fs', 'bool'],
    ['stats_collect_period', 'int'],
    ['use_local_image_pull', 'bool', '2.1..'],
  ],
  ServerConfig: [
    ['disable_tcp_service', 'bool'],
    ['stream_server_address', 'string'],
    ['stream_server_port', 'string'],
    ['stream_idle_timeout', 'string'],
    ['enable_tls_streaming', 'bool'],
    ['x509_key_pair_streaming', 'X509KeyPairStreaming'],
  ],
  ContainerdConfig: [
    ['snapshotter', 'string', '..1.7'],
    ['default_runtime_name', 'string'],
    ['default_runtime', 'Runtime', '..1.7'],
    ['untrusted_workload_runtime', 'Runtime', '..1.7'],
    ['runtimes', 'map[string]Runtime'],
    ['no_pivot', 'bool', '..1.7'],
    ['disable_snapshot_annotations', 'bool', '..1.7'],
    ['discard_unpacked_layers', 'bool', '..1.7'],
    ['ignore_blockio_not_enabled_errors', 'bool', '1.7..'],
    ['ignore_rdt_not_enabled_errors', 'bool', '1.6..'],
  ],
  Runtime: [
    ['runtime_type', 'string'],
    ['runtime_path', 'string', '1.6..'],
    ['runtime_engine', 'string', '..1.7'],
    ['pod_annotations', '[]string'],
    ['container_annotations', '[]string'],
    ['runtime_root', 'string', '..1.7'],
    ['options', 'primitive', '..1.4'],
    ['options', 'map[string]any', '1.5..'],
    ['privileged_without_host_devices', 'bool'],
    ['privileged_without_host_devices_all_devices_allowed', 'bool', '1.7..'],
    ['cgroup_writable', 'bool', '2.1..'],
    ['base_runtime_spec', 'string'],
    ['cni_conf_dir', 'string', '1.6..'],
    ['cni_max_conf_num', 'int', '1.6..'],
    ['snapshotter', 'string', '1.7..'],
    ['sandbox_mode', 'string', '1.7'],
    ['sandboxer', 'string', '2.0..'],
    ['io_type', 'string', '2.0..'],
    ['disable_pause_image_pull', 'bool', '2.4..'],
  ],
  CniConfig: [
    ['bin_dir', 'string'],
    ['bin_dirs', '[]string', '2.1..'],
    ['conf_dir', 'string'],
    ['max_conf_num', 'int'],
    ['setup_serially', 'bool', '1.7..'],
    ['conf_template', 'string'],
    ['ip_pref', 'string', '1.6..'],
    ['use_internal_loopback', 'bool', '2.0..'],
  ],
  Registry: [
    ['config_path', 'string', '1.5..'],
    ['mirrors', 'map[string]Mirror'],
    ['configs', 'map[string]RegistryConfig'],
    ['auths', 'map[string]AuthConfig'],
    ['headers', 'map[string][]string'],
  ],
  Mirror: [['endpoint', '[]string']],
  RegistryConfig: [
    ['auth', 'AuthConfig'],
    ['tls', 'TLSConfig', '..1.7'],
  ],
  AuthConfig: [
    ['username', 'string'],
    ['password', 'string'],
    ['auth', 'string'],
    ['identitytoken', 'string'],
  ],
  TLSConfig: [
    ['insecure_skip_verify', 'bool'],
    ['ca_file', 'string'],
    ['cert_file', 'string'],
    ['key_file', 'string'],
  ],
  ImageDecryption: [['key_model', 'string']],
  ImagePlatform: [
    ['platform', 'string'],
    ['snapshotter', 'string'],
  ],
  X509KeyPairStreaming: [
    ['tls_cert_file', 'string'],
    ['tls_key_file', 'string'],
  ],
};

/**
 * What shims are given, by the name of the Go field (`api/types/runc/options`, `api/types/runtimeoptions/v1`, and
 * `runtime/linux/runctypes` of 1.x). A wrong type in any of them fails every pod of the handler.
 */
export const optionStructs: Structs = {
  RuncOptions: [
    ['NoPivotRoot', 'bool'],
    ['NoNewKeyring', 'bool'],
    ['ShimCgroup', 'string'],
    ['IoUid', 'uint32'],
    ['IoGid', 'uint32'],
    ['BinaryName', 'string'],
    ['Root', 'string'],
    ['CriuPath', 'string', '..1.7.24'],
    ['SystemdCgroup', 'bool'],
    ['CriuImagePath', 'string'],
    ['CriuWorkPath', 'string'],
    ['TaskApiAddress', 'string', '1.7.25..'],
    ['TaskApiVersion', 'uint32', '1.7.25..'],
  ],
  LegacyOptions: [
    ['Runtime', 'string'],
    ['RuntimeRoot', 'string'],
    ['CriuPath', 'string'],
    ['SystemdCgroup', 'bool'],
  ],
  OtherOptions: [
    ['TypeUrl', 'string'],
    ['ConfigPath', 'string'],
  ],
};
