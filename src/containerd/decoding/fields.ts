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

/** Go's `time.ParseDuration`, as far as it says yes or no. */
export function isDuration(text: string): boolean {
  return /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text);
}
