import { isDuration } from '../config-fields.ts';
import { mapOf, type Settings } from './settings.ts';
import { milliseconds, quantity } from './units.ts';
import type { ValueCheck } from './value-check.ts';

const signals: ReadonlySet<string> = new Set([
  'memory.available',
  'allocatableMemory.available',
  'nodefs.available',
  'nodefs.inodesFree',
  'imagefs.available',
  'imagefs.inodesFree',
  'pid.available',
]);

function isSignal(signal: string, minor: number): boolean {
  return signals.has(signal) || (minor >= 29 && /^containerfs\.(available|inodesFree)$/.test(signal));
}

/** The number before the signs of percent; null where it is none. */
function percentage(amount: string): number | null {
  const number = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)%+$/.exec(amount)?.[1];
  return number === undefined ? null : Number(number);
}

function isThreshold(signal: string, amount: string, minor: number): boolean {
  if (!isSignal(signal, minor)) return false;
  if (!amount.endsWith('%')) return (quantity(amount) ?? 0) > 0;
  const percent = percentage(amount);
  return percent !== null && percent >= 0 && (minor < 21 || percent <= 100);
}

function isReclaim(signal: string, amount: string, minor: number): boolean {
  if (!isSignal(signal, minor)) return false;
  if (!amount.endsWith('%')) return (quantity(amount) ?? -1) >= 0;
  return (percentage(amount) ?? 0) > 0;
}

function isGracePeriod(signal: string, period: string, minor: number): boolean {
  return isSignal(signal, minor) && isDuration(period) && milliseconds(period) >= 0;
}

function eachIs(
  field: string,
  must: string,
  isRight: (signal: string, amount: string, minor: number) => boolean,
): ValueCheck {
  return {
    fields: [field],
    must,
    isWrong: (settings) =>
      Object.entries(mapOf(settings, field)).some(
        ([signal, amount]) => !isRight(signal, String(amount), settings.minor),
      ),
  };
}

function softSignals(settings: Settings): readonly string[] {
  return Object.entries(mapOf(settings, 'evictionSoft')).flatMap(([signal, amount]) =>
    // these stand for no threshold
    amount === '0%' || amount === '100%' ? [] : [signal],
  );
}

const threshold = 'have amounts, or percentages, for signals that this version knows';

/**
 * When pods are evicted. Source: Kubernetes pkg/kubelet/eviction/helpers.go `ParseThresholdConfig` of 1.20, 1.21 and 1.25 to
 * 1.36.
 */
export const evictionChecks: readonly ValueCheck[] = [
  eachIs('evictionHard', threshold, isThreshold),
  eachIs('evictionSoft', threshold, isThreshold),
  eachIs('evictionSoftGracePeriod', 'have durations for signals that this version knows', isGracePeriod),
  eachIs('evictionMinimumReclaim', threshold, isReclaim),
  {
    fields: ['evictionSoft', 'evictionSoftGracePeriod'],
    must: 'have a period in evictionSoftGracePeriod for each of its signals',
    isWrong: (settings) => {
      const periods = mapOf(settings, 'evictionSoftGracePeriod');
      return softSignals(settings).some((signal) => !Object.hasOwn(periods, signal));
    },
  },
];
