import { resolveCrio } from '../crio/resolve.ts';
import { resolveDocker } from '../docker/resolve.ts';
import type { FileTree } from '../image/file-tree.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import { resolveUnit } from '../systemd/resolve-unit.ts';
import { isWrittenLater } from '../systemd/written-later.ts';
import type { Observation } from '../text/observation.ts';
import type { VersionEvidence } from '../versions/version-evidence.ts';
import { observe } from './observe.ts';
import type { OtherRuntime, PossibleNode } from './possible-node.ts';
import { socketPath } from './socket-path.ts';

/**
 * CRI-O's or dockerd's answer, where the kubelet talks to one of them.
 * @param endpoint the kubelet's, null for its default
 */
export async function resolveOtherRuntime(
  tree: FileTree,
  runtime: PossibleNode['runtime'],
  evidence: VersionEvidence,
  endpoint: string | null,
): Promise<OtherRuntime | null> {
  if (runtime === 'cri-o') {
    const { unit, ...started } = await startOf(tree, 'crio.service', 'crio');
    const version = evidence['cri-o'].chosen?.version.text ?? null;
    const answer = await resolveCrio(tree, { version, unit });
    const { path, location } = answer.listen;
    if (endpoint === null || socketPath(endpoint) === socketPath(path)) return common('cri-o', answer, started);
    const doubt = observe('socket-elsewhere', location, { endpoint, socket: path, name: 'CRI-O' });
    return common('cri-o', answer, { ...started, doubts: [...started.doubts, doubt] });
  }
  if (runtime === 'docker') {
    const { unit, ...started } = await startOf(tree, 'docker.service', 'dockerd');
    const answer = await resolveDocker(tree, {
      version: evidence.dockerd.chosen?.version.text ?? null,
      criDockerdVersion: evidence['cri-dockerd'].chosen?.version.text ?? null,
      unit,
    });
    return common('docker', answer, started);
  }
  return null;
}

interface Started {
  /** Why systemd does not start it; null where it does, or where no unit is there. */
  readonly refusal: Observation | null;
  readonly doubts: readonly Observation[];
}

/** The unit whose command line counts: none where it starts another program, which may pass anything on. */
async function startOf(
  tree: FileTree,
  name: string,
  program: string,
): Promise<Started & { readonly unit: UnitAnswer | null }> {
  const unit = await resolveUnit(tree, name, program);
  if (unit.command !== null && unit.command.program.split('/').at(-1) !== program) {
    const { location } = unit.command;
    const doubt = observe('runtime-wrapped', location, { program: unit.command.program, unit: name, name: program });
    return { unit: null, refusal: null, doubts: [doubt] };
  }
  if (unit.state === 'not-found' || unit.reason === null) return { unit, refusal: null, doubts: [] };
  const { kind, location, related, detail } = unit.reason;
  if (isWrittenLater(unit)) {
    return { unit, refusal: null, doubts: [observe('unit-needs-file', location, { ...detail, unit: name })] };
  }
  return { unit, refusal: { kind: 'unit', location, related, detail: { ...detail, reason: kind } }, doubts: [] };
}

type Answer = Awaited<ReturnType<typeof resolveCrio>> | Awaited<ReturnType<typeof resolveDocker>>;

function common(name: OtherRuntime['name'], answer: Answer, started: Started): OtherRuntime {
  const { origin } = answer;
  return {
    name,
    version: answer.version,
    driver: answer.driver,
    source: origin.by === 'line' ? origin.location : null,
    nearest: origin.by === 'default' ? origin.nearest : null,
    why: origin.by === 'line' ? 'set in its configuration' : 'nothing sets it, so its default holds',
    answersRuntimeConfig: answer.answersRuntimeConfig,
    refusal: started.refusal ?? (answer.state === 'refuses' ? answer.stateReason : null),
    observations: answer.observations,
    doubts: [...started.doubts, ...answer.doubts],
  };
}
