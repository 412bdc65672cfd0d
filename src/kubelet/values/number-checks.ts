import { durationOf, numberOf, placeOf, written } from './settings.ts';
import type { ValueCheck } from './value-check.ts';

interface Bounds {
  readonly field: string;
  readonly min?: number;
  readonly max?: number;
  /** 0 is taken as well, for none. */
  readonly orZero?: true;
  readonly since?: number;
}

/**
 * Numbers that have to lie between bounds. Source, here and for the other checks: Kubernetes
 * pkg/kubelet/apis/config/validation/validation.go `ValidateKubeletConfiguration` of 1.20, 1.21 and 1.23 to 1.36.
 */
const bounds: readonly Bounds[] = [
  { field: 'nodeLeaseDurationSeconds', min: 1 },
  { field: 'eventBurst', min: 0 },
  { field: 'eventRecordQPS', min: 0 },
  { field: 'healthzPort', min: 1, max: 65535, orZero: true },
  { field: 'imageGCHighThresholdPercent', min: 0, max: 100 },
  { field: 'imageGCLowThresholdPercent', min: 0, max: 100 },
  { field: 'iptablesDropBit', min: 0, max: 31 },
  { field: 'iptablesMasqueradeBit', min: 0, max: 31 },
  { field: 'kubeAPIBurst', min: 0 },
  { field: 'kubeAPIQPS', min: 0 },
  { field: 'nodeStatusMaxImages', min: -1 },
  { field: 'maxOpenFiles', min: 0 },
  { field: 'maxPods', min: 0 },
  { field: 'oomScoreAdj', min: -1000, max: 1000 },
  { field: 'podsPerCore', min: 0 },
  { field: 'port', min: 1, max: 65535 },
  { field: 'readOnlyPort', min: 1, max: 65535, orZero: true },
  { field: 'registryBurst', min: 0 },
  { field: 'registryPullQPS', min: 0 },
  { field: 'maxParallelImagePulls', min: 1, since: 27 },
  { field: 'containerLogMaxWorkers', min: 1, since: 30 },
  { field: 'containerLogMaxFiles', min: 2, since: 33 },
];

function boundsCheck({ field, min, max, orZero, since }: Bounds): ValueCheck {
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  const between = max === undefined ? `at least ${min}` : `between ${min} and ${max}`;
  return {
    fields: [field],
    ...(since === undefined ? {} : { since }),
    must: `be ${between}${orZero ? ', or 0 for none' : ''}`,
    isWrong: (settings) => {
      if (written(settings, field) === undefined) return false;
      const number = numberOf(settings, field);
      return !(orZero && number === 0) && (number < low || number > high);
    },
  };
}

/** In milliseconds. */
const second = 1000;

export const numberChecks: readonly ValueCheck[] = [
  ...bounds.map(boundsCheck),
  {
    fields: ['imageGCLowThresholdPercent', 'imageGCHighThresholdPercent'],
    must: 'be less than imageGCHighThresholdPercent',
    isWrong: (settings) =>
      numberOf(settings, 'imageGCLowThresholdPercent') >= numberOf(settings, 'imageGCHighThresholdPercent'),
    // a low threshold that nobody sets is not to blame
    place: (settings) =>
      placeOf(settings, 'imageGCLowThresholdPercent') ?? placeOf(settings, 'imageGCHighThresholdPercent'),
  },
  {
    fields: ['memoryThrottlingFactor'],
    since: 22,
    must: 'be greater than 0 and at most 1',
    isWrong: (settings) => {
      if (written(settings, 'memoryThrottlingFactor') === undefined) return false;
      const factor = numberOf(settings, 'memoryThrottlingFactor');
      return factor <= 0 || factor > 1;
    },
  },
  {
    fields: ['imageMaximumGCAge', 'imageMinimumGCAge'],
    since: 29,
    must: 'be 0 or greater than imageMinimumGCAge',
    isWrong: (settings) => {
      const most = durationOf(settings, 'imageMaximumGCAge');
      return most < 0 || (most > 0 && most <= durationOf(settings, 'imageMinimumGCAge'));
    },
  },
  {
    fields: ['imageMinimumGCAge'],
    since: 36,
    must: 'not be negative',
    isWrong: (settings) => durationOf(settings, 'imageMinimumGCAge') < 0,
  },
  {
    fields: ['containerLogMonitorInterval'],
    since: 30,
    must: 'be at least 3s',
    isWrong: (settings) => durationOf(settings, 'containerLogMonitorInterval') < 3 * second,
  },
];
