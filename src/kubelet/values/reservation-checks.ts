import { isMap, type Plain } from './field-values.ts';
import { isTrueIn, listOf, mapOf, type Settings, textOf } from './settings.ts';
import { quantity } from './units.ts';
import type { ValueCheck } from './value-check.ts';

/** The cgroup that each level of enforcement needs. */
const cgroupOf: Readonly<Record<string, string>> = {
  'system-reserved': 'systemReservedCgroup',
  'system-reserved-compressible': 'systemReservedCgroup',
  'kube-reserved': 'kubeReservedCgroup',
  'kube-reserved-compressible': 'kubeReservedCgroup',
};
const enforced = 'enforceNodeAllocatable';

function levels(settings: Settings): readonly string[] {
  return listOf(settings, enforced).map(String);
}

function knownLevels(minor: number): readonly string[] {
  const early = ['none', 'pods', 'system-reserved', 'kube-reserved'];
  return minor < 32 ? early : [...early, 'system-reserved-compressible', 'kube-reserved-compressible'];
}

/** `0-2,5`; a range has its lower end first. */
function isCpuList(written: string): boolean {
  return written.split(',').every((range) => {
    const ends = range.split('-');
    if (ends.length > 2 || !ends.every((end) => /^\+?\d+$/.test(end))) return false;
    return ends.length === 1 || Number(ends[0]) <= Number(ends[1]);
  });
}

const reservable: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage', 'pid']);

function isReservation(reserved: Readonly<Record<string, Plain>>): boolean {
  return Object.entries(reserved).every(([resource, amount]) => {
    const read = quantity(String(amount ?? ''));
    return reservable.has(resource) && read !== null && read >= 0;
  });
}

function isReservedMemory(reservations: readonly Plain[]): boolean {
  const seen = new Set<string>();
  for (const reservation of reservations) {
    if (!isMap(reservation)) continue;
    const { numaNode = 0, limits = {} } = reservation;
    for (const [resource, amount] of Object.entries(isMap(limits) ? limits : {})) {
      const key = `${numaNode} ${resource}`;
      if (resource !== 'memory' && !resource.startsWith('hugepages-')) return false;
      if (quantity(String(amount)) === 0 || seen.has(key)) return false;
      seen.add(key);
    }
  }
  return true;
}

/** What is kept back for the system, and how that is enforced. Source, beside the validation: cmd/kubelet/app/server.go. */
export const reservationChecks: readonly ValueCheck[] = [
  {
    fields: [enforced, 'cgroupsPerQOS'],
    until: 30,
    must: 'be empty where cgroupsPerQOS is false',
    isWrong: (settings) => !isTrueIn(settings, 'cgroupsPerQOS') && levels(settings).length > 0,
  },
  {
    fields: [enforced, 'cgroupsPerQOS'],
    since: 31,
    must: 'be empty or none where cgroupsPerQOS is false',
    isWrong: (settings) => !isTrueIn(settings, 'cgroupsPerQOS') && levels(settings).some((level) => level !== 'none'),
  },
  {
    fields: [enforced],
    must: 'have levels that this version knows',
    isWrong: (settings) => levels(settings).some((level) => !knownLevels(settings.minor).includes(level)),
  },
  {
    fields: [enforced],
    must: 'have nothing beside none',
    isWrong: (settings) => levels(settings).includes('none') && levels(settings).length > 1,
  },
  {
    fields: [enforced],
    since: 31,
    must: 'have each level once',
    isWrong: (settings) => new Set(levels(settings)).size < levels(settings).length,
  },
  {
    fields: [enforced],
    since: 32,
    must: 'not have a level and its compressible part',
    isWrong: (settings) => {
      const set = new Set(levels(settings));
      return [...set].some((level) => set.has(`${level}-compressible`));
    },
  },
  ...['systemReservedCgroup', 'kubeReservedCgroup'].map(
    (cgroup): ValueCheck => ({
      fields: [enforced, cgroup],
      must: `not need a ${cgroup} that is not set`,
      isWrong: (settings) =>
        textOf(settings, cgroup) === '' && levels(settings).some((level) => cgroupOf[level] === cgroup),
    }),
  ),
  {
    fields: ['reservedSystemCPUs', 'systemReservedCgroup', 'kubeReservedCgroup'],
    must: 'not be set beside systemReservedCgroup or kubeReservedCgroup',
    isWrong: (settings) =>
      textOf(settings, 'reservedSystemCPUs') !== '' &&
      (textOf(settings, 'systemReservedCgroup') !== '' || textOf(settings, 'kubeReservedCgroup') !== ''),
  },
  {
    fields: ['reservedSystemCPUs'],
    must: 'be a list of CPUs such as 0-2,5',
    isWrong: (settings) =>
      textOf(settings, 'reservedSystemCPUs') !== '' && !isCpuList(textOf(settings, 'reservedSystemCPUs')),
  },
  {
    fields: ['reservedMemory'],
    since: 21,
    must: 'have memory or hugepages for each NUMA node once, and not 0',
    isWrong: (settings) => !isReservedMemory(listOf(settings, 'reservedMemory')),
  },
  ...['systemReserved', 'kubeReserved'].map(
    (field): ValueCheck => ({
      fields: [field],
      must: 'have amounts of cpu, memory, ephemeral-storage and pid',
      isWrong: (settings) => !isReservation(mapOf(settings, field)),
    }),
  ),
  {
    fields: ['qosReserved'],
    must: 'have nothing but a percentage for memory',
    isWrong: (settings) =>
      Object.entries(mapOf(settings, 'qosReserved')).some(
        ([resource, share]) => resource !== 'memory' || !/^[+-]?(100|\d{1,2})%+$/.test(String(share)),
      ),
  },
];
