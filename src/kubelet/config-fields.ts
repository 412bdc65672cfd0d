import { isPlaceholder } from '../text/placeholder.ts';
import type { Location } from '../text/position.ts';
import { type ConfigEntry, type ConfigValue, isNull } from './config-document.ts';
import { type PartType, type Shape, shapes } from './nested-fields.ts';
import { quantity } from './values/units.ts';

/**
 * The fields of a KubeletConfiguration by what Go decodes them into (kubernetes/kubelet config/v1beta1/types.go of 1.20 and
 * of each minor version from 1.25 to 1.36). Some only exist in some of these versions.
 */
const fieldsByType = {
  text: `address cgroupDriver cgroupRoot clusterDomain configMapAndSecretChangeDetectionStrategy containerLogMaxSize
    containerRuntimeEndpoint contentType cpuManagerPolicy hairpinMode healthzBindAddress
    imagePullCredentialsVerificationPolicy imageServiceEndpoint kubeReservedCgroup kubeletCgroups memoryManagerPolicy
    memoryReservationPolicy podCIDR podLogsDir providerID reservedSystemCPUs resolvConf showHiddenMetricsForVersion
    staticPodPath staticPodURL systemCgroups systemReservedCgroup tlsCertFile tlsMinVersion tlsPrivateKeyFile
    topologyManagerPolicy topologyManagerScope volumePluginDir`,
  boolean: `cgroupsPerQOS cpuCFSQuota enableContentionProfiling enableControllerAttachDetach enableDebugFlagsHandler
    enableDebuggingHandlers enableProfilingHandler enableServer enableSystemLogHandler enableSystemLogQuery failCgroupV1
    failSwapOn kernelMemcgNotification localStorageCapacityIsolation makeIPTablesUtilChains mergeDefaultEvictionSettings
    protectKernelDefaults registerNode rotateCertificates runOnce seccompDefault serializeImagePulls serverTLSBootstrap
    singleProcessOOMKill`,
  int32: `containerLogMaxFiles containerLogMaxWorkers eventBurst eventRecordQPS evictionMaxPodGracePeriod healthzPort
    imageGCHighThresholdPercent imageGCLowThresholdPercent iptablesDropBit iptablesMasqueradeBit kubeAPIBurst kubeAPIQPS
    maxParallelImagePulls maxPods nodeLeaseDurationSeconds nodeStatusMaxImages oomScoreAdj podsPerCore port readOnlyPort
    registryBurst registryPullQPS`,
  int64: 'maxOpenFiles podPidsLimit',
  float: 'memoryThrottlingFactor',
  duration: `containerLogMonitorInterval cpuCFSQuotaPeriod cpuManagerReconcilePeriod evictionPressureTransitionPeriod
    fileCheckFrequency httpCheckFrequency imageMaximumGCAge imageMinimumGCAge nodeStatusReportFrequency
    nodeStatusUpdateFrequency runtimeRequestTimeout shutdownGracePeriod shutdownGracePeriodCriticalPods
    streamingConnectionIdleTimeout syncFrequency volumeStatsAggPeriod`,
  texts: `allowedUnsafeSysctls clusterDNS enforceNodeAllocatable preloadedImagesVerificationAllowlist tlsCipherSuites`,
  textMap: `cpuManagerPolicyOptions evictionHard evictionMinimumReclaim evictionSoft evictionSoftGracePeriod kubeReserved
    qosReserved systemReserved topologyManagerPolicyOptions`,
  booleanMap: 'featureGates',
  map: 'authentication authorization crashLoopBackOff logging memorySwap staticPodURLHeader tracing userNamespaces',
  int32s: 'tlsCurvePreferences',
  list: 'registerWithTaints reservedMemory shutdownGracePeriodByPodPriority',
} as const;

type FieldType = keyof typeof fieldsByType;

/** The first minor version in which a field is known to be; those that are not named here are in 1.20. */
const since: Readonly<Record<string, number>> = {
  cpuManagerPolicyOptions: 25,
  enableDebugFlagsHandler: 25,
  enableProfilingHandler: 25,
  localStorageCapacityIsolation: 25,
  memoryManagerPolicy: 25,
  memorySwap: 25,
  memoryThrottlingFactor: 25,
  registerNode: 25,
  registerWithTaints: 25,
  reservedMemory: 25,
  seccompDefault: 25,
  shutdownGracePeriodByPodPriority: 25,
  tracing: 25,
  topologyManagerPolicyOptions: 26,
  containerRuntimeEndpoint: 27,
  enableSystemLogQuery: 27,
  imageServiceEndpoint: 27,
  maxParallelImagePulls: 27,
  imageMaximumGCAge: 29,
  containerLogMaxWorkers: 30,
  containerLogMonitorInterval: 30,
  podLogsDir: 30,
  failCgroupV1: 31,
  crashLoopBackOff: 32,
  singleProcessOOMKill: 32,
  imagePullCredentialsVerificationPolicy: 33,
  mergeDefaultEvictionSettings: 33,
  preloadedImagesVerificationAllowlist: 33,
  userNamespaces: 33,
  memoryReservationPolicy: 36,
  tlsCurvePreferences: 36,
};

const types: ReadonlyMap<string, FieldType> = new Map(
  Object.entries(fieldsByType).flatMap(([type, names]) =>
    names.split(/\s+/).map((name): [string, FieldType] => [name, type as FieldType]),
  ),
);
const spellings: ReadonlyMap<string, string> = new Map([...types.keys()].map((name) => [name.toLowerCase(), name]));

/** A field's name as it is spelled, from a spelling in any case; an unknown one stays. */
export function fieldNameOf(spelling: string): string {
  return spellings.get(spelling.toLowerCase()) ?? spelling;
}

/** Whether Go has a map of texts for a field, in which null is the empty one. */
export function isTextMap(field: string): boolean {
  return types.get(field) === 'textMap';
}

/** Durations that Go holds by a pointer: null is none. Elsewhere metav1.Duration reads null itself, and finds no duration. */
const pointers: ReadonlySet<string> = new Set(['containerLogMonitorInterval', 'cpuCFSQuotaPeriod']);

export interface WrongType {
  readonly location: Location;
  /** The value is something that is to be filled in before the file is used. */
  readonly placeholder: boolean;
}

/**
 * Where a field's value is of a type that the kubelet of this version cannot decode, with which it does not start; null
 * where it can, or has no such field.
 * @param anyCase names match whatever their case, and null stands for nothing, as in drop-ins
 */
export function wrongType({ key, value }: ConfigEntry, minor: number | null, anyCase = false): WrongType | null {
  const name = anyCase ? (spellings.get(key.toLowerCase()) ?? key) : key;
  const type = types.get(name);
  if (type === undefined || (since[name] ?? 0) > (minor ?? 0)) return null;
  if (isNull(value)) {
    const asksItself = type === 'duration' && !anyCase && !pointers.has(name);
    return asksItself ? { location: value.location, placeholder: false } : null;
  }
  const wrong = wrongPart(value, type, minor) ?? wrongInside(value, shapes[name], minor, anyCase);
  if (wrong === null) return null;
  const placeholder = wrong.type === 'scalar' && typeof wrong.value === 'string' && isPlaceholder(wrong.value);
  return { location: wrong.location, placeholder };
}

/** The part of a value that does not fit; null does everywhere. */
function wrongPart(value: ConfigValue, type: FieldType, minor: number | null): ConfigValue | null {
  if (isNull(value)) return null;
  switch (type) {
    case 'texts':
    case 'int32s':
      return value.type === 'list' ? firstWrong(value.items, type === 'texts' ? 'text' : 'int32', minor) : value;
    case 'textMap':
    case 'booleanMap': {
      const inner = type === 'textMap' ? 'text' : 'boolean';
      if (value.type !== 'map') return value;
      return firstWrong(
        value.entries.map((entry) => entry.value),
        inner,
        minor,
      );
    }
    case 'map':
    case 'list':
      return value.type === type ? null : value;
    default:
      return value.type === 'scalar' && scalarFits(value.value, type, minor) ? null : value;
  }
}

/** The part of a map, or of a list of maps, that does not fit. */
function wrongInside(
  value: ConfigValue,
  shape: Shape | undefined,
  minor: number | null,
  anyCase: boolean,
): ConfigValue | null {
  if (shape === undefined || isNull(value) || (shape.since ?? 0) > (minor ?? 0)) return null;
  if (shape.list) {
    if (value.type !== 'list') return value;
    const item: Shape = { parts: shape.parts };
    return firstOf(value.items, (one) => wrongInside(one, item, minor, anyCase));
  }
  if (value.type !== 'map') return value;
  return firstOf(value.entries, ({ key, value: part }) => {
    const name = anyCase ? Object.keys(shape.parts).find((one) => one.toLowerCase() === key.toLowerCase()) : key;
    const type = name === undefined || !Object.hasOwn(shape.parts, name) ? undefined : shape.parts[name];
    if (type === undefined) return null;
    if (typeof type !== 'string') return wrongInside(part, type, minor, anyCase);
    if (isNull(part)) return type === 'duration' && !anyCase ? part : null;
    return part.type === 'scalar' && partFits(part.value, type, minor) ? null : part;
  });
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => ConfigValue | null): ConfigValue | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

function partFits(value: string | number | boolean | null, type: PartType, minor: number | null): boolean {
  switch (type) {
    case 'uint32':
      return scalarFits(value, 'int64', minor) && Number(value) >= 0 && Number(value) < 2 ** 32;
    case 'quantity':
      return typeof value === 'number' || (typeof value === 'string' && quantity(value) !== null);
    case 'optionalDuration':
      return scalarFits(value, 'duration', minor);
    case 'flushFrequency':
      // a number of nanoseconds; a duration in words from 1.28 on
      return scalarFits(value, 'int64', minor) || (scalarFits(value, 'duration', minor) && (minor ?? 0) >= 28);
    default:
      return scalarFits(value, type, minor);
  }
}

function firstWrong(values: readonly ConfigValue[], type: FieldType, minor: number | null): ConfigValue | null {
  for (const value of values) {
    const wrong = wrongPart(value, type, minor);
    if (wrong !== null) return wrong;
  }
  return null;
}

function scalarFits(value: string | number | boolean | null, type: FieldType, minor: number | null): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      // jsoniter, before 1.23, lets large numbers overflow
      return Number.isInteger(value) && (Math.abs(Number(value)) < 2 ** 31 || (minor !== null && minor < 23));
    case 'int64':
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63;
    case 'float':
      return typeof value === 'number';
    case 'duration':
      return typeof value === 'string' && isDuration(value);
    default:
      return typeof value === 'string';
  }
}

/** What Go's time.ParseDuration takes, but for numbers that are too large. */
export function isDuration(text: string): boolean {
  return /^[-+]?(0|((\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text);
}
