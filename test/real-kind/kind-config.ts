import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyKindConfig } from '../../src/kind/config/apply.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { check, docker, kind, title, work } from './harness.ts';

const config = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
featureGates:
  KubeletCgroupDriverFromCRI: false
containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."localhost:5000"]
    endpoint = ["http://mirror:5000"]
- |-
  version = 3
  [plugins."io.containerd.cri.v1.runtime".containerd]
    default_runtime_name = "other"
containerdConfigPatchesJSON6902:
- |-
  [{"op": "replace", "path": "/plugins/io.containerd.grpc.v1.cri/containerd/runtimes/test-handler/options/SystemdCgroup", "value": false},
   {"op": "add", "path": "/oom_score", "value": -3}]
kubeadmConfigPatches:
- |
  kind: KubeletConfiguration
  maxPods: 11
- |
  kind: InitConfiguration
  nodeRegistration:
    kubeletExtraArgs:
      cgroup-driver: cgroupfs
- |
  apiVersion: kubelet.config.k8s.io/v1
  kind: KubeletConfiguration
  cgroupDriver: cgroupfs
nodes:
- role: control-plane
  kubeadmConfigPatchesJSON6902:
  - group: kubelet.config.k8s.io
    version: v1beta1
    kind: KubeletConfiguration
    patch: |
      - op: replace
        path: /failSwapOn
        value: true
`;

/** What we make of a kind configuration without a boot, against what the real kind writes into a real node. */
export async function testKindConfig(): Promise<void> {
  title('a kind configuration, applied by us and by kind');
  const path = join(work, 'patches.yaml');
  const name = 'kind-config-check';
  writeFileSync(path, config);
  const toml = docker(
    'run',
    '--rm',
    '--network',
    'none',
    '--entrypoint',
    'cat',
    'kindlab/node:good',
    '/etc/containerd/config.toml',
  );
  const version = docker(
    'run',
    '--rm',
    '--network',
    'none',
    '--entrypoint',
    'cat',
    'kindlab/node:good',
    '/kind/version',
  );
  const tree = memoryTree({ '/etc/containerd/config.toml': toml, '/kind/version': version });
  const applied = await applyKindConfig(
    tree,
    { path, bytes: readFileSync(path) },
    { kindVersion: null, kubernetesVersion: null },
  );
  check('we can apply it', applied.ok, applied.observations);
  let failed = false;
  try {
    kind('create', 'cluster', '--retain', '--name', name, '--config', path, '--image', 'kindlab/node:good');
  } catch {
    failed = true; // the two sides may collide; the files are what counts
  }
  const node = `${name}-control-plane`;
  try {
    if (!applied.ok) return;
    const real = (file: string): string => docker('exec', node, 'cat', file);
    const ours = (file: string): string => applied.written.get(file) ?? '';
    check(
      'config.toml is the same, byte for byte',
      real('/etc/containerd/config.toml') === ours('/etc/containerd/config.toml'),
      [failed, real('/etc/containerd/config.toml')],
    );
    const theirs = documentOf(real('/kind/kubeadm.conf'), 'KubeletConfiguration').replaceAll('0%', '"0%"');
    const own = documentOf(ours('/kind/kubeadm.conf'), 'KubeletConfiguration');
    check('the KubeletConfiguration is the same', theirs === own, { theirs, own });
    const init = documentOf(real('/kind/kubeadm.conf'), 'InitConfiguration');
    check("so is kubeadm's flag", /^ {4}cgroup-driver: cgroupfs$/m.test(init), init);
    check('we pass the flag on', ours('/var/lib/kubelet/kubeadm-flags.env').includes('--cgroup-driver=cgroupfs'));
  } finally {
    kind('delete', 'cluster', '--name', name);
  }
}

function documentOf(stream: string, kindName: string): string {
  const found = stream.split(/^---\n/m).find((text) => text.includes(`kind: ${kindName}\n`));
  return (found ?? '').trim();
}
