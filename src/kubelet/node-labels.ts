import { isPlaceholder } from '../text/placeholder.ts';
import { type FlagUse, lastUse } from './command-line.ts';
import { gateReleaseOf } from './gates/check-gates.ts';
import { isLabelKey, isLabelValue } from './labels.ts';
import type { Notes } from './notes.ts';

/** Labels below kubernetes.io that a kubelet may give itself. */
const own: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
]);

/**
 * Notes a `--node-labels` with which the kubelet does not start: from 1.16 on a label below kubernetes.io or k8s.io that is
 * not its own to set, such as `node-role.kubernetes.io/worker`; from 1.25 on also one that is no label at all. OpenShift's
 * kubelet takes its own roles. Source: Kubernetes cmd/kubelet/app/options/options.go `ValidateKubeletFlags`.
 */
export function checkNodeLabels(flags: readonly FlagUse[], version: string | null, notes: Notes): void {
  const release = gateReleaseOf(version);
  if (release === null || release.minor < 16 || lastUse(flags, 'node-labels') === null) return;
  for (const { value, location } of flags.filter(({ name }) => name === 'node-labels')) {
    for (const pair of value.split(',')) {
      const [key = '', ...rest] = pair.split('=').map((part) => part.trim());
      if (pair.trim() === '' || isPlaceholder(pair)) continue;
      if (release.build === 'openshift' && key.startsWith('node-role.kubernetes.io/')) continue;
      const invalid = release.minor >= 25 && !(isLabelKey(key) && isLabelValue(rest.join('=')));
      if (invalid || isForeign(key)) notes.refuse('node-label-refused', location, { label: pair.trim(), invalid });
    }
  }
}

function isForeign(key: string): boolean {
  const slash = key.indexOf('/');
  const namespace = slash === -1 ? '' : key.slice(0, slash);
  if (!/(^|\.)(kubernetes|k8s)\.io$/.test(namespace)) return false;
  return !own.has(key) && !/(^|\.)(kubelet|node)\.kubernetes\.io$/.test(namespace);
}
