import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'default-handler-missing',
  side: 'containerd',
  kinds: ['cri-failed-default-handler-missing', 'cri-failed-default-handler-empty'],
  severity: 'error',
  title: 'The default runtime handler does not exist',
  explanation:
    'default_runtime_name has to name a handler of the runtimes table; it is runc where nothing is said. ' +
    'Containerd 1.5 to 1.7 replace the built-in runc as soon as a file has a runtimes table of its own, so a ' +
    'file that adds only another handler loses runc and takes the CRI plugin down.',
  help: 'Define the handler that default_runtime_name names, with its runtime_type and options.',
  references: [
    { title: 'Containerd 1.5 loses runc: Kubernetes CI', url: 'https://github.com/containerd/containerd/issues/5340' },
    { title: 'The repair of kube-up', url: 'https://github.com/kubernetes/kubernetes/pull/100992' },
    { title: 'A file that adds Kata only', url: 'https://github.com/kata-containers/kata-containers/issues/3229' },
    { title: 'Other handlers in an imported file', url: 'https://github.com/containerd/containerd/issues/9968' },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'cri-failed-default-handler-empty'
      ? 'the CRI plugin does not load: default_runtime_name is empty'
      : `the CRI plugin does not load: the default handler "${d.handler}" is not defined${d.builtInLost ? ', since this file replaces the built-in one' : ''}`,
  consequence: () =>
    "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
  label: 'the cause',
});
