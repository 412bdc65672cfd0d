import type { Location } from '../../text/position.ts';
import type { Family } from '../families.ts';
import { type ConfigValue, typeName } from '../files/config-tree.ts';
import { type FieldType, isDuration } from './fields.ts';

/** A value that the program cannot put into its Go variable. */
export interface TypeMismatch {
  readonly path: readonly string[];
  readonly wanted: string;
  readonly found: string;
  readonly location: Location;
}

/**
 * Whether the value itself (not what is in a table or list) fits the type. By BurntSushi 0.3.1 `unify*`, go-toml 1
 * `valueFromToml`, go-toml 2 `handleValue` and `handleKeyPart`. `asWritten`: the file itself is decoded, not a plugin's
 * table that was written out again.
 */
export function scalarMismatch(
  value: ConfigValue,
  type: FieldType,
  family: Family,
  asWritten: boolean,
): TypeMismatch | null {
  const wanted = wantedType(type);
  return fits(value, type, family, asWritten)
    ? null
    : { path: [], wanted, found: typeName(value), location: value.location };
}

function fits(value: ConfigValue, type: FieldType, family: Family, asWritten: boolean): boolean {
  switch (type.kind) {
    case 'any':
    case 'primitive':
      return true;
    case 'struct':
      return value.kind === 'table';
    case 'map':
      // BurntSushi 0.3.1 passes over anything but a table here, by a slip in unifyMap.
      return value.kind === 'table' || family.decoder === 'burntsushi';
    case 'list':
      return fitsList(value, type.item, family);
    default:
      return fitsScalar(value, type.kind, family, asWritten);
  }
}

/** go-toml 1 makes structs of an array of tables only, which an empty one is not; go-toml 2.4 takes one table for it. */
function fitsList(value: ConfigValue, item: FieldType, family: Family): boolean {
  if (item.kind !== 'struct') return value.kind === 'array';
  if (value.kind === 'table') return family.dialects[0] === 'go-toml-2.4';
  if (value.kind !== 'array') return false;
  return (
    family.decoder !== 'go-toml-1' || (value.items.length > 0 && value.items.every(({ kind }) => kind === 'table'))
  );
}

function fitsScalar(
  value: ConfigValue,
  kind: Exclude<FieldType['kind'], 'list' | 'map' | 'struct'>,
  family: Family,
  asWritten: boolean,
) {
  const { decoder } = family;
  // go-toml 2 looks only into a table that has a header, so an empty one breaks nothing; 2.4 looks at the table itself.
  // A plugin's settings are written out first, and then even `{}` has a header.
  const isLater = family.dialects[0] === 'go-toml-2.4';
  if (value.kind === 'table') {
    return decoder === 'go-toml-2' && !isLater && value.entries.size === 0 && !(value.inline && asWritten);
  }
  if (value.kind !== 'scalar') return false;
  const { scalar } = value;
  switch (kind) {
    case 'string':
      return scalar.type === 'string';
    case 'bool':
      return scalar.type === 'boolean';
    case 'int':
      return scalar.type === 'integer';
    case 'uint32':
      return scalar.type === 'integer' && scalar.value >= 0n && scalar.value <= 0xffff_ffffn;
    case 'uint64':
      return scalar.type === 'integer' && (scalar.value >= 0n || decoder === 'burntsushi');
    case 'float64':
      return scalar.type === 'float' || (scalar.type === 'integer' && decoder === 'go-toml-2');
    case 'nanoseconds':
      return scalar.type === 'integer' || isDuration(String(scalar.value));
    case 'duration':
      // go-toml 2.4 asks the type's own reader for strings only, and takes an integer for nanoseconds.
      return isDuration(String(scalar.value)) || (isLater && scalar.type === 'integer');
    default:
      return true;
  }
}

function wantedType(type: FieldType): string {
  switch (type.kind) {
    case 'list':
      return `array of ${wantedType(type.item)}`;
    case 'map':
    case 'struct':
      return 'table';
    case 'bool':
      return 'boolean';
    case 'int':
      return 'integer';
    case 'uint32':
      return 'integer from 0 to 4294967295';
    case 'uint64':
      return 'integer from 0 on';
    case 'float64':
      return 'float';
    case 'duration':
    case 'nanoseconds':
      return 'duration';
    default:
      return 'string';
  }
}
