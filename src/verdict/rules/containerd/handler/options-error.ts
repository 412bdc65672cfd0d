import { isJudged } from '../../../judged-handlers.ts';
import { observationRule } from '../../../observation-rule.ts';
import { typeWord } from '../../../toml-words.ts';

export const rule = observationRule({
  code: 'options-error',
  side: 'containerd',
  kinds: ['options-error', 'not-a-boolean'],
  severity: 'error',
  title: "A runtime handler's options have a value of the wrong type",
  explanation:
    'The options of a handler are read when a pod is created, not when containerd starts. SystemdCgroup = ' +
    '"true", with quotes, loads, shows up in `containerd config dump`, and makes every pod of the handler ' +
    'fail. On 2.x the RuntimeConfig call skips the handler, so the kubelet is told what another handler or ' +
    'the host says.',
  help: 'Write the value in the type that is wanted, without quotes: SystemdCgroup = true.',
  references: [
    {
      title: 'SystemdCgroup = "true" in Kubernetes CI',
      url: 'https://github.com/kubernetes/test-infra/blob/ff69de5dc17011340acb581ab01d27773c91787d/jobs/e2e_node/containerd/config-systemd.toml',
    },
  ],
  example: { wrong: 'SystemdCgroup = "true"\n', right: 'SystemdCgroup = true\n' },
  when: (o, node, demands) => isJudged(String(o.detail.handler), node.containerd?.defaultHandler ?? '', demands),
  message: (d, o) =>
    `every pod of the runtime handler "${d.handler}" fails: ${o.kind === 'not-a-boolean' ? `SystemdCgroup is ${typeWord(d.found)}, not a boolean` : `${d.key} is ${typeWord(d.found)}, and ${typeWord(d.wanted)} is wanted`}`,
  consequence: () => 'Each pod stays in ContainerCreating: failed to generate runtime options.',
  label: 'wrong type',
  edit: (o) =>
    o.kind === 'not-a-boolean' && o.location !== null
      ? { kind: 'replace', title: 'write it as a boolean', location: o.location, text: 'true' }
      : null,
});
