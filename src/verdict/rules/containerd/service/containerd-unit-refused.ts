import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'containerd-unit-refused',
  side: 'image',
  kinds: ['containerd-unit-refused'],
  severity: 'error',
  title: 'systemd does not start containerd',
  explanation: 'The unit is masked, or has a mistake that makes systemd refuse it.',
  help: 'Mend the unit: systemd-analyze verify containerd.service.',
  references: [
    { title: 'containerd.service is masked', url: 'https://github.com/kubernetes-sigs/kubespray/issues/8725' },
    { title: 'Masked after Docker was removed', url: 'https://github.com/deckhouse/deckhouse/pull/5086' },
  ],
  example: null,
  message: (d) => `systemd does not start ${d.unit}: ${String(d.reason).replaceAll('-', ' ')}`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'the cause',
});
