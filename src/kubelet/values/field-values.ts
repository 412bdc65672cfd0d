import type { Location } from '../../text/position.ts';
import type { ConfigMap, ConfigValue } from '../config-document.ts';

/** A value of a configuration without its places. */
export type Plain = string | number | boolean | null | readonly Plain[] | PlainMap;
export interface PlainMap {
  readonly [key: string]: Plain;
}

/** What one field of a KubeletConfiguration is set to. */
export interface FieldValue {
  readonly value: Plain;
  readonly location: Location | null;
  /** Whether 0 and `""` stand for the default, as where a file is decoded, or for themselves. */
  readonly zero: 'default' | 'itself';
}

/** By the field's very name. */
export type FieldValues = ReadonlyMap<string, FieldValue>;

export const noValues: FieldValues = new Map();

/** Of a document that was decoded with its defaults. */
export function fieldValuesOf(root: ConfigMap): FieldValues {
  return new Map(
    root.entries.map(({ key, value }): [string, FieldValue] => [
      key,
      { value: plain(value), location: value.location, zero: 'default' },
    ]),
  );
}

export function plain(value: ConfigValue): Plain {
  switch (value.type) {
    case 'scalar':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'map': {
      const entries: Record<string, Plain> = Object.create(null);
      for (const entry of value.entries) entries[entry.key] = plain(entry.value);
      return entries;
    }
  }
}

export function isMap(value: Plain | undefined): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
