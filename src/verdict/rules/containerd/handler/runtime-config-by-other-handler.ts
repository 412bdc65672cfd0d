import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'runtime-config-by-other-handler',
  side: 'containerd',
  kinds: ['runtime-config-answered-by-other-handler', 'runtime-config-answered-by-host'],
  severity: 'warning',
  title: 'The kubelet is told the driver of another handler than the default one',
  explanation:
    'A kubelet that asks its runtime gets one answer for all handlers. Containerd takes it from the default ' +
    "handler if that has runc options, else from the next handler by name that has, else from the host's " +
    'init. The pods of the default handler then run with another driver than the kubelet was told.',
  help: 'Give the default handler an options table with SystemdCgroup = true.',
  references: [
    { title: 'How the answer is chosen', url: 'https://github.com/containerd/containerd/pull/8722' },
    {
      title: 'The same in 2.2',
      url: 'https://github.com/containerd/containerd/blob/v2.2.7/internal/cri/server/runtime_config_linux.go',
    },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'runtime-config-answered-by-host'
      ? `the default handler "${d.defaultHandler}" has no driver to report, so the host's init answers for it`
      : `the default handler "${d.defaultHandler}" has no driver to report, so "${d.handler}" (${d.driver}) answers for it`,
  label: 'answers instead',
});
