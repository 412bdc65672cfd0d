import type { Location } from '../../text/position.ts';
import type { HandlerDriver } from '../answer.ts';
import { decodeTable, plainField, type SpellingNote } from '../decoding/decode.ts';
import { flagField } from '../decoding/spelling-notes.ts';
import type { TypeMismatch } from '../decoding/type-check.ts';
import type { Family } from '../families.ts';
import { optionStructs } from '../fields/cri-fields.ts';
import { booleanOf, type ConfigEntry, type ConfigTable, typeName, walk, withEntries } from '../files/config-tree.ts';
import { builtInFlag, type Handler, type RuntimeSettings } from './handlers.ts';

/** What the shim of a handler is told. */
export interface DriverDecision {
  readonly driver: HandlerDriver;
  /** The line that decided; null where a default did. */
  readonly line: Location | null;
  /** The option whose type does not fit. */
  readonly mismatch: TypeMismatch | null;
  readonly spellings: readonly SpellingNote[];
  /** RuntimeConfig can take its answer from this handler. */
  readonly answersRuntimeConfig: boolean;
  /** What RuntimeConfig answers from this handler where that is not its driver. */
  readonly told?: 'systemd' | 'cgroupfs' | null;
}

const runcTypes = { current: 'io.containerd.runc.v2', older: 'io.containerd.runc.v1' };
export const legacyType = 'io.containerd.runtime.v1.linux';

/** Types that 1.x knows and 2.x has no shim for. */
export const removedTypes: readonly string[] = [runcTypes.older, legacyType];

/** `generateRuntimeOptions` and `getRuntimeOptionsType` of the CRI plugin. */
export function driverOf(handler: Handler, settings: RuntimeSettings, family: Family): DriverDecision {
  const typeLine = handler.typeValue?.location ?? null;
  const runc = handler.type === runcTypes.current || (family.generation === 1 && handler.type === runcTypes.older);
  const legacy = family.generation === 1 && handler.type === legacyType;
  if (handler.badOptions !== null) {
    const { location } = handler.badOptions;
    const mismatch = { path: ['options'], wanted: 'table', found: typeName(handler.badOptions), location };
    return { ...decision('options-error', location), mismatch };
  }
  // The options are read before anybody asks for the type.
  if (handler.options === null) {
    if (handler.type === '') return decision('no-runtime-type', typeLine);
    if (runc) return decision('cgroupfs', null);
    if (!legacy) return decision('opaque', typeLine);
    const flag = plainField(settings.plugin, 'systemd_cgroup');
    return decision(booleanOf(flag) === true ? 'systemd' : 'cgroupfs', flag?.location ?? null);
  }
  const mixed = family.decoder === 'go-toml-1' ? mixedArray(handler.options) : null;
  if (mixed !== null) return { ...decision('options-error', mixed.location), mismatch: mixed };
  const struct = optionStructOf(handler.type, family);
  const checked = handler.type !== 'io.containerd.runhcs.v1';
  const options = family.decoder === 'go-toml-1' ? withDatesAsTexts(handler.options) : handler.options;
  const { value, mismatch, spellings } = decodeTable(options, struct, optionStructs, family);
  if (mismatch !== null && checked) {
    return { ...decision('options-error', mismatch.location), mismatch, spellings };
  }
  if (handler.type === '') return decision('no-runtime-type', typeLine);
  if (!runc && !legacy) return decision('opaque', typeLine);
  const flag: ConfigEntry | null = value.fields.get(flagField)?.entry ?? null;
  const line = flag === null || flag === builtInFlag ? null : flag.value.location;
  const driver = booleanOf(plainField(value, flagField)) === true ? 'systemd' : 'cgroupfs';
  return { driver, line, mismatch: null, spellings, answersRuntimeConfig: handler.type === runcTypes.current };
}

/** The struct that a type's options are read into. */
export function optionStructOf(type: string, family: Family): 'RuncOptions' | 'LegacyOptions' | 'OtherOptions' {
  if (type === runcTypes.current || (family.generation === 1 && type === runcTypes.older)) return 'RuncOptions';
  return family.generation === 1 && type === legacyType ? 'LegacyOptions' : 'OtherOptions';
}

/** go-toml 1 makes texts of dates and times without an offset when options become a tree (`simpleValueCoercion`). */
function withDatesAsTexts(options: ConfigTable): ConfigTable {
  const entries = new Map(options.entries);
  for (const [key, entry] of entries) {
    const { value } = entry;
    if (value.kind !== 'scalar' || value.scalar.type !== 'datetime') continue;
    if (/:.*(?:Z|[+-]\d\d:\d\d)$/i.test(value.scalar.raw)) continue;
    entries.set(key, { ...entry, value: { ...value, scalar: { ...value.scalar, type: 'string' } } });
  }
  return withEntries(options, entries);
}

/** go-toml 1 panics on an array of several types when the CRI plugin turns options into a tree (`sliceToTree`). */
function mixedArray(options: ConfigTable): TypeMismatch | null {
  for (const { path, entry } of walk(options)) {
    const { value } = entry;
    if (value.kind !== 'array') continue;
    const [first] = value.items;
    const other = value.items.find((item) => first !== undefined && typeName(item) !== typeName(first));
    if (first === undefined || other === undefined) continue;
    const wanted = `array of one type (${typeName(first)})`;
    return { path: [...path, entry.key], wanted, found: typeName(other), location: other.location };
  }
  return null;
}

function decision(driver: HandlerDriver, line: Location | null): DriverDecision {
  return { driver, line, mismatch: null, spellings: [], answersRuntimeConfig: false };
}
