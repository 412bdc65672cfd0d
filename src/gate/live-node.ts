import type { ContainerdAnswer, HandlerAnswer, HandlerDriver } from '../containerd/answer.ts';
import type { LiveResult } from '../kind/live-options.ts';
import type { KubeletAnswer } from '../kubelet/answer.ts';
import type { PossibleNode } from '../resolve/possible-node.ts';
import type { ResolvedImage } from '../resolve/resolve-image.ts';

type Driver = 'systemd' | 'cgroupfs';

/**
 * What runs, in the form in which possible nodes are judged: one candidate for each node of the cluster. A driver that was
 * seen replaces the one that was worked out, and keeps the line that explains it only where both agree.
 * @param resolved what the image says by itself, for the lines; null where its files were not read
 */
export function liveCandidates(result: LiveResult, resolved: ResolvedImage | null): ResolvedImage['candidates'] {
  const [base] = resolved?.candidates ?? [];
  return result.nodes.map((node) => {
    const running = (subject: string): Driver | null => node.running.get(subject) ?? null;
    const kubeletDriver = running('kubelet');
    const containerd = liveContainerd(base?.node.containerd ?? null, node.handlers, running);
    const own = result.observations.filter(({ detail }) => !('node' in detail) || detail.node === node.report.name);
    const live: PossibleNode = {
      image: {
        problems: base?.node.image.problems ?? [],
        initSystem: 'systemd',
        generators: [],
        bootDoubts: [],
        observations: base?.node.image.observations ?? [],
        doubts: [],
        live: own,
      },
      runtime: 'containerd',
      containerd,
      otherRuntime: null,
      kubelet: kubeletDriver === null ? null : liveKubelet(base?.node.kubelet ?? null, kubeletDriver),
      effective: {
        driver: kubeletDriver ?? 'unknown',
        followsRuntime: base?.node.effective.driver === kubeletDriver ? base.node.effective.followsRuntime : null,
      },
    };
    return { node: live, versions: base?.versions ?? { containerd: '', kubelet: '' } };
  });
}

function liveContainerd(
  base: ContainerdAnswer | null,
  handlers: readonly { readonly name: string; readonly isDefault: boolean }[],
  running: (subject: string) => Driver | null,
): ContainerdAnswer | null {
  const names = [...new Set([...handlers.map(({ name }) => name)])];
  if (names.length === 0 && base === null) return null;
  const answers = names.map((name): HandlerAnswer => {
    const known = base?.handlers.find((handler) => handler.name === name);
    const driver: HandlerDriver = running(`handler ${name}`) ?? known?.driver ?? 'opaque';
    return known?.driver === driver
      ? known
      : {
          name,
          type: known?.type ?? '',
          driver,
          origin: { by: 'default', nearest: known?.definition ?? null, missing: '' },
          definition: known?.definition ?? null,
        };
  });
  const defaultHandler = handlers.find(({ isDefault }) => isDefault)?.name ?? base?.defaultHandler ?? 'runc';
  return {
    containerdVersion: base?.containerdVersion ?? '',
    family: base?.family ?? '',
    configVersion: base?.configVersion ?? null,
    files: base?.files ?? [],
    runtimeConfig: base?.runtimeConfig ?? { onSystemdHost: 'no-cri', elsewhere: 'no-cri', handler: null },
    observations: base?.observations ?? [],
    state: 'ok',
    stateReason: null,
    defaultHandler,
    handlers: answers,
    doubts: [],
  };
}

function liveKubelet(base: KubeletAnswer | null, driver: Driver): KubeletAnswer {
  const common = { doubts: [], refusesToStart: null };
  if (base !== null && base.configured === driver) return { ...base, ...common };
  return {
    kubeletVersion: base?.kubeletVersion ?? null,
    asksRuntime: base?.asksRuntime ?? null,
    gate: base?.gate ?? null,
    runtimeEndpoint: base?.runtimeEndpoint ?? null,
    unit: base?.unit ?? null,
    configPath: base?.configPath ?? null,
    observations: base?.observations ?? [],
    configured: base?.configured ?? driver,
    sourceKind: base?.sourceKind ?? 'unknown',
    source: base?.source ?? null,
    written: base?.written ?? null,
    ...common,
  };
}
