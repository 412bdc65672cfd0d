import type { Location } from '../../text/position.ts';
import type { KindObservation } from '../observations.ts';
import type { ClusterFile, ClusterNode } from './cluster-file.ts';
import { kubeadmDocuments } from './kubeadm-documents.ts';
import { patchKubeadmDocuments } from './kubeadm-patches.ts';
import { entryAt, scalar, type Table, textAt, type Value, withEntry } from './value-tree.ts';
import { writeYaml } from './write-yaml.ts';
import { FileWriter, type WrittenFile } from './written-file.ts';

/** What lies on one node after `kubeadm init` or `join`. */
export interface KubeadmOutput {
  readonly node: ClusterNode;
  readonly files: readonly WrittenFile[];
  /** The kubelet's own setting as it comes out, flag before file. */
  readonly driver: string;
  readonly decidedBy: Location | null;
  readonly observations: readonly KindObservation[];
}

export type KubeadmResult =
  | { readonly ok: true; readonly nodes: readonly KubeadmOutput[]; readonly observations: readonly KindObservation[] }
  | { readonly ok: false; readonly observation: KindObservation };

/**
 * The first control plane runs `kubeadm init`: its KubeletConfiguration goes to the cluster, and its InitConfiguration's
 * arguments to its flags. Every other node joins: it takes the cluster's KubeletConfiguration, whatever its own says, and
 * its own JoinConfiguration's arguments.
 */
export function writeAsKubeadm(
  file: ClusterFile,
  minor: number,
  since32: boolean,
  versionLine: Location | null,
): KubeadmResult {
  const nodes: KubeadmOutput[] = [];
  const common: KindObservation[] = [];
  const first = file.nodes.find((node) => node.role === 'control-plane') ?? file.nodes[0];
  let cluster: Table | null = null;
  const ordered = first === undefined ? file.nodes : [first, ...file.nodes.filter((node) => node !== first)];
  for (const node of ordered) {
    const generated = kubeadmDocuments(file, node, minor, since32, versionLine);
    const byCluster = patchKubeadmDocuments(generated.documents, file.kubeadmPatches, file.kubeadmPatches6902, since32);
    if (!byCluster.ok) return byCluster;
    if (node === first) common.push(...byCluster.observations);
    const patched = patchKubeadmDocuments(byCluster.documents, node.kubeadmPatches, node.kubeadmPatches6902, since32);
    if (!patched.ok) return patched;
    const own = documentOf(patched.documents, 'KubeletConfiguration');
    const observations = [...patched.observations];
    if (cluster === null) cluster = own;
    else observations.push(...ignoredByJoin(node, documentOf(byCluster.documents, 'KubeletConfiguration'), own));
    const used = withDefault(cluster, minor);
    const registration = documentOf(patched.documents, node === first ? 'InitConfiguration' : 'JoinConfiguration');
    const flags = argumentsOf(entryAt(registration, ['nodeRegistration', 'kubeletExtraArgs'])?.value ?? null);
    const decided = decide(used, flags);
    if (decided.patched) observations.push(decides(decided, generated.cgroupDriver));
    nodes.push({
      node,
      driver: decided.driver,
      decidedBy: decided.origin,
      observations,
      files: [
        writeYaml('/kind/kubeadm.conf', patched.documents),
        writeYaml('/var/lib/kubelet/config.yaml', [used]),
        writeFlags(flags),
        kubeconfig(),
      ],
    });
  }
  return { ok: true, nodes, observations: common };
}

interface Decided {
  readonly driver: string;
  readonly origin: Location | null;
  /** Whether a line of the kind configuration decided. */
  readonly patched: boolean;
}

function decide(config: Table, flags: readonly Flag[]): Decided {
  const flag = flags.findLast(({ name }) => name === 'cgroup-driver');
  const entry = entryAt(config, ['cgroupDriver']);
  const origin = flag?.origin ?? entry?.value.origin ?? null;
  const driver = (flag?.value ?? textAt(config, ['cgroupDriver'])) === 'systemd' ? 'systemd' : 'cgroupfs';
  return { driver, origin, patched: origin !== null && origin.path !== '/kind/version' };
}

function decides(decided: Decided, generated: string): KindObservation {
  const detail = { subject: 'kubelet', from: generated, to: decided.driver };
  return { kind: 'kind-patch-decides', location: decided.origin, related: [], detail };
}

/** A joining node's own KubeletConfiguration is not read. */
function ignoredByJoin(node: ClusterNode, before: Table, after: Table): KindObservation[] {
  const [old, own] = [entryAt(before, ['cgroupDriver'])?.value, entryAt(after, ['cgroupDriver'])?.value];
  const changed = own?.type === 'scalar' && old?.type === 'scalar' && own.value !== old.value;
  if (!changed) return [];
  const detail = { kind: 'KubeletConfiguration', apiVersion: null, why: `${node.name} joins and takes the cluster's` };
  return [{ kind: 'kind-patch-matches-nothing', location: own.origin, related: [], detail }];
}

/** kubeadm writes systemd where nobody set it (k/k#99471: 1.21 on init; k/k#102133: 1.22 everywhere). */
function withDefault(config: Table, minor: number): Table {
  const text = textAt(config, ['cgroupDriver']);
  return text !== null && text !== ''
    ? config
    : minor >= 21
      ? withEntry(config, 'cgroupDriver', scalar('systemd'))
      : config;
}

function documentOf(documents: readonly Table[], kind: string): Table {
  return (
    documents.find((document) => textAt(document, ['kind']) === kind) ?? {
      type: 'table',
      entries: new Map(),
      origin: null,
    }
  );
}

interface Flag {
  readonly name: string;
  readonly value: string;
  readonly origin: Location | null;
}

function argumentsOf(value: Value | null): Flag[] {
  if (value?.type === 'table') {
    return [...value.entries].flatMap(([name, entry]) => flagOf(name, entry.value));
  }
  if (value?.type !== 'list') return [];
  return value.items.flatMap((item) => {
    const name = textAt(item, ['name']);
    const inner = entryAt(item, ['value'])?.value;
    return name === null || inner === undefined ? [] : flagOf(name, inner);
  });
}

function flagOf(name: string, value: Value): Flag[] {
  return value.type === 'scalar' && value.value !== null
    ? [{ name, value: String(value.value), origin: value.origin }]
    : [];
}

/** kubeadm, phases/kubelet/flags.go: sorted, `KUBELET_KUBEADM_ARGS="--a=b --c=d"`. */
function writeFlags(flags: readonly Flag[]): WrittenFile {
  const writer = new FileWriter();
  const sorted = [...flags].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const words = sorted.flatMap((flag, index) => [
    ...(index === 0 ? [] : [{ text: ' ' }]),
    { text: JSON.stringify(`--${flag.name}=${flag.value}`).slice(1, -1), origin: flag.origin },
  ]);
  writer.line([{ text: 'KUBELET_KUBEADM_ARGS="' }, ...words, { text: '"' }]);
  return writer.file('/var/lib/kubelet/kubeadm-flags.env');
}

/** Its being there says that the node has joined, and that what lies beside it counts. */
function kubeconfig(): WrittenFile {
  const writer = new FileWriter();
  writer.line([{ text: 'apiVersion: v1' }]);
  writer.line([{ text: 'kind: Config' }]);
  return writer.file('/etc/kubernetes/kubelet.conf');
}
