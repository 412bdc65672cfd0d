import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'unit-drop-in-hidden',
  side: 'unit',
  kinds: ['drop-in-shadowed', 'drop-in-masked'],
  severity: 'note',
  title: "A drop-in of the kubelet's unit hides another of the same name",
  explanation:
    'Of several drop-ins with one file name systemd reads only that in the directory of the highest priority: /etc ' +
    'before /run before /usr/lib. One that is empty or leads to /dev/null takes the other away without a replacement.',
  help: 'Give the drop-in a name of its own if both are meant to count.',
  references: [
    { title: '10-kubeadm.conf in two places', url: 'https://github.com/kubernetes/kubeadm/issues/1575' },
    { title: 'systemd.unit(5)', url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html' },
  ],
  example: null,
  message: (_, o) =>
    o.kind === 'drop-in-masked'
      ? 'this drop-in is empty and hides another of its name'
      : 'this drop-in is not read: another of its name stands in its place',
  label: 'same name',
});
