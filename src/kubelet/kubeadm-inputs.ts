import { decodeUtf8 } from '../text/decode.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import {
  type ConfigDocument,
  type ConfigMap,
  type ConfigValue,
  field,
  readConfigDocuments,
  text,
} from './config-document.ts';
import type { Setting } from './config-file.ts';
import { findArgumentLine, findDriverLine } from './setting-line.ts';
import { type FieldValues, fieldValuesOf } from './values/field-values.ts';

/** What one kubeadm configuration in the image says of the kubelet. */
export interface KubeadmInput {
  readonly path: string;
  /** Nothing but a KubeletConfiguration, which may as well be meant for the kubelet itself. */
  readonly lone: boolean;
  /** `kubeletExtraArgs.cgroup-driver`, which becomes a flag, or else the KubeletConfiguration's own field. */
  readonly driver: (Setting & { readonly field: 'kubeletExtraArgs' | 'cgroupDriver' }) | null;
  /** A field that kubeadm does not use: a KubeletConfiguration beside nothing but a JoinConfiguration. */
  readonly unread: Setting | null;
  /** The driver is something that is filled in later. */
  readonly templated: boolean;
  readonly gates: ReadonlyMap<string, Setting<boolean>>;
  readonly criSocket: string | null;
  readonly patchDirectories: readonly string[];
  /** The KubeletConfiguration that kubeadm uses. */
  readonly root: ConfigMap | null;
}

/**
 * Reads a file as kubeadm would take it: documents of kinds Init-, Join-, Cluster- and KubeletConfiguration. Extra
 * arguments are a map up to v1beta3 and a list of names and values from v1beta4. Null where it holds none of these.
 */
export function readKubeadmInput(path: string, bytes: Uint8Array): KubeadmInput | null {
  const read = readConfigDocuments(path, bytes);
  if (read.ok) return fromDocuments(path, read.documents);
  if (!read.templated) return null;
  const written = decodeUtf8(bytes).text;
  const ownKind = /kind:\s*KubeletConfiguration/.test(written);
  const otherKind = /kind:\s*(Init|Join|Cluster)Configuration/.test(written);
  if (!ownKind && !otherKind) return null;
  const line = findDriverLine(path, bytes) ?? findArgumentLine(path, bytes);
  return { ...nothing(path), lone: !otherKind, templated: true, driver: line && { ...line, field: 'cgroupDriver' } };
}

function fromDocuments(path: string, documents: readonly ConfigDocument[]): KubeadmInput | null {
  const kinds = documents.map(({ root }) => text(field(root, 'kind')?.value) ?? '');
  if (!kinds.some((kind) => /^(Init|Join|Cluster|Kubelet|Master|Node)Configuration$/.test(kind))) return null;
  const joinOnly = kinds.includes('JoinConfiguration') && !kinds.some((kind) => /^(Init|Cluster)Config/.test(kind));

  let flag: Setting | null = null;
  let ownField: Setting | null = null;
  let criSocket: string | null = null;
  const gates = new Map<string, Setting<boolean>>();
  const patchDirectories: string[] = [];
  let own: ConfigMap | null = null;
  for (const [index, { root }] of documents.entries()) {
    if (kinds[index] === 'KubeletConfiguration') {
      own = root?.type === 'map' ? root : null;
      ownField = stringSetting(field(root, 'cgroupDriver')?.value) ?? ownField;
      for (const [name, setting] of gatesOf(field(root, 'featureGates')?.value)) gates.set(name, setting);
    } else {
      const registration = field(root, 'nodeRegistration')?.value;
      flag = extraArgument(field(registration, 'kubeletExtraArgs')?.value, 'cgroup-driver') ?? flag;
      criSocket = text(field(registration, 'criSocket')?.value) ?? criSocket;
      const directory = text(field(field(root, 'patches')?.value, 'directory')?.value);
      if (directory !== null) patchDirectories.push(directory);
    }
  }
  const used = joinOnly ? null : ownField;
  const driver = flag !== null ? { ...flag, field: 'kubeletExtraArgs' as const } : null;
  const decided = driver ?? (used !== null && used.value !== '' ? { ...used, field: 'cgroupDriver' as const } : null);
  return {
    path,
    lone: kinds.length === 1 && kinds[0] === 'KubeletConfiguration',
    driver: decided,
    unread: joinOnly ? ownField : null,
    templated: decided !== null && isPlaceholder(decided.value),
    gates: joinOnly ? new Map() : gates,
    criSocket,
    patchDirectories,
    root: joinOnly ? null : own,
  };
}

/** What the kubelet's fields will be set to; null where the input does not say. */
export function fieldsOfInput({ root }: KubeadmInput): FieldValues | null {
  return root === null ? null : fieldValuesOf(root);
}

/** `cgroupDriver` of a patch file: a part of the configuration, or a list of JSON 6902 operations. */
export function readKubeadmPatch(path: string, bytes: Uint8Array): Setting | null {
  const read = readConfigDocuments(path, bytes);
  if (!read.ok) return null;
  let found: Setting | null = null;
  for (const { root } of read.documents) {
    if (root?.type === 'list') {
      for (const operation of root.items) {
        if (text(field(operation, 'path')?.value) !== '/cgroupDriver') continue;
        found = stringSetting(field(operation, 'value')?.value) ?? found;
      }
    } else found = stringSetting(field(root, 'cgroupDriver')?.value) ?? found;
  }
  return found;
}

function extraArgument(value: ConfigValue | undefined, name: string): Setting | null {
  if (value?.type === 'map') {
    const entry = value.entries.find(({ key }) => key.replaceAll('_', '-') === name);
    return stringSetting(entry?.value);
  }
  if (value?.type !== 'list') return null;
  const item = value.items.findLast((one) => text(field(one, 'name')?.value)?.replaceAll('_', '-') === name);
  return stringSetting(field(item, 'value')?.value);
}

function stringSetting(value: ConfigValue | null | undefined): Setting | null {
  return value?.type === 'scalar' && typeof value.value === 'string'
    ? { value: value.value, location: value.location }
    : null;
}

function gatesOf(value: ConfigValue | undefined): ReadonlyMap<string, Setting<boolean>> {
  const gates = new Map<string, Setting<boolean>>();
  for (const entry of value?.type === 'map' ? value.entries : []) {
    if (entry.value.type !== 'scalar' || typeof entry.value.value !== 'boolean') continue;
    gates.set(entry.key, { value: entry.value.value, location: entry.value.location });
  }
  return gates;
}

function nothing(path: string): KubeadmInput {
  return {
    path,
    lone: false,
    driver: null,
    unread: null,
    templated: false,
    gates: new Map(),
    criSocket: null,
    patchDirectories: [],
    root: null,
  };
}
