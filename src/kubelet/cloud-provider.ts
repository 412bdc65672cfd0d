import { isPlaceholder } from '../text/placeholder.ts';
import { type FlagUse, lastUse } from './command-line.ts';
import { gateReleaseOf, isEnabled, type SetGates } from './gates/check-gates.ts';
import { lastListed } from './gates/known-gates.ts';
import type { Notes } from './notes.ts';

/** The last minor release 1.x that has each of the built-in providers. Source: Kubernetes CHANGELOG 1.26, 1.27, 1.31. */
const LAST_WITH: ReadonlyMap<string, number> = new Map([
  ['openstack', 25],
  ['aws', 26],
  ['azure', 30],
  ['gce', 30],
  ['vsphere', 30],
]);

/**
 * Notes a `--cloud-provider` that names one which this kubelet does not have built in, with which it does not start: as nodes
 * do whose Kubernetes alone was upgraded. In 1.29 and 1.30 the rest have to be switched on again by a gate. Source: Kubernetes
 * cmd/kubelet/app/server.go, pkg/kubelet/kubelet.go and k8s.io/cloud-provider plugins.go, 1.20 to 1.36; OpenShift's builds
 * have none from 1.27 on.
 */
export function checkCloudProvider(
  flags: readonly FlagUse[],
  gates: SetGates,
  version: string | null,
  notes: Notes,
): void {
  const release = gateReleaseOf(version);
  const use = lastUse(flags, 'cloud-provider');
  if (release === null || use === null || isPlaceholder(use.value)) return;
  const { minor, build } = release;
  if (use.value === '' || use.value === 'external' || minor < 20) return;
  if (minor <= (LAST_WITH.get(use.value) ?? 0)) {
    if (minor < 29 || !isEnabled('DisableCloudProviders', gates, minor)) return;
  }
  notes.refuse('cloud-provider-gone', use.location, {
    provider: use.value,
    certain: build !== 'other' && minor <= lastListed,
  });
}
