import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import type { UnreadSource } from './packages/installed-package.ts';
import { decodeText, readSource, type SourceResult } from './packages/read-source.ts';
import type { Program } from './program.ts';
import { isPartial, parseVersion } from './version.ts';
import type { Confidence, VersionClaim } from './version-evidence.ts';

const LIMIT = 1 << 20;

/** A claim and the programs that it is about. */
export interface FoundClaim {
  readonly programs: readonly Program[];
  readonly claim: VersionClaim;
}

export interface FoundClaims {
  readonly found: readonly FoundClaim[];
  readonly unread: readonly UnreadSource[];
}

const KUBERNETES: readonly Program[] = ['kubelet', 'kubeadm'];

/**
 * Files of one version each: kind writes the version that it builds for (kind pkg/build/nodeimage/buildcontext.go), the
 * EKS images what the programs print (amazon-eks-ami templates/al2023/provisioners/install-worker.sh).
 */
const RECORDS: readonly { readonly path: string; readonly programs: readonly Program[] }[] = [
  { path: '/kind/version', programs: KUBERNETES },
  { path: '/etc/eks/kubelet-version.txt', programs: ['kubelet'] },
  { path: '/etc/eks/containerd-version.txt', programs: ['containerd'] },
];

/** Bottlerocket's list of what it was built from. */
const INVENTORY = '/usr/share/bottlerocket/application-inventory.json';
const INVENTORY_NAMES: readonly (readonly [RegExp, Program])[] = [
  [/^kubernetes-\d+\.\d+$/, 'kubelet'],
  [/^containerd(?:-\d+\.\d+)?$/, 'containerd'],
];

/** Folders whose entries are called after a Kubernetes version. */
const NAMED_FOLDERS = ['/var/lib/minikube/binaries', '/var/lib/rancher/rke2/data'];
const SNAPS: readonly (readonly [string, readonly Program[]])[] = [
  ['kubelet', ['kubelet']],
  ['kubelet-eks', ['kubelet']],
  ['kubeadm', ['kubeadm']],
  ['microk8s', ['kubelet']],
  ['k8s', ['kubelet']],
];

/** Versions that a builder wrote down, or that stand in a name. */
export async function readRecords(tree: FileTree): Promise<FoundClaims> {
  const found: FoundClaim[] = [];
  const unread: UnreadSource[] = [];
  const add = (text: string, programs: readonly Program[], path: string, confidence: Confidence, source = path) => {
    const version = parseVersion(text);
    if (version !== null && !(confidence === 'name' && isPartial(version))) {
      found.push({ programs, claim: { version, source, path, confidence } });
    }
  };
  const read = (path: string) => readSource(tree, path, LIMIT);
  const textOf = (source: SourceResult): { text: string; path: string } | null => {
    if (source.kind === 'unread') unread.push(source.unread);
    return source.kind === 'read' ? { text: decodeText(source.bytes), path: source.path } : null;
  };
  const [records, inventory, named, snaps] = await Promise.all([
    askAll(RECORDS, ({ path }) => read(path)),
    read(INVENTORY),
    askAll(NAMED_FOLDERS, (folder) => programsBelow(tree, folder)),
    askAll(SNAPS, ([name]) => read(`/snap/${name}/current/meta/snap.yaml`)),
  ]);

  for (const [at, { path, programs }] of RECORDS.entries()) {
    const file = textOf(records[at]!);
    if (file !== null) add(file.text.trim().split('\n')[0] ?? '', programs, file.path, 'record', path);
  }
  for (const { name, version } of parseInventory(textOf(inventory)?.text ?? '')) {
    const program = INVENTORY_NAMES.find(([pattern]) => pattern.test(name))?.[1];
    if (program !== undefined) add(version, [program], INVENTORY, 'record', `${name} in ${INVENTORY}`);
  }
  for (const { folder, name, program, file } of named.flat()) {
    add(rke2Version(name), [program], file, 'name', `the folder ${folder}/${name}`);
  }
  for (const [at, [name, programs]] of SNAPS.entries()) {
    const file = textOf(snaps[at]!);
    const version = /^version:[ \t]*(\S+)/m.exec(file?.text ?? '')?.[1];
    if (file !== null && version !== undefined) add(unquote(version), programs, file.path, 'record', `snap ${name}`);
  }
  return { found, unread };
}

/** The programs in the folders of a folder, each of which is called after a version. */
async function programsBelow(
  tree: FileTree,
  folder: string,
): Promise<
  readonly { readonly folder: string; readonly name: string; readonly program: Program; readonly file: string }[]
> {
  const list = await tree.list(folder);
  const places = (list.ok ? list.names : []).flatMap((name) =>
    KUBERNETES.map((program) => ({ folder, name, program })),
  );
  const files = await askAll(places, ({ name, program }) =>
    firstFile(tree, [`${folder}/${name}/${program}`, `${folder}/${name}/bin/${program}`]),
  );
  return places.flatMap((place, at) => {
    const file = files[at]!;
    return file === null ? [] : [{ ...place, file }];
  });
}

async function firstFile(tree: FileTree, paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const stat = await tree.stat(path);
    if (stat.ok && stat.entry.kind === 'file') return stat.entry.path;
  }
  return null;
}

/** `v1.30.2-rke2r1-0a1b2c3d` is Kubernetes v1.30.2; other names are left as they are. */
function rke2Version(name: string): string {
  return name.replace(/-rke2r\d+.*$/, '');
}

function unquote(text: string): string {
  return text.replace(/^(['"])(.*)\1$/, '$2');
}

function parseInventory(text: string): readonly { readonly name: string; readonly version: string }[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  const content = isRecord(parsed) ? parsed.Content : null;
  if (!Array.isArray(content)) return [];
  return content.flatMap((item: unknown) => {
    if (!isRecord(item)) return [];
    const { Name: name, Version: version } = item;
    return typeof name === 'string' && typeof version === 'string' ? [{ name, version }] : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
