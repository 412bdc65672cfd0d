import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'unit-drop-in-cut-off',
  side: 'unit',
  kinds: ['drop-in-cut-off'],
  severity: 'warning',
  title: "Systemd stops reading a drop-in of the kubelet's unit at a mistake",
  explanation:
    'A mistake that would keep a unit from starting only ends the reading of a drop-in: what stands above the line ' +
    'counts, what stands below it is never seen, and the unit starts as if the rest were not there.',
  help: 'Mend the line that is shown: systemd-analyze verify kubelet.service.',
  references: [],
  example: {
    wrong: '[Service]\nExecStart=\nExecStart=kubelet/run\nEnvironment=KUBELET_EXTRA_ARGS=--cgroup-driver=systemd\n',
    right:
      '[Service]\nExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_EXTRA_ARGS\nEnvironment=KUBELET_EXTRA_ARGS=--cgroup-driver=systemd\n',
  },
  message: (d) => `systemd reads this drop-in no further (${String(d.problem).replaceAll('-', ' ')})`,
  label: 'nothing below this line counts',
});
