import { observationRule } from '../../../observation-rule.ts';
import { tableName } from '../../../toml-words.ts';

export const rule = observationRule({
  code: 'removed-setting',
  side: 'containerd',
  kinds: ['removed-key'],
  severity: 'warning',
  title: 'Containerd 2 does not know this setting any more',
  explanation:
    'Containerd 2.0 removed the tables default_runtime and untrusted_workload_runtime and the keys runtime_engine, ' +
    'runtime_root, no_pivot and disable_cgroup. It passes over them without an error, so a handler that was defined by ' +
    'them is gone, and with it the driver that was set there.',
  help: 'Define the handler below runtimes, and name the default one in default_runtime_name.',
  references: [
    { title: 'What 2.0 removed', url: 'https://github.com/containerd/containerd/blob/v2.2.0/RELEASES.md' },
    { title: 'disable_cgroup', url: 'https://github.com/containerd/containerd/pull/10594' },
  ],
  example: {
    wrong:
      '[plugins."io.containerd.grpc.v1.cri".containerd.default_runtime]\n  runtime_type = "io.containerd.runc.v2"\n  [plugins."io.containerd.grpc.v1.cri".containerd.default_runtime.options]\n    SystemdCgroup = true\n',
    right:
      '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n    SystemdCgroup = true\n',
  },
  message: (d) => `${d.key} in [${tableName(d.table)}] has no effect: containerd 2 removed it`,
  label: 'passed over',
});
