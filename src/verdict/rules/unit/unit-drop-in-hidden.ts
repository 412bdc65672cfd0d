import { observationRule } from '../../observation-rule.ts';

/** Names under which people and packages put a file aside on purpose. */
const SET_ASIDE =
  /^(?:\.|README)|(?:~|\.(?:bak|backup|disabled|dpkg-\w+|example|md|off|old|orig|rpm\w+|sample|save|swp|txt|ucf-\w+))$/i;

export const rule = observationRule({
  code: 'unit-drop-in-hidden',
  side: 'unit',
  kinds: ['drop-in-shadowed', 'drop-in-masked', 'drop-in-not-read'],
  severity: 'note',
  title: "A drop-in of the kubelet's unit is not read",
  explanation:
    'Of several drop-ins with one file name systemd reads only that in the directory of the highest priority: /etc ' +
    'before /run before /usr/lib. One that is empty or leads to /dev/null takes the other away without a replacement. A ' +
    'file whose name does not end in .conf is not read at all.',
  help: 'Give the drop-in a name of its own that ends in .conf, if it is meant to count.',
  references: [
    { title: '10-kubeadm.conf in two places', url: 'https://github.com/kubernetes/kubeadm/issues/1575' },
    { title: 'A drop-in without .conf', url: 'https://github.com/moby/moby/pull/22559' },
    { title: 'systemd.unit(5)', url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html' },
  ],
  example: null,
  when: (o) => o.kind !== 'drop-in-not-read' || !SET_ASIDE.test(String(o.detail.name)),
  message: (_, o) =>
    o.kind === 'drop-in-masked'
      ? 'this drop-in is empty and hides another of its name'
      : o.kind === 'drop-in-shadowed'
        ? 'this drop-in is not read: another of its name stands in its place'
        : 'this file is not read: the name of a drop-in has to end in .conf',
  label: 'by its name',
});
