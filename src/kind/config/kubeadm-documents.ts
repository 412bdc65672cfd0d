import type { Location } from '../../text/position.ts';
import type { ClusterFile, ClusterNode } from './cluster-file.ts';
import { scalar, type Table, tableOf, type Value } from './value-tree.ts';

/** The documents of the kubeadm configuration that kind generates for a node, as far as they decide what its kubelet does. */
export interface KubeadmDocuments {
  readonly documents: readonly Table[];
  readonly cgroupDriver: 'systemd' | 'cgroupfs';
}

const criSocket = scalar('unix:///run/containerd/containerd.sock');

/**
 * kind 0.33, pkg/cluster/internal/kubeadm/config.go: kubeadm v1beta2 below Kubernetes 1.23, v1beta3 below 1.36, else
 * v1beta4 (kind 0.32.0 and later; v1beta3 before). cgroupDriver is always there: cgroupfs below Kubernetes 1.24, else
 * systemd. Addresses and tokens are left out.
 */
export function kubeadmDocuments(
  file: ClusterFile,
  node: ClusterNode,
  minor: number,
  knowsV1beta4: boolean,
  versionLine: Location | null,
): KubeadmDocuments {
  const version = minor < 23 ? 'v1beta2' : minor < 36 || !knowsV1beta4 ? 'v1beta3' : 'v1beta4';
  const apiVersion = scalar(`kubeadm.k8s.io/${version}`);
  const cgroupDriver = minor < 24 ? 'cgroupfs' : 'systemd';
  const gates = tableOf({});
  const featureGates: Table = {
    ...gates,
    entries: new Map(
      file.featureGates.map(({ name, value, origin }) => [name, { value: scalar(value, origin), keyOrigin: origin }]),
    ),
  };
  const withGates: Record<string, Value> = file.featureGates.length === 0 ? {} : { featureGates };
  const extraArgs = argumentsOf(version, { 'provider-id': `kind://docker/kind/${node.name}`, 'node-labels': '' });
  const registration = tableOf({ criSocket, kubeletExtraArgs: extraArgs });
  const kubelet = tableOf({
    apiVersion: scalar('kubelet.config.k8s.io/v1beta1'),
    kind: scalar('KubeletConfiguration'),
    cgroupDriver: scalar(cgroupDriver, versionLine),
    cgroupRoot: scalar('/kubelet'),
    failSwapOn: scalar(false),
    imageGCHighThresholdPercent: scalar(100),
    evictionHard: tableOf({
      'nodefs.available': scalar('0%'),
      'nodefs.inodesFree': scalar('0%'),
      'imagefs.available': scalar('0%'),
    }),
    ...withGates,
  });
  const documents = [
    tableOf({ apiVersion, kind: scalar('ClusterConfiguration') }),
    tableOf({ apiVersion, kind: scalar('InitConfiguration'), nodeRegistration: registration }),
    tableOf({ apiVersion, kind: scalar('JoinConfiguration'), nodeRegistration: registration }),
    kubelet,
    tableOf({
      apiVersion: scalar('kubeproxy.config.k8s.io/v1alpha1'),
      kind: scalar('KubeProxyConfiguration'),
      ...withGates,
    }),
  ];
  return { documents, cgroupDriver };
}

/** A map up to v1beta3, a list of names and values from v1beta4. */
function argumentsOf(version: string, values: Readonly<Record<string, string>>): Value {
  if (version !== 'v1beta4') {
    return tableOf(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, scalar(value)])));
  }
  const items = Object.entries(values).map(([name, value]) => tableOf({ name: scalar(name), value: scalar(value) }));
  return { type: 'list', items, origin: null };
}
