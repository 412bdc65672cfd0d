import { describe, expect, it } from 'vitest';
import { applyKindConfig } from '../../../src/kind/config/apply.ts';
import type { KindObservation } from '../../../src/kind/observations.ts';
import type { Location } from '../../../src/text/position.ts';
import { memoryTree } from '../../support/memory-tree.ts';

const toml = `version = 2
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  SystemdCgroup = true # the image's own line
`;
const path = 'cluster.yaml';
const head = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';

interface Setup {
  readonly version?: string;
  readonly toml?: string;
  readonly kindVersion?: string | null;
}

async function apply(yaml: string | null, setup: Setup = {}) {
  const tree = memoryTree({
    '/etc/containerd/config.toml': setup.toml ?? toml,
    '/kind/version': setup.version ?? 'v1.34.0',
  });
  const config = yaml === null ? null : { path, bytes: new TextEncoder().encode(head + yaml) };
  const applied = await applyKindConfig(tree, config, {
    kindVersion: setup.kindVersion ?? null,
    kubernetesVersion: null,
  });
  const text = async (file: string): Promise<string> => {
    const read = applied.ok ? await applied.tree.read(file) : null;
    return read?.ok === true ? new TextDecoder().decode(read.bytes) : '';
  };
  /** Where the text on a line of a file comes from. */
  const origin = async (file: string, needle: string): Promise<Location | null> => {
    const lines = (await text(file)).split('\n');
    const line = lines.findIndex((one) => one.includes(needle));
    const startColumn = (lines[line] ?? '').indexOf(needle) + 1;
    const location = {
      path: file,
      startLine: line + 1,
      startColumn,
      endLine: line + 1,
      endColumn: startColumn + needle.length,
    };
    return applied.ok ? applied.originOf(location) : null;
  };
  return { applied, text, origin, kinds: applied.observations.map(({ kind }) => kind) };
}

function first<Kind extends KindObservation['kind']>(observations: readonly KindObservation[], kind: Kind) {
  return observations.find((one): one is Extract<KindObservation, { kind: Kind }> => one.kind === kind);
}

describe('without a configuration', () => {
  it.each([
    ['v1.23.17', 'cgroupfs'],
    ['v1.24.0', 'systemd'],
    ['v1.37.0', 'systemd'],
  ])('kind writes for %s: %s', async (version, driver) => {
    const { text, origin, kinds } = await apply(null, { version });
    expect(await text('/var/lib/kubelet/config.yaml')).toContain(`cgroupDriver: ${driver}\n`);
    expect(await origin('/var/lib/kubelet/config.yaml', driver)).toMatchObject({ path: '/kind/version', startLine: 1 });
    expect(await text('/etc/containerd/config.toml')).toBe(toml);
    expect(kinds).toEqual([]);
  });

  it.each([
    ['v1.22.0', 'v1beta2'],
    ['v1.35.9', 'v1beta3'],
    ['v1.36.0', 'v1beta4'],
  ])('kubeadm of %s takes %s', async (version, api) => {
    expect(await (await apply(null, { version })).text('/kind/kubeadm.conf')).toContain(
      `apiVersion: kubeadm.k8s.io/${api}\n`,
    );
  });

  it('leaves an image alone that is none of kind', async () => {
    const tree = memoryTree({ '/etc/containerd/config.toml': toml });
    const applied = await applyKindConfig(tree, null, { kindVersion: null, kubernetesVersion: null });
    expect(applied.ok && applied.written.size).toBe(0);
  });
});

describe('containerdConfigPatches', () => {
  const flip = `containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = false
`;

  it("points at the line of the patch, and names the image's", async () => {
    const { applied, text, origin } = await apply(flip);
    expect(await text('/etc/containerd/config.toml')).toContain('SystemdCgroup = false\n');
    expect(await origin('/etc/containerd/config.toml', 'false')).toEqual({
      path,
      startLine: 6,
      startColumn: 21,
      endLine: 6,
      endColumn: 26,
    });
    expect(first(applied.observations, 'kind-patch-decides')).toMatchObject({
      location: { path, startLine: 6 },
      related: [{ location: { path: '/etc/containerd/config.toml', startLine: 5 } }],
      detail: { subject: 'handler runc', from: 'systemd', to: 'cgroupfs' },
    });
  });

  it('points at the line of the image where the patch did not touch it', async () => {
    const { origin, kinds } = await apply(`containerdConfigPatches:\n- |\n  [debug]\n    level = "debug"\n`);
    expect(await origin('/etc/containerd/config.toml', 'true')).toMatchObject({
      path: '/etc/containerd/config.toml',
      startLine: 5,
      startColumn: 19,
    });
    expect(await origin('/etc/containerd/config.toml', '.runc.options]')).toMatchObject({
      path: '/etc/containerd/config.toml',
      startLine: 4,
    });
    expect(await origin('/etc/containerd/config.toml', '"debug"')).toMatchObject({ path, startLine: 6 });
    expect(kinds).toEqual([]);
  });

  it('writes as kind does', async () => {
    const { text } = await apply(`containerdConfigPatches:\n- 'x = ["a", 1]'\n- 'a."b c" = 1.5'\n`, {
      toml: 'version = 2\n[z]\n',
    });
    expect(await text('/etc/containerd/config.toml')).toBe('version = 2\nx = ["a", 1]\n\n[a]\n  "b c" = 1.5\n\n[z]\n');
  });

  it('applies patches in order', async () => {
    const { text } = await apply(`containerdConfigPatches:\n- 'a = 1'\n- 'a = 2'\n`);
    expect(await text('/etc/containerd/config.toml')).toMatch(/^a = 2\n/);
  });

  it.each([
    ['v0.33.0', false],
    ['v0.32.0', false],
    ['v0.31.0', true],
  ])('a patch of another version with kind %s: applied is %s', async (kindVersion, applies) => {
    const patch = `containerdConfigPatches:\n- |-\n  version = 3\n  oom_score = 5\n`;
    const { text, kinds, applied } = await apply(patch, { kindVersion });
    expect((await text('/etc/containerd/config.toml')).includes('oom_score')).toBe(applies);
    expect(kinds).toEqual(applies ? [] : ['kind-patch-skipped']);
    if (!applies) expect(applied.observations[0]).toMatchObject({ location: { path, startLine: 5, startColumn: 13 } });
  });

  it.each([
    ['no version', '[plugins]\n', 'version'],
    ['a version that is a string', 'version = "2"\n', 'version'],
    ['broken TOML', 'version = 2\n[plugins\n', 'cannot be read'],
  ])('kind stops at a base with %s', async (_, base, problem) => {
    const { applied } = await apply(flip, { toml: base });
    expect(applied.ok).toBe(false);
    expect(first(applied.observations, 'kind-patch-fails')?.detail.problem).toContain(problem);
  });

  it('kind stops at a patch that is no TOML, and we say where', async () => {
    const { applied } = await apply(`containerdConfigPatches:\n- |\n  a = 1\n  b = @\n`);
    expect(applied.ok).toBe(false);
    expect(applied.observations[0]).toMatchObject({ kind: 'kind-patch-fails', location: { path, startLine: 6 } });
  });

  it('leaves the image as it is when there is nothing to patch', async () => {
    const { applied } = await apply('containerdConfigPatches: []\n', { toml: 'version = "broken' });
    expect(applied.ok).toBe(true);
  });
});

describe('containerdConfigPatchesJSON6902', () => {
  const at = '/plugins/io.containerd.grpc.v1.cri/containerd/runtimes/runc/options/SystemdCgroup';
  it('comes after the merge patches', async () => {
    const { text, origin } = await apply(`containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = true
containerdConfigPatchesJSON6902:
- |-
  [{"op": "replace", "path": "${at}", "value": false}]
`);
    expect(await text('/etc/containerd/config.toml')).toContain('SystemdCgroup = false');
    expect(await origin('/etc/containerd/config.toml', 'false')).toMatchObject({ path, startLine: 9 });
  });

  it.each([
    ['[{"op": "remove", "path": "/nowhere"}]', 'there is no "nowhere"'],
    ['not JSON', 'no JSON'],
    [`[{"op": "test", "path": "${at}", "value": false}]`, 'test'],
  ])('kind stops at %s', async (patch, problem) => {
    const { applied } = await apply(`containerdConfigPatchesJSON6902:\n- '${patch}'\n`);
    expect(applied.ok).toBe(false);
    expect(first(applied.observations, 'kind-patch-fails')?.detail.problem).toContain(problem);
  });
});

describe('kubeadmConfigPatches', () => {
  it('changes the kubelet and says where', async () => {
    const { applied, text, origin } = await apply(
      `kubeadmConfigPatches:\n- |\n  kind: KubeletConfiguration\n  cgroupDriver: cgroupfs\n`,
    );
    expect(await text('/var/lib/kubelet/config.yaml')).toContain('cgroupDriver: cgroupfs\n');
    expect(await origin('/var/lib/kubelet/config.yaml', 'cgroupfs')).toEqual({
      path,
      startLine: 6,
      startColumn: 17,
      endLine: 6,
      endColumn: 25,
    });
    expect(first(applied.observations, 'kind-patch-decides')?.detail).toEqual({
      subject: 'kubelet',
      from: 'systemd',
      to: 'cgroupfs',
    });
  });

  it.each([
    ['kind: KubeletConfiguration\n  apiVersion: kubelet.config.k8s.io/v1\n  cgroupDriver: cgroupfs', 'api-version'],
    ['kind: KubeletConfig\n  cgroupDriver: cgroupfs', 'kind'],
  ])('drops what matches nothing: %s', async (patch, why) => {
    const { applied, text } = await apply(`kubeadmConfigPatches:\n- |\n  ${patch}\n`);
    expect(await text('/var/lib/kubelet/config.yaml')).toContain('cgroupDriver: systemd\n');
    expect(first(applied.observations, 'kind-patch-matches-nothing')).toMatchObject({
      location: { path, startLine: 4 },
      detail: { why },
    });
  });

  it('lets kubeadm write its default where a null removes the field', async () => {
    const patch = `kubeadmConfigPatches:\n- |\n  kind: KubeletConfiguration\n  cgroupDriver: null\n`;
    expect(await (await apply(patch, { version: 'v1.23.0' })).text('/var/lib/kubelet/config.yaml')).toContain(
      'cgroupDriver: systemd',
    );
    expect(await (await apply(patch, { version: 'v1.20.0' })).text('/var/lib/kubelet/config.yaml')).not.toContain(
      'cgroupDriver',
    );
  });

  const flag = `kubeadmConfigPatches:\n- |\n  kind: InitConfiguration\n  nodeRegistration:\n    kubeletExtraArgs:\n      cgroup-driver: cgroupfs\n`;
  it.each([
    ['v1.34.0', 'v0.33.0', true],
    ['v1.36.0', 'v0.33.0', true],
    ['v1.36.0', 'v0.31.0', true],
  ])('a map of arguments for %s with kind %s', async (version, kindVersion, arrives) => {
    const { text, origin } = await apply(flag, { version, kindVersion });
    expect((await text('/var/lib/kubelet/kubeadm-flags.env')).includes('--cgroup-driver=cgroupfs')).toBe(arrives);
    expect(await origin('/var/lib/kubelet/kubeadm-flags.env', '--cgroup-driver=cgroupfs')).toMatchObject({
      path,
      startLine: 8,
    });
  });

  it('a map of arguments with an apiVersion does nothing to a list', async () => {
    const patch = flag.replace('kind: Init', 'apiVersion: kubeadm.k8s.io/v1beta4\n  kind: Init');
    const { text } = await apply(patch, { version: 'v1.36.0' });
    expect(await text('/var/lib/kubelet/kubeadm-flags.env')).not.toContain('cgroup-driver');
  });

  it('a list of arguments merges by name', async () => {
    const patch = `kubeadmConfigPatches:\n- |\n  kind: InitConfiguration\n  nodeRegistration:\n    kubeletExtraArgs:\n    - {name: v, value: "4"}\n    - {name: provider-id}\n`;
    const { text } = await apply(patch, { version: 'v1.36.0' });
    expect(await text('/var/lib/kubelet/kubeadm-flags.env')).toBe('KUBELET_KUBEADM_ARGS="--node-labels= --v=4"\n');
  });

  it('splits a patch of several documents', async () => {
    const patch = `kubeadmConfigPatches:\n- |\n  kind: ClusterConfiguration\n  x: 1\n  ---\n  kind: KubeletConfiguration\n  cgroupDriver: cgroupfs\n`;
    expect(await (await apply(patch)).origin('/var/lib/kubelet/config.yaml', 'cgroupfs')).toMatchObject({
      path,
      startLine: 9,
    });
  });

  it('JSON 6902 patches go by group, version and kind', async () => {
    const { text } = await apply(`kubeadmConfigPatchesJSON6902:
- group: kubelet.config.k8s.io
  version: v1beta1
  kind: KubeletConfiguration
  patch: |
    - op: replace
      path: /cgroupDriver
      value: cgroupfs
`);
    expect(await text('/var/lib/kubelet/config.yaml')).toContain('cgroupDriver: cgroupfs\n');
  });

  it('hands feature gates to the kubelet', async () => {
    const { text, origin } = await apply('featureGates:\n  KubeletCgroupDriverFromCRI: false\n');
    expect(await text('/var/lib/kubelet/config.yaml')).toContain(
      'featureGates:\n  KubeletCgroupDriverFromCRI: false\n',
    );
    expect(await origin('/var/lib/kubelet/config.yaml', 'false')).toMatchObject({
      path: '/var/lib/kubelet/config.yaml',
    });
    expect(await origin('/var/lib/kubelet/config.yaml', 'KubeletCgroupDriverFromCRI')).toMatchObject({
      path,
      startLine: 4,
    });
  });
});

describe('nodes', () => {
  it('judges the node that is not systemd', async () => {
    const { applied, text } = await apply(`nodes:
- role: control-plane
- role: worker
- role: worker
  kubeadmConfigPatches:
  - |
    kind: JoinConfiguration
    nodeRegistration:
      kubeletExtraArgs:
        cgroup-driver: cgroupfs
`);
    expect(applied.ok && applied.node).toBe('worker2');
    expect(await text('/var/lib/kubelet/kubeadm-flags.env')).toContain('--cgroup-driver=cgroupfs');
    expect(first(applied.observations, 'kind-nodes-differ')?.detail).toEqual({ node: 'worker2', others: 2 });
  });

  it("knows that a joining node takes the cluster's KubeletConfiguration", async () => {
    const { applied, text } = await apply(`nodes:
- role: control-plane
- role: worker
  kubeadmConfigPatches:
  - |
    kind: KubeletConfiguration
    cgroupDriver: cgroupfs
`);
    expect(applied.ok && applied.node).toBe('control-plane');
    expect(await text('/var/lib/kubelet/config.yaml')).toContain('cgroupDriver: systemd\n');
  });

  it('warns of a mount that hides what is judged', async () => {
    const { applied } = await apply(`nodes:
- role: control-plane
  extraMounts:
  - hostPath: ./my.toml
    containerPath: /etc/containerd/config.toml
  - hostPath: /data
    containerPath: /data
`);
    expect(applied.observations.map(({ kind, location }) => [kind, location?.startLine])).toEqual([
      ['kind-mount-hides-image', 7],
    ]);
  });
});

describe('what is no kind configuration', () => {
  it.each([
    ['an unknown field', 'nope: 1\n', 'there is no field nope', 3],
    ['an unknown field of a node', 'nodes:\n- rolle: worker\n', 'there is no field rolle', 4],
    ['an unknown role', 'nodes:\n- role: etcd\n', 'there is no role etcd', 4],
    ['broken YAML', 'nodes: [\n', '', 4],
    ['a patch that is no string', 'containerdConfigPatches:\n- a: 1\n', 'list of strings', 4],
    ['patches that are no list', 'kubeadmConfigPatches: x\n', 'has to be a list', 3],
    ['a gate that is no boolean', 'featureGates:\n  A: maybe\n', 'true or false', 4],
  ])('%s', async (_, yaml, problem, line) => {
    const { applied } = await apply(yaml);
    expect(applied).toMatchObject({
      ok: false,
      observations: [{ kind: 'kind-config-invalid', location: { path, startLine: line } }],
    });
    expect(first(applied.observations, 'kind-config-invalid')?.detail.problem).toContain(problem);
  });

  it('another apiVersion', async () => {
    const bytes = new TextEncoder().encode('kind: Cluster\napiVersion: kind.x-k8s.io/v1\n');
    const applied = await applyKindConfig(
      memoryTree({}),
      { path, bytes },
      { kindVersion: null, kubernetesVersion: null },
    );
    expect(applied).toMatchObject({ ok: false, observations: [{ location: { startLine: 2 } }] });
  });
});
