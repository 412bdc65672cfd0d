import type { FileTree } from '../image/file-tree.ts';
import { decodeUtf8 } from '../text/decode.ts';
import type { Location } from '../text/position.ts';
import {
  type ConfigDocument,
  type ConfigValue,
  field,
  isPlaceholder,
  largestConfig,
  readConfigDocuments,
  text,
} from './config-document.ts';
import { findDriverLine, type Setting } from './config-file.ts';

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
  readonly gates: ReadonlyMap<string, Setting<boolean | null>>;
  readonly criSocket: string | null;
  readonly patchDirectories: readonly string[];
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
  const gates = new Map<string, Setting<boolean | null>>();
  const patchDirectories: string[] = [];
  for (const [index, { root }] of documents.entries()) {
    if (kinds[index] === 'KubeletConfiguration') {
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
  };
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

const mostFiles = 200;

const places: readonly { readonly directory: string; readonly name: RegExp }[] = [
  { directory: '/etc/kubernetes', name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: '/etc', name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: '/etc/kubeadm', name: /\.(ya?ml|conf)$/ },
  { directory: '/root', name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: '/run/kubeadm', name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: '/tmp', name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: '/var/tmp', name: /^kubeadm.*\.(ya?ml|conf)$/ },
];

const cloudDirectories = [
  '/etc/cloud',
  '/etc/cloud/cloud.cfg.d',
  '/var/lib/cloud/seed/nocloud',
  '/var/lib/cloud/seed/nocloud-net',
];

/** Every kubeadm configuration at a place where one is usually put, in order of path. */
export async function findKubeadmInputs(tree: FileTree): Promise<readonly KubeadmInput[]> {
  const inputs: KubeadmInput[] = [];
  const seen = new Set<string>();
  for (const { directory, name } of places) {
    const listed = await tree.list(directory);
    if (!listed.ok) continue;
    for (const file of listed.names.filter((one) => name.test(one)).slice(0, mostFiles)) {
      const read = await tree.read(`${directory}/${file}`, largestConfig);
      if (!read.ok || seen.has(read.entry.path)) continue;
      seen.add(read.entry.path);
      const input = readKubeadmInput(read.entry.path, read.bytes);
      if (input !== null) inputs.push(input);
    }
  }
  for (const directory of cloudDirectories) inputs.push(...(await cloudInputs(tree, directory)));
  return inputs;
}

export interface KubeadmPatch extends Setting {
  /** Whether a kubeadm configuration of the image names the directory. */
  readonly named: boolean;
}

/** Patches of the KubeletConfiguration, in the order in which kubeadm applies them. */
export async function findKubeadmPatches(
  tree: FileTree,
  inputs: readonly KubeadmInput[],
): Promise<readonly KubeadmPatch[]> {
  const named = inputs.flatMap((input) => input.patchDirectories);
  const patches: KubeadmPatch[] = [];
  for (const directory of new Set([...named, '/etc/kubernetes/patches'])) {
    const listed = await tree.list(directory);
    if (!listed.ok) continue;
    for (const name of listed.names.filter((one) => /^kubeletconfiguration[^/]*\.(ya?ml|json)$/.test(one))) {
      const read = await tree.read(`${directory}/${name}`, largestConfig);
      const setting = read.ok ? readKubeadmPatch(read.entry.path, read.bytes) : null;
      if (setting !== null) patches.push({ ...setting, named: named.includes(directory) });
    }
  }
  return patches;
}

/** kubeadm configurations that cloud-init's `write_files` carries. They point at the file's content as a whole. */
async function cloudInputs(tree: FileTree, directory: string): Promise<readonly KubeadmInput[]> {
  const listed = await tree.list(directory);
  if (!listed.ok) return [];
  const inputs: KubeadmInput[] = [];
  for (const name of listed.names.filter((one) => /\.cfg$|^(user|vendor)-data$/.test(one)).slice(0, mostFiles)) {
    const read = await tree.read(`${directory}/${name}`, largestConfig);
    if (!read.ok) continue;
    const documents = readConfigDocuments(read.entry.path, read.bytes);
    if (!documents.ok) continue;
    const files = documents.documents.map(({ root }) => field(root, 'write_files')?.value);
    for (const file of files.flatMap((list) => (list?.type === 'list' ? list.items : []))) {
      const content = field(file, 'content')?.value;
      const written = text(content);
      if (content === undefined || written === null || !/(Kubelet|Init|Join)Configuration/.test(written)) continue;
      const input = readKubeadmInput(read.entry.path, new TextEncoder().encode(written));
      if (input !== null) inputs.push(movedTo(input, content.location));
    }
  }
  return inputs;
}

function movedTo(input: KubeadmInput, location: Location): KubeadmInput {
  const moved = <Value>(setting: Setting<Value>): Setting<Value> => ({ value: setting.value, location });
  return {
    ...input,
    driver: input.driver && { ...input.driver, location },
    unread: input.unread && moved(input.unread),
    gates: new Map([...input.gates].map(([name, setting]) => [name, moved(setting)])),
  };
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

function gatesOf(value: ConfigValue | undefined): ReadonlyMap<string, Setting<boolean | null>> {
  const gates = new Map<string, Setting<boolean | null>>();
  for (const entry of value?.type === 'map' ? value.entries : []) {
    if (entry.value.type !== 'scalar' || typeof entry.value.value !== 'boolean') continue;
    gates.set(entry.key, { value: entry.value.value, location: entry.value.location });
  }
  return gates;
}

/** `cgroup-driver: value` below kubeletExtraArgs, in a text that is no YAML. */
function findArgumentLine(path: string, bytes: Uint8Array): Setting | null {
  const lines = decodeUtf8(bytes).text.split('\n');
  for (const [index, line] of lines.entries()) {
    const found = /^(\s*cgroup[-_]driver\s*:\s*)(["']?)([^"'#,\s]+)\2/.exec(line);
    if (found === null) continue;
    const startColumn = found[1]!.length + found[2]!.length + 1;
    const location = {
      path,
      startLine: index + 1,
      startColumn,
      endLine: index + 1,
      endColumn: startColumn + found[3]!.length,
    };
    return { value: found[3]!, location };
  }
  return null;
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
  };
}
