import { type Location, startOfFile } from '../text/position.ts';
import {
  type ConfigDocuments,
  type ConfigEntry,
  type ConfigMap,
  type ConfigValue,
  field,
  isPlaceholder,
  readConfigDocuments,
  text,
} from './config-document.ts';
import type { Notes } from './notes.ts';
import { findDriverLine } from './setting-line.ts';

/** A setting as it is written somewhere. */
export interface Setting<Value = string> {
  readonly value: Value;
  readonly location: Location;
}

/** What matters of one KubeletConfiguration. A `null` value is one that is written as `null`. */
export interface ConfigSettings {
  readonly path: string;
  /** The document's first place. */
  readonly location: Location;
  readonly driver: Setting<string | null> | null;
  readonly gates: ReadonlyMap<string, Setting<boolean | null>>;
  readonly runtimeEndpoint: Setting<string | null> | null;
}

export type ConfigRead =
  | { readonly state: 'read'; readonly settings: ConfigSettings }
  /** The kubelet does not start; the reason is among the notes. */
  | { readonly state: 'refused' }
  /** It is a template; `driver` is its setting where that is written out. */
  | { readonly state: 'templated'; readonly driver: Setting | null };

const configApiVersion = 'kubelet.config.k8s.io/v1beta1';
export const configKind = 'KubeletConfiguration';

/**
 * Reads the file that `--config` names. Field names count by their very letters; one that is not known, or is there
 * twice, only makes the kubelet log a warning. Source: Kubernetes pkg/kubelet/kubeletconfig/configfiles, util/codec.
 */
export function readConfigFile(path: string, bytes: Uint8Array, notes: Notes): ConfigRead {
  const opened = openConfig(path, bytes, 'config-file', notes);
  if (opened.state !== 'open') return opened;
  const { root, later } = opened;
  const where = 'config-file';
  const driver = stringField(root, 'cgroupDriver', path, where, notes);
  const endpoint = stringField(root, 'containerRuntimeEndpoint', path, where, notes);
  const failure = booleanField(root, 'failCgroupV1', path, where, notes);
  const gates = gatesField(field(root, 'featureGates'), path, where, notes);
  if (driver === 'wrong' || endpoint === 'wrong' || failure === 'wrong' || gates === 'wrong') {
    return { state: 'refused' };
  }
  noteOtherSpellings(root, notes);
  noteRepeated(root, opened.repeated, notes);
  for (const document of later) noteLaterDocument(document, driver, notes);
  if (typeof driver?.value === 'string' && isPlaceholder(driver.value)) {
    return { state: 'templated', driver: { value: driver.value, location: driver.location } };
  }
  return {
    state: 'read',
    settings: { path, location: root.location, driver, gates, runtimeEndpoint: endpoint },
  };
}

/**
 * Reads a drop-in. It is not checked, and its fields match whatever their case: the entries are given in the order in
 * which Go's encoding/json sees them in the merged document, sorted by name.
 */
export function readDropIn(path: string, bytes: Uint8Array, notes: Notes): ConfigMap | 'refused' | 'templated' {
  const opened = openConfig(path, bytes, 'drop-in', notes);
  if (opened.state !== 'open') return opened.state;
  return opened.root;
}

type Opened =
  | {
      readonly state: 'open';
      readonly root: ConfigMap;
      readonly later: readonly ConfigValue[];
      readonly repeated: readonly Location[];
    }
  | Extract<ConfigRead, { readonly state: 'refused' | 'templated' }>;

function openConfig(path: string, bytes: Uint8Array, where: 'config-file' | 'drop-in', notes: Notes): Opened {
  const read = readConfigDocuments(path, bytes);
  if (!read.ok) return openBroken(read, path, bytes, where, notes);
  const [first, ...others] = read.documents;
  const start = first?.location ?? startOfFile(path);
  if (first === undefined || first.root === null) {
    notes.refuse('config-empty', start, { path, where });
    return { state: 'refused' };
  }
  const { root } = first;
  if (root.type !== 'map') {
    notes.refuse('config-invalid', root.location, { path, where, problem: 'it is no mapping' });
    return { state: 'refused' };
  }
  const apiVersion = field(root, 'apiVersion');
  const kind = field(root, 'kind');
  if (text(kind?.value) !== configKind) {
    notes.refuse('config-kind-wrong', kind?.value.location ?? start, { path, where, kind: text(kind?.value) });
    return { state: 'refused' };
  }
  if (text(apiVersion?.value) !== configApiVersion) {
    const detail = { path, where, apiVersion: text(apiVersion?.value) };
    notes.refuse('config-api-version-wrong', apiVersion?.value.location ?? start, detail);
    return { state: 'refused' };
  }
  const later = others.flatMap((other) => (other.root === null ? [] : [other.root]));
  return { state: 'open', root, later, repeated: first.repeated };
}

function openBroken(
  read: Extract<ConfigDocuments, { readonly ok: false }>,
  path: string,
  bytes: Uint8Array,
  where: 'config-file' | 'drop-in',
  notes: Notes,
): Opened {
  if (read.templated) return { state: 'templated', driver: findDriverLine(path, bytes) };
  notes.refuse('config-invalid', read.location, { path, where, problem: read.problem });
  return { state: 'refused' };
}

/** A field that holds text; `wrong` where it holds something else, with which nothing can be decoded. */
function stringField(
  root: ConfigMap,
  name: string,
  path: string,
  where: 'config-file' | 'drop-in',
  notes: Notes,
): Setting<string | null> | null | 'wrong' {
  return typedField(field(root, name), 'string', path, where, notes) as Setting<string | null> | null | 'wrong';
}

function booleanField(
  root: ConfigMap,
  name: string,
  path: string,
  where: 'config-file' | 'drop-in',
  notes: Notes,
): Setting<boolean | null> | null | 'wrong' {
  return typedField(field(root, name), 'boolean', path, where, notes) as Setting<boolean | null> | null | 'wrong';
}

function typedField(
  entry: ConfigEntry | null,
  type: 'string' | 'boolean',
  path: string,
  where: 'config-file' | 'drop-in',
  notes: Notes,
): Setting<string | boolean | null> | null | 'wrong' {
  if (entry === null) return null;
  const { value } = entry;
  if (value.type === 'scalar' && (value.value === null || typeof value.value === type)) {
    return { value: value.value as string | boolean | null, location: value.location };
  }
  notes.refuse('config-field-type-wrong', value.location, { path, where, field: entry.key });
  return 'wrong';
}

export function gatesField(
  entry: ConfigEntry | null,
  path: string,
  where: 'config-file' | 'drop-in',
  notes: Notes,
): ReadonlyMap<string, Setting<boolean | null>> | 'wrong' {
  const gates = new Map<string, Setting<boolean | null>>();
  if (entry === null || (entry.value.type === 'scalar' && entry.value.value === null)) return gates;
  if (entry.value.type !== 'map') {
    notes.refuse('config-field-type-wrong', entry.value.location, { path, where, field: entry.key });
    return 'wrong';
  }
  for (const gate of entry.value.entries) {
    const setting = typedField(gate, 'boolean', path, where, notes);
    if (setting === 'wrong') return 'wrong';
    gates.set(gate.key, setting as Setting<boolean | null>);
  }
  return gates;
}

function noteOtherSpellings(root: ConfigMap, notes: Notes): void {
  for (const { key, keyLocation, value } of root.entries) {
    if (key === 'cgroupDriver' || key.replace(/[-_\s]/g, '').toLowerCase() !== 'cgroupdriver') continue;
    const kind = key.toLowerCase() === 'cgroupdriver' ? 'miscased-field' : 'unknown-field';
    notes.observe(kind, keyLocation, { field: key, value: text(value), where: 'config-file' });
  }
}

function noteRepeated(root: ConfigMap, repeated: readonly Location[], notes: Notes): void {
  const driver = field(root, 'cgroupDriver');
  if (driver === null) return;
  const { startLine, startColumn } = driver.keyLocation;
  if (!repeated.some((place) => place.startLine === startLine && place.startColumn === startColumn)) return;
  notes.observe('duplicate-field', driver.value.location, { value: text(driver.value) });
}

function noteLaterDocument(document: ConfigValue, driver: Setting<string | null> | null, notes: Notes): void {
  const later = field(document, 'cgroupDriver');
  if (later === null) return;
  notes.observe('setting-in-second-document', later.value.location, { value: text(later.value) });
  if (text(later.value) !== (driver?.value ?? null)) notes.doubt('several-documents', document.location);
}
