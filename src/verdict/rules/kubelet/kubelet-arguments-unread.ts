import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-arguments-unread',
  side: 'kubelet',
  kinds: ['env-var-unread', 'extra-args-in-wrong-file', 'flag-without-unit'],
  severity: 'warning',
  title: 'A --cgroup-driver stands where no unit reads it',
  explanation:
    'The flag is in a variable that no command line uses, or in an environment file that the unit does not ' +
    'name: /etc/sysconfig/kubelet on Debian, /etc/default/kubelet on Fedora.',
  help: "Set it where the unit reads it, or in the kubelet's configuration file.",
  references: [{ title: 'The wrong environment file', url: 'https://github.com/kubernetes/kubeadm/issues/2583' }],
  example: null,
  message: (d) => `this --cgroup-driver${d.value ? `=${d.value}` : d.driver ? `=${d.driver}` : ''} reaches no kubelet`,
  label: 'not read',
});
