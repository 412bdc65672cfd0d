import type { Structs } from '../containerd/decoding/fields.ts';

const typed = (type: string, names: string) =>
  names
    .trim()
    .split(/\s+/)
    .map((word) => word.split('@'))
    .map(([name = '', releases]) =>
      releases === undefined ? ([name, type] as const) : ([name, type, releases] as const),
    );

/**
 * What CRI-O 1.18 to 1.36 reads its files into (cri-o pkg/config/config.go and workloads.go, internal/config/nri/nri.go), with
 * the releases that have a field.
 */
export const crioStructs: Structs = {
  Document: [['crio', 'Crio']],
  Crio: [
    ...typed(
      'string',
      `clean_shutdown_file@1.19.4..1.19,1.20.5.. imagestore@1.29.. log_dir root runroot storage_driver version_file
       version_file_persist@1.18.1..`,
    ),
    ...typed('bool', 'internal_repair@1.28.. internal_wipe@1.20.4..1.20,1.21.1..'),
    ['storage_option', '[]string'],
    ['api', 'Api'],
    ['runtime', 'Runtime'],
    ['image', 'Image'],
    ['network', 'Network'],
    ['metrics', 'Metrics'],
    ['tracing', 'Tracing', '1.23..'],
    ['stats', 'Stats', '1.23..'],
    ['nri', 'Nri', '1.26..'],
  ],
  Api: [
    ...typed('int', 'grpc_max_recv_msg_size grpc_max_send_msg_size'),
    ...typed(
      'string',
      `listen stream_address stream_idle_timeout@1.18.5..1.18,1.19.2..1.19,1.20.1.. stream_port stream_tls_ca stream_tls_cert
       stream_tls_key tls_min_version@1.35.1..`,
    ),
    ['stream_enable_tls', 'bool'],
    ['tls_cipher_suites', '[]string', '1.35.1..'],
  ],
  Runtime: [
    ...typed(
      'string',
      `apparmor_profile bind_mount_prefix blockio_config_file@1.22.. cgroup_manager conmon conmon_cgroup
       container_attach_socket_dir container_exits_dir decryption_keys_path default_mounts_file default_runtime gid_mappings
       infra_ctr_cpuset@1.20.1.. irqbalance_config_file@1.20.2.. irqbalance_config_restore_file@1.27.. log_filter log_level
       namespaces_dir pinns_path privileged_seccomp_profile@1.33.. rdt_config_file@1.22.. seccomp_profile
       separate_pull_cgroup@1.20.. shared_cpuset@1.28.3.. timezone@1.30.. uid_mappings`,
    ),
    ...typed(
      'bool',
      `add_inheritable_capabilities@1.24.3..1.24,1.25.1.. blockio_reload@1.29.. device_ownership_from_security_context@1.22..
       disable_hostport_mapping@1.28.. drop_infra_ctr@1.19.. enable_criu_support@1.25.. enable_pod_events@1.26..
       hostnetwork_disable_selinux@1.27.. log_to_journald manage_network_ns_lifecycle@..1.18 manage_ns_lifecycle@..1.20
       no_pivot read_only seccomp_use_default_when_empty@1.19.4..1.29 selinux`,
    ),
    ...typed(
      'int',
      `ctr_stop_timeout log_size_max min_injected_gomaxprocs@1.33.12..1.33,1.34.8..1.34,1.35.3.. minimum_mappable_gid@1.23..
       minimum_mappable_uid@1.23.. pids_limit`,
    ),
    ...typed(
      '[]string',
      `absent_mount_sources_to_reject@1.21.1.. additional_artifact_stores@1.35.2.. additional_devices allowed_devices@1.23.1..
       cdi_spec_dirs@1.24.. conmon_env default_capabilities default_env default_mounts@..1.19 default_sysctls
       default_ulimits hooks_dir`,
    ),
    ['runtimes', 'map[string]Handler'],
    ['workloads', 'map[string]Workload', '1.21..'],
  ],
  Handler: [
    ...typed(
      'string',
      `container_min_memory@1.29.3.. exec_cpu_affinity@1.34.. monitor_cgroup@1.24.. monitor_exec_cgroup@1.24..
       monitor_path@1.24.. runtime_config_path@1.22.. runtime_path runtime_root runtime_type seccomp_profile@1.34..`,
    ),
    ...typed(
      'bool',
      `inherit_default_runtime@1.31.3.. no_sync_log@1.31.. privileged_without_host_devices runtime_pull_image@1.28.4..
       stream_websockets@1.34..`,
    ),
    ...typed('[]string', 'allowed_annotations@1.20.. monitor_env@1.24..'),
    ...typed('map[string]string', 'default_annotations@1.31.4.. platform_runtime_paths@1.27.2..'),
    ['container_create_timeout', 'int', '1.35..'],
  ],
  Workload: [
    ...typed('string', 'activation_annotation annotation_prefix'),
    ['allowed_annotations', '[]string', '1.23..'],
    ['resources', 'Resources', '1.21.1..'],
  ],
  Resources: [
    ['cpuset', 'string'],
    ...typed('int', 'cpushares cpuquota@1.29.3.. cpuperiod@1.29.3.. cpulimit@1.29.3..'),
  ],
  Image: [
    ...typed(
      'string',
      `big_files_temporary_dir@1.19.. default_transport global_auth_file image_volumes namespaced_auth_dir@1.34.3..
       pause_command pause_image pause_image_auth_file short_name_mode@1.34.. signature_policy signature_policy_dir@1.27.1..`,
    ),
    ...typed('bool', 'auto_reload_registries@1.30.. oci_artifact_mount_support@1.33..'),
    ...typed('[]string', 'insecure_registries pinned_images@1.28.. registries@..1.30'),
    ['pull_progress_timeout', 'nanoseconds', '1.30.11..1.30,1.31.3..'],
  ],
  Network: [
    ...typed('string', 'cni_default_network network_dir plugin_dir'),
    ['plugin_dirs', '[]string'],
    ['cni_status_grace_period', 'nanoseconds', '1.36.3..'],
  ],
  Metrics: [
    ...typed(
      'string',
      'metrics_cert@1.22.. metrics_host@1.28.4..1.28,1.29.2.. metrics_key@1.22.. metrics_socket@1.19..',
    ),
    ['enable_metrics', 'bool'],
    ['metrics_port', 'int'],
    ['metrics_collectors', '[]string', '1.22..'],
  ],
  Tracing: [
    ['enable_tracing', 'bool'],
    ['tracing_endpoint', 'string'],
    ['tracing_sampling_rate_per_million', 'int'],
  ],
  Stats: [
    ...typed('int', 'collection_period@1.30.. stats_collection_period'),
    ['included_pod_metrics', '[]string', '1.30..'],
  ],
  Nri: [
    ...typed('bool', 'enable_nri nri_disable_connections@1.26.2..'),
    ...typed(
      'string',
      'nri_config_file@1.26.0..1.26.1 nri_listen nri_plugin_config_dir@1.26.2.. nri_plugin_dir@1.26.2..',
    ),
    ...typed('nanoseconds', 'nri_plugin_registration_timeout@1.26.2.. nri_plugin_request_timeout@1.26.2..'),
  ],
};
