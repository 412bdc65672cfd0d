import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'environment-nullified',
  side: 'unit',
  kinds: ['environment-nullified-by-file'],
  severity: 'warning',
  title: 'An environment file beats an Environment= line',
  explanation:
    'Systemd reads EnvironmentFile= after Environment=, whatever their order, so a variable that a packaged ' +
    'file sets to nothing stays empty. /etc/default/kubelet and /etc/sysconfig/kubelet of the packages hold ' +
    'an empty KUBELET_EXTRA_ARGS=.',
  help: 'Set the variable in the environment file itself.',
  references: [
    {
      title: 'config.yaml says systemd, the kubelet runs cgroupfs',
      url: 'https://github.com/kubernetes/kubernetes/issues/96366',
    },
    {
      title: 'An empty KUBELET_EXTRA_ARGS= in /etc/default/kubelet',
      url: 'https://github.com/kubernetes-sigs/cluster-api-provider-vsphere/pull/68',
    },
  ],
  example: null,
  when: (o) => String(o.detail.value) !== String(o.detail.winner),
  message: (d) => `${d.name} is set here and then replaced by an environment file`,
  label: 'has no effect',
});
