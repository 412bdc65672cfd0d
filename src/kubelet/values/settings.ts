import type { Location } from '../../text/position.ts';
import { isEnabled, type SetGates } from '../gates/check-gates.ts';
import { gateIn, lastListed } from '../gates/known-gates.ts';
import { type FieldValues, isMap, type Plain, type PlainMap } from './field-values.ts';
import { milliseconds } from './units.ts';

/** What a kubelet is configured with in the end, for its checks to look at. */
export interface Settings {
  readonly minor: number;
  readonly gates: SetGates;
  readonly fields: FieldValues;
  /** The gates as they are set whenever defaults are filled in: with none, with those of the file, with all in the end. */
  readonly gatesWhenDecoded: readonly SetGates[];
  /** Whether the version is that of an OpenShift build. */
  readonly isOpenShift: boolean;
  /** Whether files below `--config-dir` were read. */
  readonly hasDropIns: boolean;
}

/**
 * Fields that are something else than zero where nobody sets them. Several differ between versions, none of them in what a
 * check makes of it. Source: Kubernetes pkg/kubelet/apis/config/v1beta1/defaults.go of 1.20 to 1.36.
 */
const defaults: Readonly<Record<string, Plain>> = {
  cgroupsPerQOS: true,
  configMapAndSecretChangeDetectionStrategy: 'Watch',
  containerLogMaxFiles: 5,
  containerLogMaxSize: '10Mi',
  containerLogMaxWorkers: 1,
  containerLogMonitorInterval: '10s',
  cpuCFSQuotaPeriod: '100ms',
  cpuManagerPolicy: 'none',
  enableSystemLogHandler: true,
  enforceNodeAllocatable: ['pods'],
  eventBurst: 10,
  eventRecordQPS: 5,
  hairpinMode: 'promiscuous-bridge',
  healthzPort: 10248,
  imageGCHighThresholdPercent: 85,
  imageGCLowThresholdPercent: 80,
  imageMinimumGCAge: '2m',
  iptablesDropBit: 15,
  iptablesMasqueradeBit: 14,
  kubeAPIBurst: 10,
  kubeAPIQPS: 5,
  makeIPTablesUtilChains: true,
  maxOpenFiles: 1_000_000,
  maxPods: 110,
  memoryManagerPolicy: 'None',
  memoryReservationPolicy: 'None',
  memoryThrottlingFactor: 0.8,
  nodeLeaseDurationSeconds: 40,
  nodeStatusMaxImages: 50,
  oomScoreAdj: -999,
  podLogsDir: '/var/log/pods',
  port: 10250,
  registryBurst: 10,
  registryPullQPS: 5,
  runtimeRequestTimeout: '2m',
  syncFrequency: '1m',
  topologyManagerPolicy: 'none',
  topologyManagerScope: 'container',
};

/** Fields of which 0 and `""` mean that nobody sets them: those that Go does not hold by a pointer. */
export const zeroMeansDefault: ReadonlySet<string> = new Set([
  'configMapAndSecretChangeDetectionStrategy',
  'containerLogMaxSize',
  'cpuManagerPolicy',
  'eventBurst',
  'hairpinMode',
  'imageMinimumGCAge',
  'imagePullCredentialsVerificationPolicy',
  'kubeAPIBurst',
  'maxOpenFiles',
  'maxPods',
  'memoryManagerPolicy',
  'memoryReservationPolicy',
  'nodeLeaseDurationSeconds',
  'podLogsDir',
  'port',
  'registryBurst',
  'runtimeRequestTimeout',
  'syncFrequency',
  'topologyManagerPolicy',
  'topologyManagerScope',
]);

/** Those among them that are durations, of which every 0 counts. */
const durations: ReadonlySet<string> = new Set(['imageMinimumGCAge', 'runtimeRequestTimeout', 'syncFrequency']);

export function hasDefault(name: string): boolean {
  return name in defaults;
}

/** What a field is set to; undefined where nobody sets it. */
export function written({ fields }: Settings, name: string): Plain | undefined {
  const field = fields.get(name);
  if (field === undefined || field.value === null) return undefined;
  const isZero = field.value === 0 || field.value === '' || (durations.has(name) && milliseconds(field.value) === 0);
  return isZero && field.zero === 'default' && zeroMeansDefault.has(name) ? undefined : field.value;
}

export function placeOf({ fields }: Settings, name: string): Location | null {
  return fields.get(name)?.location ?? null;
}

/** What a field comes to, its default included. */
function value(settings: Settings, name: string): Plain | undefined {
  return written(settings, name) ?? defaults[name];
}

export function numberOf(settings: Settings, name: string): number {
  return Number(value(settings, name) ?? 0);
}

export function textOf(settings: Settings, name: string): string {
  return String(value(settings, name) ?? '');
}

export function isTrueIn(settings: Settings, name: string): boolean {
  return value(settings, name) === true;
}

/** In milliseconds; 0 where nobody sets it. */
export function durationOf(settings: Settings, name: string): number {
  return milliseconds(value(settings, name) ?? 0);
}

export function listOf(settings: Settings, name: string): readonly Plain[] {
  const found = value(settings, name);
  return Array.isArray(found) ? found : [];
}

export function mapOf(settings: Settings, name: string): PlainMap {
  const found = value(settings, name);
  return isMap(found) ? found : {};
}

export function gateOn({ minor, gates }: Settings, name: string): boolean {
  return isEnabled(name, gates, minor);
}

/** Whether this version has the gate, and it is off. */
export function isOff(settings: Settings, name: string): boolean {
  return gateIn(name, Math.min(settings.minor, lastListed))?.stage !== 'gone' && !gateOn(settings, name);
}

/** Whether a gate was on when defaults were filled in. */
export function gateOnWhenDecoded(settings: Settings, name: string): boolean {
  return settings.gatesWhenDecoded.some((gates) => isEnabled(name, gates, settings.minor));
}
