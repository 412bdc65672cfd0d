import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-config-unread',
  side: 'kubelet',
  kinds: ['config-unread', 'config-without-unit'],
  severity: 'warning',
  title: 'A kubelet configuration is in the image, and no command line names it',
  explanation:
    'The kubelet reads a configuration file only if --config names it. This one sets the driver at a ' +
    'well-known place, and nothing that could be found starts the kubelet with it.',
  help: "Name it with --config in the kubelet's unit.",
  references: [
    { title: 'Changes in config.yaml have no effect', url: 'https://github.com/kubernetes/kubernetes/issues/89035' },
  ],
  example: null,
  when: (o) => o.detail.driver !== null,
  message: (d) => `${d.path} says ${d.driver}, and no kubelet command line names it`,
  label: 'not named by --config',
});
