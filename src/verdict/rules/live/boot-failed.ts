import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'boot-failed',
  side: 'live',
  kinds: ['boot-failed'],
  severity: 'error',
  title: 'The node image does not boot into a working cluster',
  explanation:
    'kind could not make a cluster of the image, or its node never got as far as starting pods. The ' +
    'finding names the step, the cause as far as it shows, and the lines of the configuration that broke ' +
    'the boot where they are known. kind itself names no cause in most of these cases.',
  help: 'Mend the cause that is named; --retain-on-failure keeps the cluster for a look, and --kind-logs exports its logs.',
  references: [
    {
      title: 'A mounted containerd configuration breaks the boot',
      url: 'https://github.com/kubernetes-sigs/kind/issues/3733',
    },
    { title: 'The log names no cause', url: 'https://github.com/kubernetes-sigs/kind/issues/3700' },
  ],
  example: null,
  when: (o) => o.detail.blamesImage === true,
  message: (d) => `the image does not boot: ${d.cause}`,
  consequence: (d) => (d.message ? String(d.message).slice(0, 600) : String(d.remedy)),
  label: 'the cause',
});
