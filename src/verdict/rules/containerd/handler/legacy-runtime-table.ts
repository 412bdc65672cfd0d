import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'legacy-runtime-table',
  side: 'containerd',
  kinds: ['legacy-runtime-table'],
  severity: 'note',
  title: 'A table of containerd 1.2 still makes a runtime handler',
  explanation:
    'default_runtime makes a handler "default" and puts it in the place of the one that default_runtime_name names, so what ' +
    'is set for runc below runtimes does not reach ordinary pods. untrusted_workload_runtime makes a handler "untrusted". ' +
    'Containerd 1 takes both; containerd 2 passes over them, and the driver that is set there is gone.',
  help: 'Define the handler below runtimes, and name the default one in default_runtime_name.',
  references: [
    {
      title: 'Removed and put back, as such files are still about',
      url: 'https://github.com/containerd/containerd/pull/5341',
    },
    { title: 'How default_runtime became default_runtime_name', url: 'https://github.com/containerd/cri/pull/1125' },
  ],
  example: {
    wrong:
      '[plugins."io.containerd.grpc.v1.cri".containerd.default_runtime]\n  runtime_type = "io.containerd.runc.v2"\n',
    right:
      '[plugins."io.containerd.grpc.v1.cri".containerd]\n  default_runtime_name = "runc"\n  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n    runtime_type = "io.containerd.runc.v2"\n',
  },
  message: (d) =>
    d.replaces
      ? `[…${d.table}] makes the handler "${d.handler}" and takes the place of "${d.replaces}" as the default one`
      : `[…${d.table}] makes the handler "${d.handler}"`,
  label: 'not in containerd 2',
});
