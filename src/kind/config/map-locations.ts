import type { Location } from '../../text/position.ts';

/** A copy of any answer in which each Location is replaced by what `map` makes of it. */
export function mapLocations<T>(value: T, map: (location: Location) => Location): T {
  return walk(value, map) as T;
}

function walk(value: unknown, map: (location: Location) => Location): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, map));
  if (value instanceof Map || value instanceof Set || value instanceof Uint8Array) return value;
  if (typeof value !== 'object' || value === null) return value;
  if (isLocation(value)) return map(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, map)]));
}

function isLocation(value: object): value is Location {
  return (
    'path' in value && 'startLine' in value && 'startColumn' in value && 'endLine' in value && 'endColumn' in value
  );
}
