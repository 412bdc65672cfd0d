import { resolveCrio } from '../crio/resolve.ts';
import { resolveDocker } from '../docker/resolve.ts';
import type { FileTree } from '../image/file-tree.ts';
import { resolveUnit } from '../systemd/resolve-unit.ts';
import type { VersionEvidence } from '../versions/version-evidence.ts';
import type { OtherRuntime, PossibleNode } from './possible-node.ts';

/** CRI-O's or dockerd's answer, where the kubelet talks to one of them. */
export async function resolveOtherRuntime(
  tree: FileTree,
  runtime: PossibleNode['runtime'],
  evidence: VersionEvidence,
): Promise<OtherRuntime | null> {
  if (runtime === 'cri-o') {
    const version = evidence['cri-o'].chosen?.version.text ?? null;
    const unit = await resolveUnit(tree, 'crio.service');
    const answer = await resolveCrio(tree, { version, unit });
    return common('cri-o', answer);
  }
  if (runtime === 'docker') {
    const answer = await resolveDocker(tree, {
      version: evidence.dockerd.chosen?.version.text ?? null,
      criDockerdVersion: evidence['cri-dockerd'].chosen?.version.text ?? null,
      unit: await resolveUnit(tree, 'docker.service'),
    });
    return common('docker', answer);
  }
  return null;
}

type Answer = Awaited<ReturnType<typeof resolveCrio>> | Awaited<ReturnType<typeof resolveDocker>>;

function common(name: OtherRuntime['name'], answer: Answer): OtherRuntime {
  const { origin } = answer;
  return {
    name,
    version: answer.version,
    driver: answer.driver,
    source: origin.by === 'line' ? origin.location : null,
    nearest: origin.by === 'default' ? origin.nearest : null,
    why: origin.by === 'line' ? 'set in its configuration' : 'nothing sets it, so its default holds',
    answersRuntimeConfig: answer.answersRuntimeConfig,
    refusal: answer.state === 'refuses' ? answer.stateReason : null,
    observations: answer.observations,
    doubts: answer.doubts,
  };
}
