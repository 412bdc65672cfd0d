import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-setting-overridden',
  side: 'kubelet',
  kinds: [
    'flag-beats-file',
    'drop-in-beats-file',
    'flag-beats-drop-in',
    'flag-beats-flag',
    'drop-in-beats-drop-in',
    'drop-in-resets',
  ],
  severity: 'warning',
  title: "The kubelet's driver is set twice, and this one loses",
  explanation:
    'The command line beats the files below --config-dir, and these beat the file that --config names; of ' +
    'several flags the last one wins. An empty value in a drop-in goes back to cgroupfs; so does a null from 1.32 on, and ' +
    'in 1.28 a drop-in that does not set the driver at all.',
  help: 'Keep one place for the setting, best the configuration file.',
  references: [
    { title: 'A forced --kubelet-arg=cgroup-driver', url: 'https://github.com/NixOS/nixpkgs/issues/181790' },
    {
      title: 'How drop-ins are merged',
      url: 'https://kubernetes.io/docs/reference/node/kubelet-config-directory-merging/',
    },
    { title: 'Flags and files', url: 'https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/' },
  ],
  example: null,
  when: (o) => o.detail.agree !== true,
  message: (d, o) =>
    o.kind === 'drop-in-resets'
      ? 'this drop-in sets the driver back to cgroupfs'
      : `${d.value} is overridden by ${d.winner}`,
  label: 'loses',
});
