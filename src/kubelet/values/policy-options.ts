/** How an option of a policy is offered; alpha and beta ones need the gate that stands for all of their stage. */
export type OptionStage = 'alpha' | 'beta' | 'stable';

type Stages = Readonly<Record<string, readonly (readonly [since: number, stage: OptionStage])[]>>;

/**
 * The options of each policy, by the minor releases that changed them. Source: Kubernetes pkg/kubelet/cm/cpumanager and
 * pkg/kubelet/cm/topologymanager, policy_options.go of 1.25 to 1.36; what is older is from its documentation. Some builds of
 * 1.31 have prefer-align-cpus-by-uncorecache before its time.
 */
const cpuOptions: Stages = {
  'full-pcpus-only': [
    [22, 'stable'],
    [23, 'beta'],
    [33, 'stable'],
  ],
  'distribute-cpus-across-numa': [
    [23, 'alpha'],
    [33, 'beta'],
  ],
  'align-by-socket': [[25, 'alpha']],
  'distribute-cpus-across-cores': [[31, 'alpha']],
  'prefer-align-cpus-by-uncorecache': [
    [31, 'alpha'],
    [34, 'beta'],
    [36, 'stable'],
  ],
  'strict-cpu-reservation': [
    [32, 'alpha'],
    [33, 'beta'],
    [35, 'stable'],
  ],
};
const topologyOptions: Stages = {
  'prefer-closest-numa-nodes': [
    [26, 'alpha'],
    [28, 'beta'],
    [32, 'stable'],
  ],
  'max-allowable-numa-nodes': [
    [31, 'beta'],
    [35, 'stable'],
  ],
};

/** Null where this version does not have it. */
export function cpuOptionStage(option: string, minor: number): OptionStage | null {
  return stageIn(cpuOptions, option, minor);
}

/** Null where this version does not have it. */
export function topologyOptionStage(option: string, minor: number): OptionStage | null {
  return stageIn(topologyOptions, option, minor);
}

function stageIn(options: Stages, option: string, minor: number): OptionStage | null {
  if (!Object.hasOwn(options, option)) return null;
  return options[option]!.findLast(([since]) => since <= minor)?.[1] ?? null;
}
