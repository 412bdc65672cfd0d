import { isPlaceholder } from '../text/placeholder.ts';
import { type Location, startOfFile } from '../text/position.ts';
import {
  type ConfigDocuments,
  type ConfigEntry,
  type ConfigMap,
  type ConfigValue,
  field,
  readKubeletDocument,
  text,
} from './config-document.ts';
import { wrongType } from './config-fields.ts';
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
  readonly gates: ReadonlyMap<string, Setting<boolean>>;
  readonly runtimeEndpoint: Setting<string | null> | null;
  /** The whole document. */
  readonly root: ConfigMap;
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
export function readConfigFile(
  path: string,
  bytes: Uint8Array,
  minor: number | null,
  notes: Notes,
  where: 'config-file' | 'drop-in' = 'config-file',
): ConfigRead {
  const opened = openConfig(path, bytes, where, notes);
  if (opened.state !== 'open') return opened;
  const { root, later } = opened;
  if (!isConfiguration(opened, path, where, notes)) return { state: 'refused' };
  const driver = textSetting(field(root, 'cgroupDriver'));
  const template = driver?.value == null ? null : { value: driver.value, location: driver.location };
  for (const entry of root.entries) {
    const wrong = wrongType(entry, minor);
    if (wrong?.placeholder) return { state: 'templated', driver: template };
    if (wrong === null) continue;
    notes.refuse('config-field-type-wrong', wrong.location, { path, where, field: entry.key });
    return { state: 'refused' };
  }
  noteOtherSpellings(root, notes);
  noteRepeated(root, opened.repeated, notes);
  for (const document of later) noteLaterDocument(document, notes);
  if (template !== null && isPlaceholder(template.value)) return { state: 'templated', driver: template };
  const gates = new Map<string, Setting<boolean>>();
  for (const { key, value } of mapEntries(field(root, 'featureGates')?.value)) {
    gates.set(key, { value: isTrueScalar(value), location: value.location });
  }
  const runtimeEndpoint = textSetting(field(root, 'containerRuntimeEndpoint'));
  return { state: 'read', settings: { path, location: root.location, driver, gates, runtimeEndpoint, root } };
}

/** A field that holds text or null. */
function textSetting(entry: ConfigEntry | null): Setting<string | null> | null {
  return entry === null ? null : { value: text(entry.value), location: entry.value.location };
}

function mapEntries(value: ConfigValue | undefined): readonly ConfigEntry[] {
  return value?.type === 'map' ? value.entries : [];
}

/** A gate of null is one that is off, as Go decodes it. */
function isTrueScalar(value: ConfigValue): boolean {
  return value.type === 'scalar' && value.value === true;
}

/**
 * Reads a drop-in from 1.29 on, of which the fields are not checked before it is merged; but no key may be there twice. Up to
 * 1.31 it needs a kind, and any will do. Source: Kubernetes util/codec `DecodeKubeletConfigurationIntoJSON`.
 */
export function readDropIn(
  path: string,
  bytes: Uint8Array,
  kindChecked: boolean,
  notes: Notes,
): ConfigMap | 'refused' | 'templated' {
  const where = 'drop-in';
  const opened = openConfig(path, bytes, where, notes);
  if (opened.state !== 'open') return opened.state;
  const { root, start, repeated } = opened;
  if (kindChecked ? !isConfiguration(opened, path, where, notes) : !text(field(root, 'kind')?.value)) {
    if (!kindChecked) notes.refuse('config-kind-wrong', start, { path, where, kind: null });
    return 'refused';
  }
  if (repeated[0] !== undefined) {
    notes.refuse('config-invalid', repeated[0], { path, where, problem: 'a key is there twice' });
    return 'refused';
  }
  for (const document of opened.later) noteLaterDocument(document, notes);
  return root;
}

interface OpenConfig {
  readonly state: 'open';
  readonly root: ConfigMap;
  /** Where the document starts. */
  readonly start: Location;
  readonly later: readonly ConfigValue[];
  readonly repeated: readonly Location[];
}

type Opened = OpenConfig | Extract<ConfigRead, { readonly state: 'refused' | 'templated' }>;

function openConfig(path: string, bytes: Uint8Array, where: 'config-file' | 'drop-in', notes: Notes): Opened {
  const read = readKubeletDocument(path, bytes);
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
  const later = others.flatMap((other) => (other.root === null ? [] : [other.root]));
  return { state: 'open', root, start, later, repeated: first.repeated };
}

/** Whether it says that it is a KubeletConfiguration; notes the refusal where it does not. */
function isConfiguration(
  { root, start }: OpenConfig,
  path: string,
  where: 'config-file' | 'drop-in',
  notes: Notes,
): boolean {
  const apiVersion = field(root, 'apiVersion');
  const kind = field(root, 'kind');
  if (text(kind?.value) !== configKind) {
    notes.refuse('config-kind-wrong', kind?.value.location ?? start, { path, where, kind: text(kind?.value) });
    return false;
  }
  if (text(apiVersion?.value) !== configApiVersion) {
    const detail = { path, where, apiVersion: text(apiVersion?.value) };
    notes.refuse('config-api-version-wrong', apiVersion?.value.location ?? start, detail);
    return false;
  }
  return true;
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

function noteLaterDocument(document: ConfigValue, notes: Notes): void {
  const later = field(document, 'cgroupDriver');
  if (later !== null) notes.observe('setting-in-second-document', later.value.location, { value: text(later.value) });
}
