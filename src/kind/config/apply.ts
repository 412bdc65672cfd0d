import type { FileTree } from '../../image/file-tree.ts';
import type { Location } from '../../text/position.ts';
import type { KindObservation } from '../observations.ts';
import { type ClusterFile, type ClusterNode, defaultClusterFile, readClusterFile } from './cluster-file.ts';
import { patchContainerdToml } from './containerd-patches.ts';
import { type KubeadmOutput, writeAsKubeadm } from './kubeadm-output.ts';
import { overlayTree } from './overlay-tree.ts';
import { writeToml } from './write-toml.ts';
import { originOf, type WrittenFile } from './written-file.ts';

/** A kind configuration file: `path` as the user wrote it. */
export interface KindConfigFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ApplyOptions {
  /** The kind that would create the cluster, `v0.33.0`; null: the pinned one. */
  readonly kindVersion: string | null;
  /** Null: the image's /kind/version. */
  readonly kubernetesVersion: string | null;
}

export type AppliedKindConfig =
  | {
      readonly ok: true;
      /** The image as it is on the node once `kind create cluster` is through. */
      readonly tree: FileTree;
      /** Files that are not the image's, by path. */
      readonly written: ReadonlyMap<string, string>;
      /** The judged node, `control-plane` or `worker2`. */
      readonly node: string;
      readonly observations: readonly KindObservation[];
      /**
       * Where a place in the tree was really written: the line of the kind configuration, or the image's own line (kind
       * writes config.toml anew, so its lines move). Places of other files stay as they are.
       */
      readonly originOf: (location: Location) => Location;
    }
  /** kind would stop here; `observations` say why. */
  | { readonly ok: false; readonly observations: readonly KindObservation[] };

const containerdConfig = '/etc/containerd/config.toml';
const judgedMounts = [
  '/etc/containerd',
  '/etc/systemd',
  '/usr/lib/systemd',
  '/etc/default',
  '/etc/sysconfig',
  '/var/lib/kubelet',
  '/kind',
  '/usr/bin',
  '/usr/local/bin',
];

/**
 * Judges without a boot what kind would make of an image: applies the containerd and kubeadm patches of a kind
 * configuration in the order in which kind does, and writes what kubeadm would. Without a configuration kind still
 * generates kubeadm's. An image without /kind/version comes back as it is.
 */
export async function applyKindConfig(
  tree: FileTree,
  config: KindConfigFile | null,
  options: ApplyOptions,
): Promise<AppliedKindConfig> {
  const read =
    config === null ? { ok: true as const, file: defaultClusterFile } : readClusterFile(config.path, config.bytes);
  if (!read.ok) {
    const detail = { problem: read.problem };
    return { ok: false, observations: [{ kind: 'kind-config-invalid', location: read.location, related: [], detail }] };
  }
  const file = read.file;
  const since32 = isAtLeast(options.kindVersion ?? 'v0.33.0', 32);
  const observations: KindObservation[] = mountsOf(file);
  const files: WrittenFile[] = [];

  if (file.containerdPatches.length > 0 || file.containerdPatches6902.length > 0) {
    const base = await tree.read(containerdConfig);
    if (!base.ok) {
      const detail = {
        patch: 'containerdConfigPatches',
        problem: `${containerdConfig} cannot be read: ${base.detail}`,
      };
      const location = file.containerdPatches[0]?.origin ?? file.containerdPatches6902[0]?.origin ?? null;
      return {
        ok: false,
        observations: [...observations, { kind: 'kind-patch-fails', location, related: [], detail }],
      };
    }
    const patched = patchContainerdToml({ path: base.entry.path, bytes: base.bytes }, file, since32);
    if (!patched.ok) return { ok: false, observations: [...observations, patched.observation] };
    observations.push(...patched.observations);
    files.push(writeToml(base.entry.path, patched.table));
  }

  const versionFile = await tree.read('/kind/version', 4096);
  const version =
    options.kubernetesVersion ?? (versionFile.ok ? new TextDecoder().decode(versionFile.bytes).trim() : null);
  const minor = Number(/^v?1\.(\d+)(?:\.|$)/.exec(version ?? '')?.[1] ?? Number.NaN);
  let node = file.nodes[0]?.name ?? 'control-plane';
  if (Number.isInteger(minor)) {
    const versionLine: Location = {
      path: '/kind/version',
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: (version ?? '').length + 1,
    };
    const output = writeAsKubeadm(file, minor, since32, versionFile.ok ? versionLine : null);
    if (!output.ok) return { ok: false, observations: [...observations, output.observation] };
    const judged = worstNode(output.nodes);
    node = judged.node.name;
    observations.push(...output.observations, ...judged.observations);
    files.push(...judged.files);
  }

  const written = new Map(files.map((one) => [one.path, one.text]));
  return {
    ok: true,
    tree: overlayTree(tree, written),
    written,
    node,
    observations,
    originOf: (location) => {
      const own = files.find((one) => one.path === location.path);
      return own === undefined ? location : (originOf(own, location) ?? location);
    },
  };
}

/** All nodes have one KubeletConfiguration, but each its own flags: the one that is not systemd is judged. */
function worstNode(nodes: readonly KubeadmOutput[]): {
  readonly node: ClusterNode;
  readonly files: readonly WrittenFile[];
  readonly observations: readonly KindObservation[];
} {
  const first = nodes[0]!;
  const judged = nodes.find((output) => output.driver !== 'systemd') ?? first;
  const others = nodes.filter((output) => output.driver !== judged.driver).length;
  const differ: KindObservation[] =
    others === 0
      ? []
      : [
          {
            kind: 'kind-nodes-differ',
            location: judged.decidedBy,
            related: [],
            detail: { node: judged.node.name, others },
          },
        ];
  return { node: judged.node, files: judged.files, observations: [...judged.observations, ...differ] };
}

/** Folders and files of the host that hide what the image has where it matters. */
function mountsOf(file: ClusterFile): KindObservation[] {
  return file.nodes.flatMap((node) =>
    node.mounts
      .filter((mount) =>
        judgedMounts.some((path) => inside(mount.containerPath, path) || inside(path, mount.containerPath)),
      )
      .map((mount): KindObservation => {
        const detail = { node: node.name, containerPath: mount.containerPath, hostPath: mount.hostPath };
        return { kind: 'kind-mount-hides-image', location: mount.origin, related: [], detail };
      }),
  );
}

function inside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`);
}

function isAtLeast(version: string, minor: number): boolean {
  const found = /^v?(\d+)\.(\d+)/.exec(version);
  return found === null || Number(found[1]) > 0 || Number(found[2]) >= minor;
}
