import type { FileTree } from '../image/file-tree.ts';
import { type Location, startOfFile } from '../text/position.ts';
import { field, largestConfig, readConfigDocuments, text } from './config-document.ts';
import type { Setting } from './config-file.ts';
import { type KubeadmInput, readKubeadmInput, readKubeadmPatch } from './kubeadm-inputs.ts';
import type { Notes } from './notes.ts';

/** What is read of kubeadm configurations, over all of them; an honest image has a few. */
const mostFiles = 200;
const mostBytes = 1_000_000;

/** Reads each file once, until there are too many, which is a doubt. */
class BoundedFiles {
  readonly #tree: FileTree;
  readonly #notes: Notes;
  readonly #seen = new Set<string>();
  #bytesLeft = mostBytes;

  constructor(tree: FileTree, notes: Notes) {
    this.#tree = tree;
    this.#notes = notes;
  }

  /** Null where it cannot be read, has been already, or is too much. */
  async read(path: string): Promise<{ readonly path: string; readonly bytes: Uint8Array } | null> {
    if (this.#bytesLeft < 0) return null;
    const read = await this.#tree.read(path, largestConfig);
    if (!read.ok || this.#seen.has(read.entry.path)) return null;
    this.#seen.add(read.entry.path);
    this.#bytesLeft -= read.bytes.length;
    const full = this.#bytesLeft < 0 || this.#seen.size > mostFiles;
    if (!full) return { path: read.entry.path, bytes: read.bytes };
    this.#bytesLeft = -1;
    const detail = { path: read.entry.path, problem: 'there is too much of kubeadm configurations' };
    this.#notes.doubt('config-unreadable', startOfFile(read.entry.path), detail);
    return null;
  }
}

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
export async function findKubeadmInputs(tree: FileTree, notes: Notes): Promise<readonly KubeadmInput[]> {
  const inputs: KubeadmInput[] = [];
  const files = new BoundedFiles(tree, notes);
  for (const { directory, name } of places) {
    const listed = await tree.list(directory);
    for (const file of listed.ok ? listed.names.filter((one) => name.test(one)) : []) {
      const read = await files.read(`${directory}/${file}`);
      const input = read && readKubeadmInput(read.path, read.bytes);
      if (input !== null) inputs.push(input);
    }
  }
  for (const directory of cloudDirectories) inputs.push(...(await cloudInputs(tree, directory, files)));
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
  notes: Notes,
): Promise<readonly KubeadmPatch[]> {
  const named = inputs.flatMap((input) => input.patchDirectories);
  const files = new BoundedFiles(tree, notes);
  const patches: KubeadmPatch[] = [];
  for (const directory of new Set([...named, '/etc/kubernetes/patches'])) {
    const listed = await tree.list(directory);
    if (!listed.ok) continue;
    for (const name of listed.names.filter((one) => /^kubeletconfiguration[^/]*\.(ya?ml|json)$/.test(one))) {
      const read = await files.read(`${directory}/${name}`);
      const setting = read && readKubeadmPatch(read.path, read.bytes);
      if (setting !== null) patches.push({ ...setting, named: named.includes(directory) });
    }
  }
  return patches;
}

/** kubeadm configurations that cloud-init's `write_files` carries. They point at the file's content as a whole. */
async function cloudInputs(tree: FileTree, directory: string, files: BoundedFiles): Promise<readonly KubeadmInput[]> {
  const listed = await tree.list(directory);
  if (!listed.ok) return [];
  const inputs: KubeadmInput[] = [];
  for (const name of listed.names.filter((one) => /\.cfg$|^(user|vendor)-data$/.test(one))) {
    const read = await files.read(`${directory}/${name}`);
    if (read === null) continue;
    const documents = readConfigDocuments(read.path, read.bytes);
    if (!documents.ok) continue;
    const written = documents.documents.map(({ root }) => field(root, 'write_files')?.value);
    for (const file of written.flatMap((list) => (list?.type === 'list' ? list.items : []))) {
      const content = field(file, 'content')?.value;
      const carried = text(content);
      if (content === undefined || carried === null || !/(Kubelet|Init|Join)Configuration/.test(carried)) continue;
      const input = readKubeadmInput(read.path, new TextEncoder().encode(carried));
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
