import { describe, expect, it } from 'vitest';
import { applyKindConfig } from '../../../src/kind/config/apply.ts';
import { mapLocations } from '../../../src/kind/config/map-locations.ts';
import { treeResolver } from '../../../src/kind/evidence/tree-resolver.ts';
import { memoryTree } from '../../support/memory-tree.ts';

/** A node image of kind, as far as the resolvers look. */
const image = memoryTree({
  '/etc/containerd/config.toml': `version = 2
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  SystemdCgroup = true
`,
  '/etc/systemd/system/containerd.service': '[Service]\nExecStart=/usr/local/bin/containerd\n',
  '/etc/systemd/system/kubelet.service':
    '[Unit]\nConditionPathExists=/var/lib/kubelet/config.yaml\n[Service]\nExecStart=/usr/bin/kubelet\n',
  '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf': `[Service]
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`,
  '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--runtime-cgroups=/system.slice/containerd.service\n',
  '/kind/version': 'v1.30.0',
  '/usr/bin/kubelet': '',
  '/usr/bin/kubeadm': '',
  '/usr/local/bin/containerd': '',
  '/usr/lib/systemd/systemd': '',
  '/sbin/init': { symlink: '/usr/lib/systemd/systemd' },
});

async function resolved(yaml: string | null) {
  const bytes = new TextEncoder().encode(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n${yaml}`);
  const config = yaml === null ? null : { path: 'cluster.yaml', bytes };
  const applied = await applyKindConfig(image, config, { kindVersion: null, kubernetesVersion: null });
  if (!applied.ok) throw new Error(JSON.stringify(applied.observations));
  const resolve = treeResolver({ containerdVersion: '1.7.24', kubeletVersion: 'v1.30.0' });
  const hints = { booted: true, containerdVersion: null, kubeletVersion: null };
  const { containerd, kubelet } = mapLocations(await resolve(applied.tree, hints), applied.originOf);
  const runc = containerd?.handlers.find(({ name }) => name === 'runc');
  return { runc, kubelet };
}

describe('what the resolvers make of a patched image', () => {
  it('without a patch: systemd on both sides, from the image and from kind', async () => {
    const { runc, kubelet } = await resolved(null);
    expect(runc).toMatchObject({
      driver: 'systemd',
      origin: { by: 'line', location: { path: '/etc/containerd/config.toml', startLine: 5 } },
    });
    expect(kubelet).toMatchObject({ configured: 'systemd', source: { path: '/kind/version' }, refusesToStart: null });
  });

  it('a containerd patch, at its line', async () => {
    const { runc } = await resolved(`containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = false
`);
    expect(runc).toMatchObject({
      driver: 'cgroupfs',
      origin: { by: 'line', location: { path: 'cluster.yaml', startLine: 6, startColumn: 21 } },
    });
  });

  it('a kubelet patch, at its line', async () => {
    const { kubelet } = await resolved(
      'kubeadmConfigPatches:\n- |\n  kind: KubeletConfiguration\n  cgroupDriver: cgroupfs\n',
    );
    expect(kubelet).toMatchObject({
      configured: 'cgroupfs',
      sourceKind: 'config-file',
      source: { path: 'cluster.yaml', startLine: 6 },
    });
  });

  it('a flag by way of kubeadm, at its line', async () => {
    const { kubelet } = await resolved(`kubeadmConfigPatches:
- |
  kind: InitConfiguration
  nodeRegistration:
    kubeletExtraArgs:
      cgroup-driver: cgroupfs
`);
    expect(kubelet).toMatchObject({ configured: 'cgroupfs', sourceKind: 'command-line' });
    expect(kubelet?.source).toMatchObject({ path: 'cluster.yaml', startLine: 8 });
  });

  it('a feature gate, which the kubelet takes from its configuration', async () => {
    const { kubelet } = await resolved('featureGates:\n  KubeletCgroupDriverFromCRI: true\n');
    expect(kubelet).toMatchObject({
      asksRuntime: true,
      gate: { value: true, location: { path: 'cluster.yaml', startLine: 4 } },
    });
  });
});
