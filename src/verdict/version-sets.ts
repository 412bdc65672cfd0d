/** The versions for which one possible node stands. */
export interface VersionPair {
  readonly containerd: string;
  readonly kubelet: string;
}

/**
 * Says in words for which versions something holds: `containerd up to 1.7.34`, `kubelet 1.31.0 to 1.33.9 and containerd
 * 2.0.11`. A program of which only one version is possible, or none is used, is not mentioned.
 * @param some the pairs for which it holds, a part of `all`
 * @param all every possible pair, each program's versions in ascending order
 */
export function describeVersions(some: readonly VersionPair[], all: readonly VersionPair[]): string {
  const containerds = distinct(all.map(({ containerd }) => containerd));
  const kubelets = distinct(all.map(({ kubelet }) => kubelet));
  const byKubelet = kubelets.map((kubelet) => ({
    kubelet,
    containerds: containerds.filter((containerd) =>
      some.some((pair) => pair.kubelet === kubelet && pair.containerd === containerd),
    ),
  }));
  const groups = new Map<string, { kubelets: string[]; containerds: readonly string[] }>();
  for (const entry of byKubelet) {
    if (entry.containerds.length === 0) continue;
    const key = entry.containerds.join(' ');
    const group = groups.get(key) ?? { kubelets: [], containerds: entry.containerds };
    group.kubelets.push(entry.kubelet);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map((group) => {
      const parts: string[] = [];
      const named = group.containerds.filter(isVersion);
      if (named.length > 0 && named.length < containerds.filter(isVersion).length)
        parts.push(`containerd ${ranges(named, containerds)}`);
      if (group.kubelets.length < kubelets.length) parts.push(`kubelet ${ranges(group.kubelets, kubelets)}`);
      return parts.length === 0 ? 'every version' : parts.join(' and ');
    })
    .join('; or ');
}

/** Where a kubelet uses no containerd, as one of old that would use Docker, there is no version of it. */
function isVersion(version: string): boolean {
  return version !== '';
}

/** `1.4.13 to 1.7.34, 2.3.4`: runs of neighbours in the ordered list `all`. */
function ranges(some: readonly string[], all: readonly string[]): string {
  const runs: { first: string; last: string; end: number }[] = [];
  for (const version of some) {
    const at = all.indexOf(version);
    const run = runs.at(-1);
    if (run !== undefined && run.end === at - 1) Object.assign(run, { last: version, end: at });
    else runs.push({ first: version, last: version, end: at });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first} to ${last}`)).join(', ');
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
