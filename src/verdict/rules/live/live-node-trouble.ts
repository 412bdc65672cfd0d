import type { Observation } from '../../../text/observation.ts';
import { observationRule } from '../../observation-rule.ts';

const WORDS: Readonly<Record<string, (d: Observation['detail']) => string>> = {
  'node-not-ready': (d) => `the node of ${d.cluster} was not Ready after ${d.seconds} s`,
  'live-version-differs': (d) =>
    `/kind/version on ${d.node} says ${d.kindVersion}, and the kubelet is ${d.kubeletVersion}`,
  'cluster-not-removed': (d) => `the cluster ${d.cluster} was not removed: ${d.message}; remove it with: ${d.command}`,
};

export const rule = observationRule({
  code: 'live-node-trouble',
  side: 'live',
  kinds: ['node-not-ready', 'live-version-differs', 'cluster-not-removed'],
  severity: 'warning',
  title: 'Something else about the booted cluster is not as it should be',
  explanation:
    'The node was not Ready in time, its kubelet is of another version than /kind/version says, or a ' +
    'part of the cluster could not be removed afterwards.',
  help: 'See the message.',
  references: [
    {
      title: 'Containers stay behind, and kind lists no cluster',
      url: 'https://github.com/kubernetes-sigs/kind/issues/2460',
    },
    {
      title: 'A node image and a tool of different ages',
      url: 'https://github.com/knative-extensions/kn-plugin-quickstart/issues/286',
    },
  ],
  example: null,
  message: (d, o) => WORDS[o.kind]?.(d) ?? o.kind,
  label: '',
});
