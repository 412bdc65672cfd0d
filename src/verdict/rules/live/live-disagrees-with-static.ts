import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'live-disagrees-with-static',
  side: 'live',
  kinds: ['live-disagrees-with-static'],
  severity: 'warning',
  title: 'What runs is not what the image says by itself',
  explanation:
    'The driver worked out from the files of the image and the one that was seen on the booted node ' +
    'differ. Either something changes the configuration at boot, which the report shows, or one of the ' +
    'two answers is wrong. What was seen counts.',
  help: 'Find out what changes the setting at boot. If nothing does, please report it.',
  references: [
    {
      title: 'minikube bakes false and rewrites it at start',
      url: 'https://github.com/kubernetes/minikube/pull/22320',
    },
    {
      title: 'A file that says cgroupfs, and a boot script that writes systemd',
      url: 'https://github.com/awslabs/amazon-eks-ami/blob/6c054415972f747a79f8f4e395e47198c755f70f/templates/al2/runtime/kubelet-config.json',
    },
  ],
  example: null,
  message: (d) => `${d.subject} on ${d.node} is ${d.live}, and the image by itself says ${d.static}`,
  label: 'what the image says',
});
