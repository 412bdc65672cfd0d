import { isJudged } from '../../../judged-handlers.ts';
import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'removed-runtime-type',
  side: 'containerd',
  kinds: ['removed-runtime-type'],
  severity: 'error',
  title: 'A runtime handler uses a shim that this containerd does not have',
  explanation:
    'Containerd 2.0 removed the shims io.containerd.runc.v1 and io.containerd.runtime.v1.linux. The file ' +
    'loads, and every pod of the handler fails.',
  help: 'Use runtime_type = "io.containerd.runc.v2".',
  references: [{ title: 'Removed in 2.0', url: 'https://github.com/containerd/containerd/pull/8262' }],
  example: null,
  when: (o, node, demands) => isJudged(String(o.detail.handler), node.containerd?.defaultHandler ?? '', demands),
  message: (d) => `every pod of the runtime handler "${d.handler}" fails: containerd 2 has no shim ${d.type}`,
  consequence: () => 'Each pod stays in ContainerCreating, since the shim cannot be started.',
  label: 'removed in 2.0',
  edit: (o) =>
    o.location === null
      ? null
      : { kind: 'replace', title: 'use io.containerd.runc.v2', location: o.location, text: '"io.containerd.runc.v2"' },
});
