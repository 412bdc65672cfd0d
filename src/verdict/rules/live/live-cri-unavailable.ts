import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-cri-unavailable',
  side: 'live',
  kinds: ['live-cri-unavailable'],
  severity: 'error',
  title: 'The runtime of the booted node offers no CRI',
  explanation: 'The daemon does not run, or runs without its CRI plugin, so that the kubelet finds no runtime.',
  help: 'Mend the configuration; the static findings name the line.',
  references: [],
  example: null,
  message: (d) => `the runtime on ${d.node} offers no CRI (${String(d.cause).replaceAll('-', ' ')})`,
  consequence: (d) => String(d.message),
  label: '',
});
