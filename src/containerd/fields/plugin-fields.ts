import type { Field, Structs } from '../decoding/fields.ts';

/** A plugin of Linux builds: its id, the releases that have it, and the fields of its table. */
export interface PluginTable {
  readonly id: string;
  readonly releases: string;
  readonly fields: readonly Field[];
  /** The structs that the fields name. */
  readonly structs?: Structs;
}

/** An entry of `unpack_config` (`plugins/transfer` of 1.7 to 2.4). */
export const unpackStructs: Structs = {
  UnpackConfig: [
    ['platform', 'string'],
    ['snapshotter', 'string'],
    ['differ', 'string'],
    ['config_type', 'string', '2.1..'],
    ['layer_types', '[]string', '2.1..'],
    ['optional', 'bool', '2.3..'],
  ],
};

const rootPath: readonly Field[] = [['root_path', 'string', '1.5..']];

/**
 * The plugins other than CRI that have settings, for the type errors that stop the daemon. By the `Config` structs of
 * the tags 1.4.0 to 2.4.0-beta.0. Fields that a release lacks are passed over there.
 */
export const pluginTables: readonly PluginTable[] = [
  {
    id: 'io.containerd.gc.v1.scheduler',
    releases: '..',
    fields: [
      ['pause_threshold', 'float64'],
      ['deletion_threshold', 'int'],
      ['mutation_threshold', 'int'],
      ['schedule_delay', 'duration'],
      ['startup_delay', 'duration'],
    ],
  },
  { id: 'io.containerd.internal.v1.restart', releases: '..1.7', fields: [['interval', 'duration']] },
  { id: 'io.containerd.monitor.container.v1.restart', releases: '2.0..', fields: [['interval', 'duration']] },
  {
    id: 'io.containerd.metadata.v1.bolt',
    releases: '..',
    fields: [
      ['content_sharing_policy', 'string'],
      ['no_sync', 'bool', '2.1..'],
    ],
  },
  { id: 'io.containerd.monitor.v1.cgroups', releases: '..1.7', fields: [['no_prometheus', 'bool']] },
  { id: 'io.containerd.monitor.task.v1.cgroups', releases: '2.0..', fields: [['no_prometheus', 'bool']] },
  {
    id: 'io.containerd.runtime.v1.linux',
    releases: '..1.7',
    fields: [
      ['shim', 'string'],
      ['runtime', 'string'],
      ['runtime_root', 'string'],
      ['no_shim', 'bool'],
      ['shim_debug', 'bool'],
    ],
  },
  {
    id: 'io.containerd.runtime.v2.task',
    releases: '..',
    fields: [
      ['platforms', '[]string'],
      ['sched_core', 'bool', '1.6..1.7'],
    ],
  },
  {
    id: 'io.containerd.shim.v1.manager',
    releases: '2.0..',
    fields: [
      ['env', '[]string'],
      ['socket_dir', 'string', '2.3..'],
    ],
  },
  { id: 'io.containerd.internal.v1.opt', releases: '..', fields: [['path', 'string']] },
  {
    id: 'io.containerd.service.v1.diff-service',
    releases: '..',
    fields: [
      ['default', '[]string'],
      ['sync_fs', 'bool', '1.7.26..'],
    ],
  },
  {
    id: 'io.containerd.service.v1.tasks-service',
    releases: '1.6..',
    fields: [
      ['rdt_config_file', 'string'],
      ['blockio_config_file', 'string', '1.7..'],
    ],
  },
  {
    id: 'io.containerd.snapshotter.v1.overlayfs',
    releases: '1.5..',
    fields: [
      ...rootPath,
      ['upperdir_label', 'bool', '1.6..'],
      ['sync_remove', 'bool', '1.6.24..1.6, 1.7.4..'],
      ['mount_options', '[]string', '1.6.24..1.6, 1.7.4..'],
      ['slow_chown', 'bool', '2.0..'],
    ],
  },
  { id: 'io.containerd.snapshotter.v1.native', releases: '1.5..', fields: rootPath },
  { id: 'io.containerd.snapshotter.v1.btrfs', releases: '1.5..', fields: rootPath },
  {
    id: 'io.containerd.snapshotter.v1.devmapper',
    releases: '..',
    fields: [
      ['root_path', 'string'],
      ['pool_name', 'string'],
      ['base_image_size', 'string'],
      ['async_remove', 'bool'],
      ['discard_blocks', 'bool', '1.6..'],
      ['fs_type', 'string', '1.6..'],
      ['fs_options', 'string', '1.6..'],
    ],
  },
  {
    id: 'io.containerd.snapshotter.v1.blockfile',
    releases: '1.7.4..',
    fields: [
      ...rootPath,
      ['scratch_file', 'string'],
      ['fs_type', 'string'],
      ['mount_options', '[]string'],
      ['recreate_scratch', 'bool', '2.0..'],
    ],
  },
  {
    id: 'io.containerd.snapshotter.v1.erofs',
    releases: '2.1..',
    fields: [
      ...rootPath,
      ['ovl_mount_options', '[]string'],
      ['enable_fsverity', 'bool'],
      ['set_immutable', 'bool', '2.1.4..'],
      ['default_size', 'string', '2.2..'],
      ['dmverity_mode', 'string', '2.3..'],
      ['layer_content_caches', '[]string', '2.4..'],
    ],
  },
  {
    id: 'io.containerd.differ.v1.erofs',
    releases: '2.1..',
    fields: [
      ['mkfs_options', '[]string'],
      ['enable_tar_index', 'bool', '2.2..'],
      ['enable_dmverity', 'bool', '2.3..'],
    ],
  },
  {
    id: 'io.containerd.transfer.v1.local',
    releases: '1.7.1..',
    fields: [
      ['max_concurrent_downloads', 'int'],
      ['max_concurrent_uploaded_layers', 'int'],
      ['config_path', 'string'],
      ['concurrent_layer_fetch_buffer', 'int', '2.1..'],
      ['check_platform_supported', 'bool', '2.1..'],
      ['max_concurrent_unpacks', 'int', '2.2..'],
      ['unpack_config', '[]UnpackConfig'],
    ],
    structs: unpackStructs,
  },
  {
    id: 'io.containerd.image-verifier.v1.bindir',
    releases: '2.0..',
    fields: [
      ['bin_dir', 'string'],
      ['max_verifiers', 'int'],
      ['per_verifier_timeout', 'duration'],
    ],
  },
  {
    id: 'io.containerd.nri.v1.nri',
    releases: '1.7..',
    fields: [
      ['disable', 'bool'],
      ['socket_path', 'string'],
      ['plugin_path', 'string'],
      ['plugin_config_path', 'string'],
      ['plugin_registration_timeout', 'nanoseconds', '1.7'],
      ['plugin_registration_timeout', 'duration', '2.0..'],
      ['plugin_request_timeout', 'nanoseconds', '1.7'],
      ['plugin_request_timeout', 'duration', '2.0..'],
      ['disable_connections', 'bool'],
      ['default_validator', 'Validator', '2.2..'],
    ],
    structs: {
      Validator: [
        ['enable', 'bool'],
        ['reject_oci_hook_adjustment', 'bool'],
        ['reject_runtime_default_seccomp_adjustment', 'bool'],
        ['reject_unconfined_seccomp_adjustment', 'bool'],
        ['reject_custom_seccomp_adjustment', 'bool'],
        ['reject_namespace_adjustment', 'bool'],
        ['reject_sysctl_adjustment', 'bool'],
        ['required_plugins', '[]string'],
        ['tolerate_missing_plugins_annotation', 'string'],
      ],
    },
  },
  {
    id: 'io.containerd.tracing.processor.v1.otlp',
    releases: '1.6..',
    fields: [
      ['endpoint', 'string'],
      ['protocol', 'string'],
      ['insecure', 'bool'],
    ],
  },
  {
    id: 'io.containerd.internal.v1.tracing',
    releases: '1.6..',
    fields: [
      ['service_name', 'string'],
      ['sampling_ratio', 'float64'],
    ],
  },
  ...(['grpc', 'ttrpc', 'debug'] as const).map(
    (name): PluginTable => ({
      id: `io.containerd.server.v1.${name}`,
      releases: '2.3..',
      fields: [
        ['address', 'string'],
        ['uid', 'int'],
        ['gid', 'int'],
        ...(name === 'grpc'
          ? ([
              ['max_recv_message_size', 'int'],
              ['max_send_message_size', 'int'],
            ] as const)
          : []),
      ],
    }),
  ),
  {
    id: 'io.containerd.server.v1.grpc-tcp',
    releases: '2.3..',
    fields: [
      ...['address', 'tls_ca', 'tls_cert', 'tls_key', 'tls_common_name'].map((name) => [name, 'string'] as const),
      ['max_recv_message_size', 'int'],
      ['max_send_message_size', 'int'],
    ],
  },
  { id: 'io.containerd.server.v1.metrics', releases: '2.3..', fields: [['address', 'string']] },
  { id: 'io.containerd.metrics.v1.grpc-prometheus', releases: '2.3..', fields: [['grpc_histogram', 'bool']] },
];

/** Plugins without settings, which `required_plugins` may name. Upstream's Linux builds. */
const otherPlugins: readonly (readonly [id: string, releases: string])[] = [
  ['io.containerd.content.v1.content', '..'],
  ['io.containerd.differ.v1.walking', '..'],
  ['io.containerd.event.v1.exchange', '1.6..'],
  ...['containers', 'content', 'diff', 'events', 'healthcheck', 'images', 'introspection', 'leases', 'namespaces']
    .concat('snapshots', 'tasks', 'version')
    .map((name) => [`io.containerd.grpc.v1.${name}`, '..'] as const),
  ...['sandbox-controllers', 'sandboxes', 'streaming', 'transfer'].map(
    (name) => [`io.containerd.grpc.v1.${name}`, '1.7..'] as const,
  ),
  ...['containers', 'content', 'images', 'introspection', 'namespaces', 'snapshots', 'tasks'].map(
    (name) => [`io.containerd.service.v1.${name}-service`, '..'] as const,
  ),
  ['io.containerd.service.v1.leases-service', '..1.6'],
  ['io.containerd.snapshotter.v1.overlayfs', '..1.4'],
  ['io.containerd.snapshotter.v1.native', '..1.4'],
  ['io.containerd.lease.v1.manager', '1.7..'],
  ['io.containerd.streaming.v1.manager', '1.7..'],
  ['io.containerd.sandbox.store.v1.local', '1.7..'],
  ['io.containerd.sandbox.controller.v1.local', '1.7'],
  ['io.containerd.sandbox.controller.v1.shim', '2.0..'],
  ['io.containerd.podsandbox.controller.v1.podsandbox', '2.0..'],
  ['io.containerd.runtime.v2.shim', '1.7'],
  ['io.containerd.grpc.v1.cri', '..'],
  ['io.containerd.cri.v1.runtime', '2.0..'],
  ['io.containerd.cri.v1.images', '2.0..'],
  ['io.containerd.grpc.v1.mounts', '2.2..'],
  ['io.containerd.mount-manager.v1.bolt', '2.2..'],
  ['io.containerd.metrics.v1.grpc-otel', '2.3..'],
];

/** Every plugin id that is known, with its releases. */
export const knownPlugins: readonly (readonly [id: string, releases: string])[] = [
  ...pluginTables.map(({ id, releases }) => [id, releases] as const),
  ...otherPlugins,
];

/** They load only on some hosts (a file system, a kernel module, a setting), so that nobody can tell from an image. */
export const hostDependentPlugins: readonly (readonly [id: string, releases: string])[] = [
  ['io.containerd.snapshotter.v1.aufs', '..1'],
  ['io.containerd.snapshotter.v1.blockfile', '1.7.4..'],
  ['io.containerd.snapshotter.v1.btrfs', '..'],
  ['io.containerd.snapshotter.v1.devmapper', '..'],
  ['io.containerd.snapshotter.v1.erofs', '2.1..'],
  ['io.containerd.snapshotter.v1.zfs', '..'],
  ['io.containerd.differ.v1.erofs', '2.1..'],
];

/** `cri` for `io.containerd.grpc.v1.cri`: how files of version 1 name plugins on 1.x. */
export function shortId(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}
