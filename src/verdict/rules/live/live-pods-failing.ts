import type { Observation } from '../../../text/observation.ts';
import { observationRule } from '../../observation-rule.ts';

const WORDS: Readonly<Record<string, (d: Observation['detail']) => string>> = {
  'live-probe-failed': (d) => `a probe pod of handler ${d.handler} does not start on ${d.node}`,
  'live-pods-restarting': (d) => `${d.pod} on ${d.node} was restarted ${d.restarts} times in ${d.seconds} s`,
  'live-sandbox-changed': (d) => `the sandbox of ${d.pod} on ${d.node} was made anew ${d.count} times (SandboxChanged)`,
  'live-sandbox-failed': (d) => `no sandbox for ${d.pod} on ${d.node}, ${d.count} times (FailedCreatePodSandBox)`,
};

export const rule = observationRule({
  code: 'live-pods-failing',
  side: 'live',
  kinds: ['live-probe-failed', 'live-pods-restarting', 'live-sandbox-changed', 'live-sandbox-failed'],
  severity: 'error',
  title: 'Pods on the booted node do not keep running',
  explanation:
    'While the node was watched, pods could not be created, were restarted, or had their sandbox thrown ' +
    'away and made anew. With drivers that differ this is what people see first: SandboxChanged and ' +
    'CrashLoopBackOff.',
  help: 'Look at the drivers first; the exported logs (--kind-logs) have the rest.',
  references: [
    {
      title: 'kube-system pods restart with SandboxChanged',
      url: 'https://github.com/kubernetes/kubernetes/issues/110177',
    },
  ],
  example: null,
  message: (d, o) => WORDS[o.kind]?.(d) ?? o.kind,
  consequence: (d) => (d.message ? String(d.message) : ''),
  label: '',
});
