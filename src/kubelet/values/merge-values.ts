import { compareBytewise } from '../../text/bytewise.ts';
import { type ConfigMap, isNull } from '../config-document.ts';
import { fieldNameOf, isTextMap } from '../config-fields.ts';
import {
  type FieldValue,
  type FieldValues,
  fieldValuesOf,
  isMap,
  type Plain,
  type PlainMap,
  plain,
} from './field-values.ts';
import { hasDefault, zeroMeansDefault } from './settings.ts';

/** Takes drop-ins one by one and gives what all fields are set to then. */
export interface ValueMerge {
  add(root: ConfigMap): void;
  finish(): FieldValues;
}

/** Merges the values of drop-ins as a kubelet of one version does; `newDropInMerge` says how. */
export function newValueMerge(minor: number | null, base: FieldValues): ValueMerge {
  const decoded = withSerialPulls(base);
  return minor === 28 ? mergeWhole(decoded) : mergePatches(minor, decoded);
}

/** The one default that depends on another field is filled in before drop-ins change that field. */
function withSerialPulls(fields: FieldValues): FieldValues {
  if ((fields.get('serializeImagePulls')?.value ?? null) !== null) return fields;
  const value = Number(fields.get('maxParallelImagePulls')?.value ?? 0) < 2;
  return new Map([...fields, ['serializeImagePulls', { value, location: null, zero: 'itself' }]]);
}

/** Parts of maps that a drop-in of 1.28 has by default. */
const partsWithDefault: Readonly<Record<string, readonly string[]>> = {
  authorization: ['mode'],
  logging: ['format', 'flushFrequency'],
};

/** 1.28: whatever a drop-in has that is not zero, its defaults among it, replaces what was there; maps are joined. */
function mergeWhole(base: FieldValues): ValueMerge {
  const fields = new Map(base);
  return {
    add: (root) => {
      const own = new Map(root.entries.map(({ key, value }) => [key, value] as const));
      const serial = withSerialPulls(fieldValuesOf(root)).get('serializeImagePulls')!;
      if (serial.value === true) fields.set('serializeImagePulls', serial);
      for (const name of fields.keys()) {
        const value = own.get(name);
        const unset = value === undefined || isNull(value) || (zeroMeansDefault.has(name) && isZero(plain(value)));
        if (unset && hasDefault(name)) fields.delete(name);
      }
      for (const [name, parts] of Object.entries(partsWithDefault)) {
        const field = fields.get(name);
        if (field === undefined || !isMap(field.value)) continue;
        const left = Object.entries(field.value).filter(([part]) => !parts.includes(part));
        fields.set(name, { ...field, value: Object.fromEntries(left) });
      }
      for (const [name, value] of own) {
        const written = isTextMap(name) ? withoutNulls(plain(value)) : plain(value);
        if (isZero(written)) continue;
        fields.set(name, {
          value: joined(fields.get(name)?.value, written),
          location: value.location,
          zero: 'default',
        });
      }
    },
    finish: () => fields,
  };
}

/**
 * Later versions: names in any case, of which the last in order of bytes counts. Up to 1.31 the values go into the
 * configuration itself, which has its defaults by then, and a null takes back what other drop-ins say.
 */
function mergePatches(minor: number | null, base: FieldValues): ValueMerge {
  const early = minor !== null && minor < 32;
  const spellings = new Map<string, Map<string, FieldValue>>();
  const spellingsOf = (name: string): Map<string, FieldValue> => {
    const known = spellings.get(name) ?? new Map<string, FieldValue>();
    spellings.set(name, known);
    return known;
  };
  for (const [name, value] of base) {
    spellingsOf(name).set(early ? `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` : name, value);
  }
  return {
    add: (root) => {
      for (const { key, value } of root.entries) {
        const known = spellingsOf(fieldNameOf(key));
        if (isNull(value)) known.delete(key);
        else {
          const own = plain(value);
          // a patch's nulls are gone even where there is nothing to take away
          const whole = joined(known.get(key)?.value ?? (isMap(own) ? {} : undefined), own);
          known.set(key, { value: whole, location: value.location, zero: early ? 'itself' : 'default' });
        }
      }
    },
    finish: () => new Map([...spellings].flatMap(([name, known]) => decoded(name, known))),
  };
}

/** What is left of all spellings of one field. */
function decoded(name: string, spellings: ReadonlyMap<string, FieldValue>): [string, FieldValue][] {
  let found: FieldValue | undefined;
  for (const [, field] of [...spellings].sort(([a], [b]) => compareBytewise(a, b))) {
    found = { ...field, value: joined(found?.value, field.value) };
  }
  return found === undefined ? [] : [[name, found]];
}

/** One value over another: maps are joined, anything else takes the place. */
function joined(before: Plain | undefined, over: Plain): Plain {
  return isMap(before) && isMap(over) ? joinedMaps(before, over) : over;
}

function joinedMaps(before: PlainMap, over: PlainMap): PlainMap {
  const whole: Record<string, Plain> = Object.assign(Object.create(null), before);
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete whole[key];
    else whole[key] = joined(whole[key], value);
  }
  return whole;
}

function withoutNulls(value: Plain): Plain {
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, part ?? '']));
}

function isZero(value: Plain): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return (
    value === null ||
    value === 0 ||
    value === '' ||
    value === false ||
    (isMap(value) && Object.keys(value).length === 0)
  );
}
