import { isWithin, type Release } from '../releases.ts';

/**
 * A field of a Go struct: its TOML name, its type in Go's notation, and the releases that have it (all, if left out).
 * Types: `string`, `bool`, `int`, `uint32`, `uint64`, `float64`, `duration` (a string such as `10s`), `nanoseconds` (that or
 * an integer), `primitive` (kept
 * undecoded), `any`, a struct's name, and `[]T`, `map[string]T`. `&T` is an embedded struct with a tag of its own, which
 * go-toml 1 fills from the surrounding table where the tag's table is missing.
 */
export type Field = readonly [name: string, type: string, releases?: string];

export type Structs = Readonly<Record<string, readonly Field[]>>;

export type FieldType =
  | {
      readonly kind:
        | 'string'
        | 'bool'
        | 'int'
        | 'uint32'
        | 'uint64'
        | 'float64'
        | 'duration'
        | 'nanoseconds'
        | 'primitive'
        | 'any';
    }
  | { readonly kind: 'list'; readonly item: FieldType }
  | { readonly kind: 'map'; readonly item: FieldType }
  | { readonly kind: 'struct'; readonly name: string; readonly embedded: boolean };

const simpleKinds = [
  'string',
  'bool',
  'int',
  'uint32',
  'uint64',
  'float64',
  'duration',
  'nanoseconds',
  'primitive',
  'any',
] as const;

export function parseFieldType(notation: string): FieldType {
  const simple = simpleKinds.find((kind) => kind === notation);
  if (simple !== undefined) return { kind: simple };
  if (notation.startsWith('[]')) return { kind: 'list', item: parseFieldType(notation.slice(2)) };
  if (notation.startsWith('map[string]')) return { kind: 'map', item: parseFieldType(notation.slice(11)) };
  return { kind: 'struct', name: notation.replace('&', ''), embedded: notation.startsWith('&') };
}

export function fieldsOf(structs: Structs, name: string, release: Release): readonly Field[] {
  return (structs[name] ?? []).filter(([, , releases]) => releases === undefined || isWithin(release, releases));
}

const DURATION = /^([-+]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g;
const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/**
 * The nanoseconds that Go's `time.ParseDuration` makes of a text; null for what it does not take, also where that is more
 * than fits into 64 bits (292 years).
 */
export function durationOf(text: string): bigint | null {
  if (/^[-+]?0$/.test(text)) return 0n;
  const [, sign, parts = ''] = DURATION.exec(text) ?? [];
  if (sign === undefined) return null;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of parts.matchAll(PART)) {
    const digits = fraction.slice(0, 18);
    const scale = NANOSECONDS[unit] ?? 0n;
    total += BigInt(`0${whole.slice(0, 40)}`) * scale + (BigInt(`0${digits}`) * scale) / 10n ** BigInt(digits.length);
    if (whole.replace(/^0+/, '').length > 19) return null;
  }
  if (total >= 2n ** 63n && !(total === 2n ** 63n && sign === '-')) return null;
  return sign === '-' ? -total : total;
}

export function isDuration(text: string): boolean {
  return durationOf(text) !== null;
}
