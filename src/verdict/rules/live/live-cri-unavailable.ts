import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-cri-unavailable',
  side: 'live',
  kinds: ['live-cri-unavailable'],
  severity: 'error',
  title: 'The runtime of the booted node offers no CRI',
  explanation: 'The daemon does not run, or runs without its CRI plugin, so that the kubelet finds no runtime.',
  help: 'Mend the configuration; the static findings name the line.',
  references: [
    {
      title: 'unknown service runtime.v1alpha2.RuntimeService',
      url: 'https://github.com/containerd/containerd/issues/4581',
    },
    { title: 'The CRI plugin does not load', url: 'https://github.com/containerd/containerd/issues/12612' },
  ],
  example: null,
  message: (d) => `the runtime on ${d.node} offers no CRI (${String(d.cause).replaceAll('-', ' ')})`,
  consequence: (d) => String(d.message),
  label: '',
});
