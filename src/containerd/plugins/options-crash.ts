import { fieldsOf, parseFieldType } from '../decoding/fields.ts';
import { flagField } from '../decoding/spelling-notes.ts';
import { entriesOfField } from '../decoding/spellings.ts';
import type { Family } from '../families.ts';
import { criIds, optionStructs } from '../fields/cri-fields.ts';
import { type ConfigValue, typeName } from '../files/config-tree.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { optionStructOf } from './drivers.ts';
import type { Handler, RuntimeSettings } from './handlers.ts';

/**
 * go-toml 2.2 crashes ("unhandled part") instead of failing where a table within a table stands for an option that is no
 * table, and the daemon with it as soon as the handler's options are read. Seen with 2.0.0, 2.0.11, 2.1.4, 2.2.7 and 2.3.4.
 * Up to 2.2 so does a date ("reflect.Set: value of type … is not assignable"); go-toml 2.3 takes it for a wrong type.
 */
export function optionsCrash(settings: RuntimeSettings, family: Family): ContainerdObservation | null {
  if (family.generation === 1 || family.dialects[0] !== 'go-toml-2.2') return null;
  for (const handler of settings.handlers.values()) {
    const found = crashingValue(handler, family);
    if (found === null) continue;
    const key = `containerd.runtimes.${handler.name}.options.${found.field}`.slice(0, 200);
    const wanted = found.field === flagField ? 'boolean' : `no ${typeName(found.value)}`;
    return note('plugin-type-error', found.value.location, {
      plugin: criIds.runtime,
      key,
      wanted,
      found: typeName(found.value),
    });
  }
  return null;
}

function crashingValue(
  { type, options }: Handler,
  family: Family,
): { readonly field: string; readonly value: ConfigValue } | null {
  if (options === null) return null;
  const crashesAtDates = isWithin(family.release, '..2.2');
  for (const [field, notation] of fieldsOf(optionStructs, optionStructOf(type, family), family.release)) {
    const { kind } = parseFieldType(notation);
    if (kind === 'map' || kind === 'struct' || kind === 'list' || kind === 'any' || kind === 'primitive') continue;
    for (const { value } of entriesOfField(options, field, family.decoder, false).applied) {
      if (value.kind === 'scalar' && value.scalar.type === 'datetime' && crashesAtDates) return { field, value };
      if (value.kind !== 'table') continue;
      if ([...value.entries.values()].some((inner) => inner.value.kind === 'table')) return { field, value };
    }
  }
  return null;
}
