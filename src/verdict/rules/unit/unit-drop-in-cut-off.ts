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
  references: [
    {
      title: 'Where systemd passes over the error',
      url: 'https://github.com/redhat-plumbers/systemd-rhel9/blob/77567a88f1d9767fed57ad520d9ff1956f3401c6/src/core/load-dropin.c',
    },
    { title: 'Which mistakes are errors', url: 'https://github.com/systemd/systemd/pull/6300' },
  ],
  example: {
    wrong: '[Service]\nExecStart=\nExecStart=kubelet/run\nEnvironment=KUBELET_EXTRA_ARGS=--cgroup-driver=systemd\n',
    right:
      '[Service]\nExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_EXTRA_ARGS\nEnvironment=KUBELET_EXTRA_ARGS=--cgroup-driver=systemd\n',
  },
  message: (d) => `systemd reads this drop-in no further (${String(d.problem).replaceAll('-', ' ')})`,
  label: 'nothing below this line counts',
});
