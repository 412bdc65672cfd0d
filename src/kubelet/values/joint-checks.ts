import { isMap } from './field-values.ts';
import {
  durationOf,
  gateOn,
  gateOnWhenDecoded,
  isOff,
  isTrueIn,
  listOf,
  mapOf,
  numberOf,
  placeOf,
  type Settings,
  textOf,
  written,
} from './settings.ts';
import { milliseconds } from './units.ts';
import type { ValueCheck } from './value-check.ts';

const second = 1000;
const backOffGate = 'KubeletCrashLoopBackOffMax';
const byPriority = 'GracefulNodeShutdownBasedOnPodPriority';

/** Null where it is not set. */
function longestBackOff(settings: Settings): number | null {
  const period = mapOf(settings, 'crashLoopBackOff').maxContainerRestartPeriod;
  if (period != null) return milliseconds(period);
  return gateOnWhenDecoded(settings, backOffGate) ? 300 * second : null;
}

function quotaPeriod(shortest: number, releases: Pick<ValueCheck, 'since' | 'until'>): ValueCheck {
  return {
    fields: ['cpuCFSQuotaPeriod'],
    ...releases,
    must: `be between ${shortest === 1 ? '1ms' : '1us'} and 1s`,
    isWrong: (settings) => {
      const period = durationOf(settings, 'cpuCFSQuotaPeriod');
      return gateOn(settings, 'CustomCPUCFSQuotaPeriod') && (period < shortest || period > second);
    },
  };
}

function graceIsWrong(settings: Settings, field: string): boolean {
  const grace = durationOf(settings, field);
  return gateOn(settings, 'GracefulNodeShutdown') && (grace < 0 || (grace > 0 && grace < second));
}

function hasGrace(settings: Settings): boolean {
  return durationOf(settings, 'shutdownGracePeriod') > 0 || durationOf(settings, 'shutdownGracePeriodCriticalPods') > 0;
}

/** Also a map of nothing, unless it is a flag's, which may be filled in at boot. */
function isSet(settings: Settings, field: string): boolean {
  if (settings.fields.get(field)?.zero === 'default') return isMap(written(settings, field));
  return Object.keys(mapOf(settings, field)).length > 0;
}

/** Options that are for a gate which came with them, and is there no more in the end. */
function optionsWithGate(field: string, gate: string, since: number): ValueCheck {
  return {
    fields: [field],
    since,
    must: `not be set unless the feature gate ${gate} is on`,
    isWrong: (settings) => isSet(settings, field) && isOff(settings, gate),
  };
}

/** Fields that depend on each other or on a feature gate. */
export const jointChecks: readonly ValueCheck[] = [
  {
    fields: ['systemCgroups', 'cgroupRoot'],
    must: 'not be set without cgroupRoot',
    isWrong: (settings) => textOf(settings, 'systemCgroups') !== '' && textOf(settings, 'cgroupRoot') === '',
  },
  {
    fields: ['cpuCFSQuotaPeriod'],
    must: 'be 100ms unless the feature gate CustomCPUCFSQuotaPeriod is on',
    isWrong: (settings) =>
      durationOf(settings, 'cpuCFSQuotaPeriod') !== 100 && !gateOn(settings, 'CustomCPUCFSQuotaPeriod'),
  },
  {
    fields: ['iptablesDropBit', 'iptablesMasqueradeBit', 'makeIPTablesUtilChains'],
    until: 27,
    must: 'differ from iptablesMasqueradeBit',
    isWrong: (settings) =>
      isTrueIn(settings, 'makeIPTablesUtilChains') &&
      numberOf(settings, 'iptablesDropBit') === numberOf(settings, 'iptablesMasqueradeBit'),
    place: (settings) => placeOf(settings, 'iptablesDropBit') ?? placeOf(settings, 'iptablesMasqueradeBit'),
  },
  quotaPeriod(1e-3, { until: 25 }),
  quotaPeriod(1, { since: 26 }),
  {
    fields: ['imageMaximumGCAge'],
    since: 29,
    must: 'not be set unless the feature gate ImageMaximumGCAge is on',
    isWrong: (settings) => durationOf(settings, 'imageMaximumGCAge') !== 0 && !gateOn(settings, 'ImageMaximumGCAge'),
  },
  {
    fields: ['serializeImagePulls', 'maxParallelImagePulls'],
    since: 27,
    must: 'be false where maxParallelImagePulls is more than 1',
    isWrong: (settings) =>
      written(settings, 'serializeImagePulls') === true && numberOf(settings, 'maxParallelImagePulls') > 1,
  },
  {
    fields: ['serverTLSBootstrap'],
    must: 'be false unless the feature gate RotateKubeletServerCertificate is on',
    isWrong: (settings) =>
      isTrueIn(settings, 'serverTLSBootstrap') && !gateOn(settings, 'RotateKubeletServerCertificate'),
  },
  // up to 1.31 the kubelet runs its static pods once, and ends
  { fields: ['runOnce'], must: 'be false', isWrong: (settings) => isTrueIn(settings, 'runOnce') },
  {
    fields: ['shutdownGracePeriodCriticalPods', 'shutdownGracePeriod'],
    must: 'be at most shutdownGracePeriod',
    isWrong: (settings) =>
      gateOn(settings, 'GracefulNodeShutdown') &&
      durationOf(settings, 'shutdownGracePeriodCriticalPods') > durationOf(settings, 'shutdownGracePeriod'),
  },
  ...['shutdownGracePeriod', 'shutdownGracePeriodCriticalPods'].map(
    (field): ValueCheck => ({
      fields: [field],
      must: 'be 0 or at least 1s',
      isWrong: (settings) => graceIsWrong(settings, field),
    }),
  ),
  {
    fields: ['shutdownGracePeriod', 'shutdownGracePeriodCriticalPods'],
    must: 'not be set unless the feature gate GracefulNodeShutdown is on',
    isWrong: (settings) => hasGrace(settings) && !gateOn(settings, 'GracefulNodeShutdown'),
  },
  {
    fields: ['shutdownGracePeriodByPodPriority', 'shutdownGracePeriod', 'shutdownGracePeriodCriticalPods'],
    since: 23,
    must: `not be set beside shutdownGracePeriod, nor unless the feature gate ${byPriority} is on`,
    isWrong: (settings) =>
      listOf(settings, 'shutdownGracePeriodByPodPriority').length > 0 &&
      (!gateOn(settings, byPriority) || hasGrace(settings)),
  },
  {
    fields: ['crashLoopBackOff'],
    since: 32,
    must: `have a maxContainerRestartPeriod of 1s to 300s where the feature gate ${backOffGate} is on`,
    isWrong: (settings) => {
      const longest = longestBackOff(settings);
      return gateOn(settings, backOffGate) && (longest === null || longest < second || longest >= 300 * second + 1);
    },
  },
  {
    fields: ['crashLoopBackOff'],
    since: 32,
    must: `have no maxContainerRestartPeriod unless the feature gate ${backOffGate} is on`,
    isWrong: (settings) => !gateOn(settings, backOffGate) && longestBackOff(settings) !== null,
  },
  {
    fields: ['enableSystemLogQuery', 'enableSystemLogHandler'],
    since: 27,
    must: 'be false unless the feature gate NodeLogQuery and enableSystemLogHandler are on',
    isWrong: (settings) =>
      isTrueIn(settings, 'enableSystemLogQuery') &&
      !(gateOn(settings, 'NodeLogQuery') && isTrueIn(settings, 'enableSystemLogHandler')),
  },
  optionsWithGate('cpuManagerPolicyOptions', 'CPUManagerPolicyOptions', 22),
  optionsWithGate('topologyManagerPolicyOptions', 'TopologyManagerPolicyOptions', 26),
  {
    fields: ['tracing'],
    since: 25,
    until: 33,
    must: 'not be set unless the feature gate KubeletTracing is on',
    isWrong: (settings) => isMap(written(settings, 'tracing')) && !gateOn(settings, 'KubeletTracing'),
  },
  {
    fields: ['tracing'],
    since: 25,
    must: 'have a samplingRatePerMillion between 0 and 1000000',
    isWrong: (settings) => {
      const rate = Number(mapOf(settings, 'tracing').samplingRatePerMillion ?? 0);
      return rate < 0 || rate > 1_000_000;
    },
  },
  {
    fields: ['userNamespaces'],
    since: 33,
    must: 'have a multiple of 65536 below 4294967296 for its idsPerPod',
    isWrong: (settings) => {
      const ids = mapOf(settings, 'userNamespaces').idsPerPod;
      return typeof ids === 'number' && (ids < 65_536 || ids % 65_536 !== 0 || ids > 4_294_967_295);
    },
    place: (settings) => placeOf(settings, 'userNamespaces'),
  },
];
