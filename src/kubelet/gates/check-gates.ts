import type { Location } from '../../text/position.ts';
import { parseVersion } from '../../versions/version.ts';
import type { Notes } from '../notes.ts';
import { gateNeeds } from './gate-needs.ts';
import { firstListed, type GateState, gateIn, lastListed } from './known-gates.ts';

export interface SetGate {
  readonly value: boolean;
  readonly location: Location | null;
}

export type SetGates = ReadonlyMap<string, SetGate>;

/** A release with which the gates are looked at. */
export interface GateRelease {
  readonly minor: number;
  /** Whose build it may be: an OpenShift kubelet only warns of a gate that it does not know, others may have gates of their own. */
  readonly build: 'upstream' | 'openshift' | 'other';
}

interface Problem {
  readonly kind: 'gate-unknown' | 'gate-locked' | 'gate-needs-gate';
  readonly location: Location | null;
  readonly detail: Readonly<Record<string, string | boolean>> & { readonly certain: boolean };
}

/**
 * Null where the version says no minor release of Kubernetes 1. A packager's numbers leave it upstream's build; letters, such
 * as `k3s1` or `eks-036c24b`, do not. OpenShift has the hexadecimal name of a commit: `v1.29.6+aba1e8d`, in 4.8 and 4.9 also
 * `v1.22.0-rc.0+894a78b`, and OKD `v1.20.0+bafe72f-1054`.
 */
export function gateReleaseOf(version: string | null): GateRelease | null {
  const parsed = version === null ? null : parseVersion(version);
  if (parsed === null || parsed.major !== 1 || parsed.minor === null) return null;
  const { minor, build, prerelease } = parsed;
  const isTagged = prerelease.length === 0 || (prerelease.length === 2 && prerelease[0] === 'rc');
  if (/^[0-9a-f]{7,40}(-\d+|-dirty)?$/.test(build) && isTagged) return { minor, build: 'openshift' };
  return { minor, build: prerelease.length > 0 || /[a-z]/i.test(build) ? 'other' : 'upstream' };
}

/**
 * Notes with which gates the kubelet does not start: one that it does not know, one that is locked to another value, and,
 * from 1.35 on, one that is on while another that it needs is off. Each of `sources` is looked at on its own. In a release
 * that is not listed, and for a name that no release has in a build that may have its own, it only may not start. Source:
 * Kubernetes component-base/featuregate/feature_gate.go, cmd/kubelet/app/server.go.
 */
export function checkGates(release: GateRelease, sources: readonly SetGates[], notes: Notes): void {
  const problems: Problem[] = [];
  for (const gates of sources) {
    const own = [...gates].flatMap(([name, set]) => problemOf(name, set, release) ?? []);
    problems.push(...own);
    if (own.length === 0) problems.push(...missingNeeds(gates, release.minor));
  }
  const seen = new Set<string>();
  for (const { kind, location, detail } of problems.sort(
    (a, b) => Number(b.detail.certain) - Number(a.detail.certain),
  )) {
    const key = JSON.stringify([kind, location, detail]);
    if (!seen.has(key)) notes.refuse(kind, location, detail);
    seen.add(key);
  }
}

/** Gates that stand for all of a stage. */
const groups: ReadonlySet<string> = new Set(['AllAlpha', 'AllBeta']);

function problemOf(name: string, { value, location }: SetGate, { minor, build }: GateRelease): Problem | null {
  if (groups.has(name)) return null;
  const state = gateIn(name, minor);
  if (state?.stage === 'locked') {
    if (value === state.byDefault) return null;
    return { kind: 'gate-locked', location, detail: { gate: name, value, certain: true } };
  }
  if (build === 'openshift' || !isUnknown(name, state, minor)) return null;
  const certain =
    minor <= lastListed && (state === null ? minor >= firstListed && build === 'upstream' : state.stage === 'gone');
  return { kind: 'gate-unknown', location, detail: { gate: name, certain } };
}

/** Before the first release of the list a gate that this one has may have been there, or not. */
function isUnknown(name: string, state: GateState | null, minor: number): boolean {
  if (state === null || state.stage === 'some-builds') return true;
  if (state.stage !== 'gone') return false;
  return minor >= firstListed || gateIn(name, firstListed)?.stage === 'gone';
}

function missingNeeds(gates: SetGates, minor: number): Problem[] {
  return [...gateNeeds(minor)].flatMap(([name, needs]): Problem[] => {
    if (!isEnabled(name, gates, minor)) return [];
    const missing = needs.find((needed) => !isEnabled(needed, gates, minor));
    if (missing === undefined) return [];
    const location = (
      gates.get(missing) ??
      gates.get(name) ??
      groupOf(missing, gates, minor) ??
      groupOf(name, gates, minor)
    )?.location;
    return [
      { kind: 'gate-needs-gate', location: location ?? null, detail: { gate: name, needs: missing, certain: true } },
    ];
  });
}

function groupOf(name: string, gates: SetGates, minor: number): SetGate | undefined {
  const stage = gateIn(name, minor)?.stage;
  if (stage === 'alpha') return gates.get('AllAlpha');
  return stage === 'beta' ? gates.get('AllBeta') : undefined;
}

/** Whether a gate is on: as it is set, else as all of its stage are, else by default. */
export function isEnabled(name: string, gates: SetGates, minor: number): boolean {
  const state = gateIn(name, Math.min(minor, lastListed));
  if (state?.stage === 'locked') return state.byDefault;
  const set = gates.get(name) ?? groupOf(name, gates, minor);
  return set?.value ?? state?.byDefault ?? false;
}
