import { compareBytewise } from '../text/bytewise.ts';
import { startOfFile } from '../text/position.ts';
import { type ConfigEntry, isNull, text } from './config-document.ts';
import { wrongType } from './config-fields.ts';
import { readConfigFile, readDropIn, type Setting } from './config-file.ts';
import type { Notes } from './notes.ts';
import type { FieldValues } from './values/field-values.ts';
import { newValueMerge } from './values/merge-values.ts';

/** What of the configuration matters here, before or after drop-ins. */
export interface MergedSettings {
  /**
   * Null where no drop-in decides: then the config file does. A value of null or `""` is the default `cgroupfs`, whatever
   * the config file says.
   */
  readonly driver: Setting<string | null> | null;
  /** Those of the config file included. */
  readonly gates: ReadonlyMap<string, Setting<boolean>>;
  /** As with the driver. */
  readonly runtimeEndpoint: Setting<string | null> | null;
  /** Those of the config file included. */
  readonly fields: FieldValues;
}

/** What they are merged into: the driver as the config file has it, null for its default, and the file's gates. */
export interface MergeBase {
  readonly driver: string | null;
  readonly gates: ReadonlyMap<string, Setting<boolean>>;
  readonly fields: FieldValues;
}

/** Takes drop-ins one by one, in the order in which the kubelet walks. */
export interface DropInMerge {
  add(path: string, bytes: Uint8Array): 'added' | 'refused' | 'templated';
  finish(): MergedSettings | 'refused';
}

/**
 * Merges drop-ins as a kubelet of one version does. Observed on 1.28.3 to 1.36.3; source: Kubernetes
 * cmd/kubelet/app/server.go `mergeKubeletConfigurations` of these versions (kubernetes/kubernetes#127421 for 1.32).
 */
export function newDropInMerge(minor: number | null, base: MergeBase, notes: Notes): DropInMerge {
  return minor === 28 ? mergeWholeConfigs(base, notes) : mergePatches(minor, base, notes);
}

/**
 * 1.28: each drop-in is read as a configuration of its own, with every default, and all that it has then replaces what was
 * there. One that does not name the driver sets it to `cgroupfs`. Gates are added one by one.
 */
function mergeWholeConfigs(base: MergeBase, notes: Notes): DropInMerge {
  let driver: Setting<string | null> | null = null;
  let runtimeEndpoint: Setting<string | null> | null = null;
  const gates = new Map(base.gates);
  const values = newValueMerge(28, base.fields);
  return {
    add: (path, bytes) => {
      const read = readConfigFile(path, bytes, 28, notes, 'drop-in');
      if (read.state !== 'read') return read.state;
      const own = read.settings.driver ?? { value: null, location: startOfFile(path) };
      const before = (driver === null ? base.driver : driver.value) || 'cgroupfs';
      if (before !== (own.value || 'cgroupfs')) {
        if (!own.value) notes.observe('drop-in-resets', own.location, { value: own.value });
        else if (driver !== null) noteBeaten(driver, own, notes);
      }
      driver = own;
      runtimeEndpoint = read.settings.runtimeEndpoint ?? { value: null, location: startOfFile(path) };
      for (const [name, setting] of read.settings.gates) gates.set(name, setting);
      values.add(read.settings.root);
      return 'added';
    },
    finish: () => ({ driver, gates, runtimeEndpoint, fields: values.finish() }),
  };
}

/** A field of the merged document, by its spelling. */
interface Patched {
  readonly entry: ConfigEntry;
  readonly path: string;
}

/**
 * From 1.29 on: RFC 7396 over the JSON of the whole configuration, then Go's encoding/json, which takes a field's name in
 * any case and lets the last in order of bytes count. Up to 1.31 the configuration's own fields begin with a capital there,
 * so that a drop-in's null takes back what other drop-ins say and not what the config file does.
 */
function mergePatches(minor: number | null, base: MergeBase, notes: Notes): DropInMerge {
  const capitals = minor !== null && minor < 32;
  const drivers = newField(capitals ? 'CgroupDriver' : 'cgroupDriver');
  const endpoints = newField(capitals ? 'ContainerRuntimeEndpoint' : 'containerRuntimeEndpoint');
  const gateFields = new Map<string, ReadonlyMap<string, Setting<boolean>>>();
  gateFields.set(capitals ? 'FeatureGates' : 'featureGates', base.gates);
  /** Every field that a drop-in names, as the last of them has it. */
  const fields = new Map<string, Patched>();
  const values = newValueMerge(minor, base.fields);
  return {
    add: (path, bytes) => {
      const root = readDropIn(path, bytes, !capitals, notes);
      if (root === 'refused' || root === 'templated') return root;
      if (root.entries.some((entry) => wrongType(entry, minor, true)?.placeholder)) return 'templated';
      values.add(root);
      for (const entry of root.entries) {
        const patched = { entry, path };
        fields.set(entry.key, patched);
        switch (entry.key.toLowerCase()) {
          case 'cgroupdriver':
            noteDriver(entry, drivers.spellings.get(entry.key), capitals, notes);
            patch(drivers, patched);
            break;
          case 'containerruntimeendpoint':
            patch(endpoints, patched);
            break;
          case 'featuregates':
            patchGates(gateFields, entry);
            break;
        }
      }
      return 'added';
    },
    finish: () => {
      for (const { entry, path } of fields.values()) {
        const wrong = wrongType(entry, minor, true);
        if (wrong === null) continue;
        notes.refuse('config-field-type-wrong', wrong.location, { path, where: 'drop-in', field: entry.key });
        return 'refused';
      }
      const gates = new Map([...gateFields].sort(bySpelling).flatMap(([, some]) => [...some]));
      return {
        driver: decodeText(drivers, capitals),
        gates,
        runtimeEndpoint: decodeText(endpoints, capitals),
        fields: values.finish(),
      };
    },
  };
}

function patchGates(fields: Map<string, ReadonlyMap<string, Setting<boolean>>>, { key, value }: ConfigEntry): void {
  if (value.type !== 'map') {
    if (isNull(value)) fields.delete(key);
    return;
  }
  const merged = new Map(fields.get(key));
  for (const gate of value.entries) {
    const on = gate.value.type === 'scalar' ? gate.value.value : null;
    if (typeof on === 'boolean') merged.set(gate.key, { value: on, location: gate.value.location });
    else merged.delete(gate.key);
  }
  fields.set(key, merged);
}

/** One field of the merged document. */
interface TextField {
  readonly spellings: Map<string, Patched | 'base'>;
  /** The last drop-in that names it. */
  last: Patched | null;
}

function newField(spelling: string): TextField {
  return { spellings: new Map([[spelling, 'base']]), last: null };
}

function patch(field: TextField, patched: Patched): void {
  field.last = patched;
  if (isNull(patched.entry.value)) field.spellings.delete(patched.entry.key);
  else field.spellings.set(patched.entry.key, patched);
}

/**
 * What the merged document's decoding ends with. Where no spelling is left, the field keeps what the config file says up to
 * 1.31, and has its default later.
 */
function decodeText({ spellings, last }: TextField, capitals: boolean): Setting<string | null> | null {
  const patched = [...spellings].sort(bySpelling).at(-1)?.[1];
  if (patched === 'base') return null;
  if (patched === undefined) {
    return capitals || last === null ? null : { value: null, location: last.entry.value.location };
  }
  return { value: text(patched.entry.value), location: patched.entry.value.location };
}

function bySpelling([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareBytewise(a, b);
}

function noteDriver(entry: ConfigEntry, earlier: Patched | 'base' | undefined, capitals: boolean, notes: Notes): void {
  const { key, keyLocation, value } = entry;
  if (key !== 'cgroupDriver') {
    notes.observe('miscased-field', keyLocation, { field: key, value: text(value), where: 'drop-in' });
  }
  const isDeleted = isNull(value) && !capitals && key === 'cgroupDriver';
  if (text(value) === '' || isDeleted) notes.observe('drop-in-resets', value.location, { value: text(value) });
  if (earlier === undefined || earlier === 'base') return;
  const before = { value: text(earlier.entry.value), location: earlier.entry.value.location };
  if (before.value !== text(value)) noteBeaten(before, { value: text(value), location: value.location }, notes);
}

function noteBeaten(earlier: Setting<string | null>, later: Setting<string | null>, notes: Notes): void {
  const related = [{ location: later.location, role: 'this later one counts' }];
  const detail = { value: earlier.value, winner: later.value, agree: false };
  notes.observe('drop-in-beats-drop-in', earlier.location, detail, related);
}
