import { isJudged } from '../../../judged-handlers.ts';
import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'no-runtime-type',
  side: 'containerd',
  kinds: ['no-runtime-type'],
  severity: 'error',
  title: 'A runtime handler has no runtime_type',
  explanation:
    'Containerd 1.x builds a handler that a file mentions from nothing: what the file leaves out is empty, ' +
    'also for runc. A file that holds only the options table, as some guides show it, leaves runtime_type ' +
    "empty, and every pod fails with 'container.Runtime.Name must be set'. Containerd 2.x merges into its " +
    'defaults, so there only handlers other than runc can have this.',
  help: 'Add runtime_type = "io.containerd.runc.v2" to the handler\'s own table.',
  references: [
    { title: 'The documented snippet has no effect', url: 'https://github.com/kubernetes/website/issues/38241' },
    {
      title: 'An image that lost its runtime_type',
      url: 'https://github.com/flatcar-archive/coreos-overlay/pull/1214',
    },
  ],
  example: {
    wrong:
      'version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n',
    right:
      'version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n    SystemdCgroup = true\n',
  },
  when: (o, node, demands) => isJudged(String(o.detail.handler), node.containerd?.defaultHandler ?? '', demands),
  message: (d) => `every pod of the runtime handler "${d.handler}" fails: it has no runtime_type`,
  consequence: () => 'Each pod stays in ContainerCreating: container.Runtime.Name must be set: invalid argument.',
  label: 'no runtime_type',
  edit: ({ location, detail }) =>
    location === null || detail.handler !== 'runc'
      ? null
      : {
          kind: 'insert',
          title: 'add the runtime_type of runc',
          after: location,
          line: 'runtime_type = "io.containerd.runc.v2"',
        },
});
