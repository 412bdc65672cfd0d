import type { Plain } from './field-values.ts';

const unitsInMilliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

// each digit can be matched in one way only: with several, a long run of them takes its square in time
const wholeDuration = /^[-+]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;

/** A duration as Go writes one, such as `1m30s`; 0 for anything else. */
export function milliseconds(written: Plain): number {
  if (typeof written !== 'string' || !wholeDuration.test(written)) return 0;
  const sign = written.startsWith('-') ? -1 : 1;
  let sum = 0;
  for (const [, number, unit] of written.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    sum += Number(number) * (unitsInMilliseconds[unit!] ?? 0);
  }
  return sign * sum;
}

/**
 * An amount as Kubernetes writes one, such as `100m`, `1.5Gi` and `1e3`; null for what is none. The number is only good for
 * its sign. Source: Kubernetes apimachinery pkg/api/resource `ParseQuantity`.
 */
export function quantity(written: string): number | null {
  const match = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))(?:[KMGTPE]i|[numkMGTPE]|[eE][-+]?\d+)?$/.exec(written);
  return match === null ? null : Number(match[1]);
}

const decimalPower: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const largestPower = 30;

/** The very amount that `quantity` reads, in billionths rounded up; null for what is none, and for what is absurd. */
export function billionths(written: string): bigint | null {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:([KMGTPE])i|([numkMGTPE])|[eE]([-+]?\d+))?$/.exec(written);
  if (quantity(written) === null || match === null) return null;
  const [, sign, whole = '', fraction = '', binary, decimal, exponent] = match;
  const power = decimal === undefined ? Number(exponent ?? 0) : decimalPower[decimal]!;
  if (Math.abs(power) > largestPower || written.length > 3 * largestPower) return null;
  const shift = power + 9 - fraction.length;
  const digits = BigInt(whole + fraction) * 1024n ** BigInt(binary === undefined ? 0 : 'KMGTPE'.indexOf(binary) + 1);
  const scale = 10n ** BigInt(Math.abs(shift));
  const amount = shift >= 0 ? digits * scale : (digits + scale - 1n) / scale;
  return sign === '-' ? -amount : amount;
}
