import { isGoBoolean } from '../../containerd/go/strconv.ts';
import { isMap, type PlainMap } from './field-values.ts';
import { ignoresEviction } from './flag-values.ts';
import { cpuOptionStage, type OptionStage, topologyOptionStage } from './policy-options.ts';
import { gateOn, isOff, isTrueIn, listOf, mapOf, type Settings, textOf, written } from './settings.ts';
import { billionths } from './units.ts';
import type { ValueCheck } from './value-check.ts';

const isStatic = (settings: Settings): boolean => textOf(settings, 'cpuManagerPolicy') === 'static';

/** What both reservations set aside of a resource, in billionths; null where one of them is no amount. */
function reserved(settings: Settings, resource: string): bigint | null {
  let sum = 0n;
  for (const field of ['systemReserved', 'kubeReserved']) {
    const amount = mapOf(settings, field)[resource];
    const read = amount == null ? 0n : billionths(String(amount));
    if (read === null) return null;
    sum += read;
  }
  return sum;
}

/** Of memory that is left before pods are evicted, in billionths of a byte; null where the machine or a merge decides. */
function evictionReserve(settings: Settings): bigint | null {
  if (isTrueIn(settings, ignoresEviction)) return 0n;
  const usual = billionths('100Mi');
  const thresholds = written(settings, 'evictionHard');
  if (!isMap(thresholds)) return usual;
  const amount = thresholds['memory.available'];
  if (amount != null) return billionths(String(amount));
  // drop-ins leave what is there by default
  if (settings.hasDropIns) return null;
  return settings.minor >= 33 && isTrueIn(settings, 'mergeDefaultEvictionSettings') ? usual : 0n;
}

/** What is reserved per NUMA node, by resource, in billionths; null where something is no amount. */
function reservedByNode(settings: Settings): ReadonlyMap<string, bigint> | null {
  const sums = new Map<string, bigint>();
  for (const reservation of listOf(settings, 'reservedMemory')) {
    const limits = isMap(reservation) && isMap(reservation.limits) ? reservation.limits : {};
    for (const [resource, amount] of Object.entries(limits)) {
      const read = billionths(String(amount));
      if (read === null) return null;
      sums.set(resource, (sums.get(resource) ?? 0n) + read);
    }
  }
  return sums;
}

/** Whether the reservations per node are none, or not, resource by resource, what is kept back for the system. */
function memoryDiffers(settings: Settings): boolean {
  const byNode = reservedByNode(settings);
  const [kept, eviction] = [reserved(settings, 'memory'), evictionReserve(settings)];
  if (byNode === null) return false;
  // nothing can keep huge pages back for the system
  if ([...byNode].some(([resource, sum]) => resource !== 'memory' && sum !== 0n)) return true;
  const memory = byNode.get('memory') ?? 0n;
  return memory === 0n || (kept !== null && eviction !== null && memory !== kept + eviction);
}

function isOpenTo(settings: Settings, stage: OptionStage | null, gates: string): boolean {
  if (stage === null) return false;
  if (stage === 'stable') return true;
  // OpenShift's kubelets also take an alpha option where a file on the node says so
  if (stage === 'alpha' && settings.isOpenShift) return true;
  return gateOn(settings, `${gates}Policy${stage === 'alpha' ? 'Alpha' : 'Beta'}Options`);
}

const rivals = [
  ['full-pcpus-only', 'distribute-cpus-across-cores'],
  ['distribute-cpus-across-numa', 'distribute-cpus-across-cores'],
  ['prefer-align-cpus-by-uncorecache', 'distribute-cpus-across-cores'],
  ['prefer-align-cpus-by-uncorecache', 'distribute-cpus-across-numa'],
] as const;

function isSet(options: PlainMap, name: string): boolean {
  return /^(1|t|T|TRUE|true|True)$/.test(String(options[name] ?? ''));
}

function isNodeLimit(value: string): boolean {
  return /^[-+]?\d+$/.test(value) && Number(value) >= 8;
}

const cpuGate = 'CPUManager';
const memoryGate = 'MemoryManager';

/**
 * The policies by which CPUs, memory and NUMA nodes are given to containers, as far as no machine decides. Source: Kubernetes
 * pkg/kubelet/cm `NewManager` of cpumanager, memorymanager and topologymanager, of 1.20, 1.21 and 1.25 to 1.36.
 */
export const resourceChecks: readonly ValueCheck[] = [
  {
    fields: ['cpuManagerPolicy'],
    must: 'be none or static',
    isWrong: (settings) =>
      !isOff(settings, cpuGate) && !['none', 'static'].includes(textOf(settings, 'cpuManagerPolicy')),
  },
  {
    fields: ['cpuManagerPolicy', 'reservedSystemCPUs', 'systemReserved', 'kubeReserved'],
    must: 'not be static unless some cpu is reserved, in systemReserved, kubeReserved or reservedSystemCPUs',
    isWrong: (settings) =>
      !isOff(settings, cpuGate) &&
      isStatic(settings) &&
      textOf(settings, 'reservedSystemCPUs') === '' &&
      reserved(settings, 'cpu') === 0n,
  },
  {
    fields: ['cpuManagerPolicyOptions', 'cpuManagerPolicy'],
    since: 22,
    must: 'not be set unless cpuManagerPolicy is static',
    isWrong: (settings) =>
      !isOff(settings, cpuGate) &&
      textOf(settings, 'cpuManagerPolicy') === 'none' &&
      Object.keys(mapOf(settings, 'cpuManagerPolicyOptions')).length > 0,
  },
  {
    fields: ['cpuManagerPolicyOptions', 'cpuManagerPolicy'],
    since: 22,
    must: 'have options that this version knows and its feature gates allow, each true or false',
    isWrong: (settings) =>
      !isOff(settings, cpuGate) &&
      isStatic(settings) &&
      Object.entries(mapOf(settings, 'cpuManagerPolicyOptions')).some(
        ([option, value]) =>
          !isOpenTo(settings, cpuOptionStage(option, settings.minor), cpuGate) || !isGoBoolean(String(value)),
      ),
  },
  {
    fields: ['cpuManagerPolicyOptions', 'cpuManagerPolicy', 'topologyManagerPolicy'],
    since: 22,
    must: 'not have options that exclude each other, nor align-by-socket beside single-numa-node',
    isWrong: (settings) => {
      const options = mapOf(settings, 'cpuManagerPolicyOptions');
      if (isOff(settings, cpuGate) || !isStatic(settings)) return false;
      const alone =
        isSet(options, 'align-by-socket') && textOf(settings, 'topologyManagerPolicy') === 'single-numa-node';
      return alone || rivals.some((pair) => pair.every((option) => isSet(options, option)));
    },
  },
  {
    fields: ['topologyManagerPolicyOptions', 'topologyManagerPolicy'],
    since: 26,
    must: 'have options that this version knows and its feature gates allow, with values that they take',
    isWrong: (settings) =>
      textOf(settings, 'topologyManagerPolicy') !== 'none' &&
      Object.entries(mapOf(settings, 'topologyManagerPolicyOptions')).some(([option, value]) => {
        const stage = topologyOptionStage(option, settings.minor);
        const isRight = option === 'max-allowable-numa-nodes' ? isNodeLimit : isGoBoolean;
        return !isOpenTo(settings, stage, 'TopologyManager') || !isRight(String(value));
      }),
  },
  {
    fields: ['memoryManagerPolicy'],
    since: 21,
    must: 'be None or Static',
    isWrong: (settings) =>
      !isOff(settings, memoryGate) && !['None', 'Static'].includes(textOf(settings, 'memoryManagerPolicy')),
  },
  {
    fields: [
      'reservedMemory',
      'memoryManagerPolicy',
      'systemReserved',
      'kubeReserved',
      'evictionHard',
      'mergeDefaultEvictionSettings',
      ignoresEviction,
    ],
    since: 21,
    must: 'come to what systemReserved, kubeReserved and evictionHard keep back where memoryManagerPolicy is Static',
    isWrong: (settings) =>
      !isOff(settings, memoryGate) && textOf(settings, 'memoryManagerPolicy') === 'Static' && memoryDiffers(settings),
  },
];
