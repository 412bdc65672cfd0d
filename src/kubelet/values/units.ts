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

/** An integer as Go's strconv reads it from a flag, such as `0x10` and `1_000`. */
export function goInteger(written: string): number {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(written.replaceAll('_', '')) ?? [];
  const octal = /^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits;
  return (sign === '-' ? -1 : 1) * Number(octal);
}

/**
 * An amount as Kubernetes writes one, such as `100m`, `1.5Gi` and `1e3`; null for what is none. The number is only good for
 * its sign. Source: Kubernetes apimachinery pkg/api/resource `ParseQuantity`.
 */
export function quantity(written: string): number | null {
  const match = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))(?:[KMGTPE]i|[numkMGTPE]|[eE][-+]?\d+)?$/.exec(written);
  return match === null ? null : Number(match[1]);
}
