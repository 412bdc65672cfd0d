import { describe, expect, it } from 'vitest';
import { classifyKindError, classifyPodError } from '../../../src/kind/cluster/classify.ts';
import { blamesImage } from '../../../src/kind/cluster/failure.ts';

const init =
  'command "docker exec --privileged N kubeadm init --config=/kind/kubeadm.conf --skip-token-print --v=6" failed with error:';

/** kind's own words (0.33.0 and 0.27.0), shortened. */
const table: readonly (readonly [string, string])[] = [
  ['failed to pull image "gone:1": command "docker pull gone:1" failed with error: exit status 1', 'image-unavailable'],
  [
    'failed to pull image "docker.io/envoyproxy/envoy:v1.36": command "docker pull docker.io/envoyproxy/envoy:v1.36" failed',
    'load-balancer-unavailable',
  ],
  [
    'command "docker run --name a --hostname a" failed with error: exit status 125\n\nCommand Output: docker: boom',
    'container-not-started',
  ],
  [
    'command "docker run --name a" failed with error: exit status 126\n\nCommand Output: runc create failed: unable to start container process: unable to apply caps: operation not permitted',
    'capabilities-refused',
  ],
  ['command "podman run --name a" failed: privileged containers are not allowed', 'privileged-refused'],
  ['could not find a log line that matches "Reached target .*Multi-User System.*|detected cgroup v1"', 'node-silent'],
  [
    'failed to generate kubeadm config content: failed to get kubernetes version from node: failed to get file',
    'kubernetes-version-missing',
  ],
  [
    'failed to generate kubeadm config content: failed to get kubernetes version from node: file should only be one line, got 2 lines',
    'kubernetes-version-lines',
  ],
  ['failed to generate kubeadm config content: could not parse "banana" as version', 'kubernetes-version-invalid'],
  [
    'failed to patch containerd config: failed to detect containerd config version',
    'containerd-config-without-version',
  ],
  ['failed to patch containerd config: (3, 1): unexpected token', 'kind-config-invalid'],
  [
    'unable to decode config: yaml: unmarshal errors:\n  line 3: field nope not found in type v1alpha4.Cluster',
    'kind-config-invalid',
  ],
  ['unknown apiVersion: kind.x-k8s.io/v1', 'kind-config-invalid'],
  [`failed to init node with kubeadm: ${init} exit status 127`, 'kubeadm-missing'],
  [`failed to init node with kubeadm: ${init} exit status 1`, 'kubeadm-failed'],
  [
    `failed to init node with kubeadm: ${init} exit status 1\n\nCommand Output: [ERROR CRI]: rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService`,
    'cri-missing',
  ],
  [
    `failed to init node with kubeadm: ${init} exit status 1\n\nCommand Output: dial unix /run/containerd/containerd.sock: connect: no such file or directory`,
    'containerd-down',
  ],
  [
    `failed to init node with kubeadm: ${init} exit status 1\n\nCommand Output: The kubelet is not running`,
    'kubelet-down',
  ],
  [
    `failed to init node with kubeadm: ${init} exit status 1\n\nCommand Output: expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got "/kubelet/kubepods/a/b" instead`,
    'cgroup-drivers-collide',
  ],
  [
    `failed to init node with kubeadm: ${init} exit status 1\n\nCommand Output: kubelet is configured to not run on a host using cgroup v1`,
    'cgroup-v1-refused',
  ],
  [
    `failed to init node with kubeadm: ${init} exit status 1\n\nCommand Output: cgroup-root ["kubelet"] doesn't exist`,
    'cgroup-root-missing',
  ],
  [
    `failed to init node with kubeadm: ${init} exit status 1\n\nCommand Output: cgroup ["kubelet"] has some missing paths: /sys/fs/cgroup/systemd/kubelet.slice`,
    'cgroup-root-missing',
  ],
  [
    `failed to init node with kubeadm: ${init} exit status 1\n\nCommand Output: unable to start container process: can't get final child's PID from pipe: EOF`,
    'oom-score-refused',
  ],
  [
    'failed to remove control plane taint: command failed: dial tcp 172.18.0.2:6443: connect: connection refused',
    'api-server-unreachable',
  ],
  [
    'failed to read CNI manifest: command "docker exec --privileged N cat /kind/manifests/default-cni.yaml" failed',
    'cni-manifest-missing',
  ],
  ['failed to get cluster internal kubeconfig', 'admin-conf-missing'],
  [
    'failed to get cluster internal kubeconfig: kubeadm KUBECONFIG should have one user, but read 2',
    'admin-conf-invalid',
  ],
  ['yaml: did not find expected node content', 'admin-conf-invalid'],
  ['node(s) already exist for a cluster with the name "a"', 'cluster-exists'],
  ['command "docker run --name a" failed: write /var/lib/docker: no space left on device', 'too-little-disk'],
  ['something that nobody has seen before', 'unknown'],
];

describe('classifyKindError', () => {
  it.each(table)('%s', (message, code) => {
    const stderr = `Creating cluster "a" ...\n • Preparing nodes 📦   ...\n ✗ Preparing nodes 📦 \nERROR: failed to create cluster: ${message}\n`;
    expect(classifyKindError(stderr, 'Preparing nodes')).toMatchObject({ code, step: 'Preparing nodes' });
  });

  it('keeps the words of the program and not its steps', () => {
    const failure = classifyKindError(
      ' • Writing configuration 📜  ...\nERROR: failed to create cluster: boom\n',
      null,
    );
    expect(failure.message).toBe('failed to create cluster: boom');
    expect(classifyKindError('x'.repeat(9000), null).message).toHaveLength(4000);
  });

  it('has a cause and a remedy for every code', () => {
    for (const [message] of table) {
      const failure = classifyKindError(`ERROR: ${message}`, null);
      expect(failure.cause).toMatch(/^(?:[A-Z/]|kind|kubeadm|containerd).*\.$/);
      expect(failure.remedy).toMatch(/\.$/);
    }
  });
});

describe('blamesImage', () => {
  it('tells the image from the machine', () => {
    expect(blamesImage('containerd-down')).toBe(true);
    expect(blamesImage('node-exited')).toBe(true);
    expect(blamesImage('cancelled')).toBe(false);
    expect(blamesImage('cgroup-v1-refused')).toBe(false);
  });
});

describe('classifyPodError', () => {
  it.each([
    [
      'expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got "/a" instead',
      'cgroup-drivers-collide',
    ],
    ["unable to start container process: can't get final child's PID from pipe: EOF", 'oom-score-refused'],
    ['failed to pull image "x"', null],
    ['no runtime for "x" is configured', null],
  ])('%s', (message, code) => {
    expect(classifyPodError(message)).toBe(code);
  });
});
