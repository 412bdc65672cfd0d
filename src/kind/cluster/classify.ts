import { type BootFailure, type BootFailureCode, bootFailure } from './failure.ts';

/**
 * kind's and its commands' own words, and what they mean; the first that matches counts. From kind 0.33.0 and 0.27.0,
 * where nothing else is said; kind exits with status 1 for all of them.
 */
const signs: readonly (readonly [pattern: RegExp, code: BootFailureCode])[] = [
  [/node\(s\) already exist for a cluster with the name/, 'cluster-exists'],
  [/no space left on device/, 'too-little-disk'],
  // runc's refusal of a kubelet that uses cgroupfs
  [/expected cgroupsPath to be of format "?slice:prefix:name/, 'cgroup-drivers-collide'],
  [/kubelet is configured to not run on a host using cgroup v1/, 'cgroup-v1-refused'],
  // systemd 258 and later
  [/Detected unsupported legacy cgroup hierarchy|refusing execution\b.*cgroup/, 'cgroup-unsupported-by-systemd'],
  // kubernetes-sigs/kind#1969 and #2765
  [/cgroup-root \["kubelet"\] doesn't exist|cgroup \["kubelet"\] has some missing paths/, 'cgroup-root-missing'],
  [/can't get final child's PID from pipe: EOF/, 'oom-score-refused'],
  [/failed to pull image "[^"]*(?:envoyproxy\/envoy|kindest\/haproxy)/, 'load-balancer-unavailable'],
  [/failed to pull image /, 'image-unavailable'],
  [/unable to apply caps: operation not permitted/, 'capabilities-refused'],
  [
    /privileged mode is incompatible|privileged containers are not allowed|not allowed to run privileged/i,
    'privileged-refused',
  ],
  [/could not find a log line that matches/, 'node-silent'],
  [/failed to get kubernetes version from node: failed to get file/, 'kubernetes-version-missing'],
  [/file should only be one line, got \d+ lines/, 'kubernetes-version-lines'],
  [/could not parse "[^"]*" as version/, 'kubernetes-version-invalid'],
  [/failed to detect containerd config version/, 'containerd-config-without-version'],
  [/failed to patch containerd config/, 'kind-config-invalid'],
  [/unknown service runtime\.v1/, 'cri-missing'],
  [/kubeadm init[\s\S]*exit status 127|"kubeadm": executable file not found/, 'kubeadm-missing'],
  [
    /containerd\.service is (?:activating|failed|inactive)|containerd\.sock: connect: (?:no such file|connection refused)|cannot connect to \/run\/containerd\/containerd\.sock/,
    'containerd-down',
  ],
  [/The kubelet is not running|kubelet\.service did not start|kubelet isn't running or healthy/, 'kubelet-down'],
  [/failed to init node with kubeadm|failed to join node with kubeadm/, 'kubeadm-failed'],
  [/failed to remove control plane taint|connect: connection refused/, 'api-server-unreachable'],
  [/failed to read CNI manifest/, 'cni-manifest-missing'],
  [
    /KUBECONFIG should have one|did not find expected node content|failed to (?:parse|unmarshal).*kubeconfig/i,
    'admin-conf-invalid',
  ],
  [/failed to get cluster internal kubeconfig/, 'admin-conf-missing'],
  [
    /unknown apiVersion|error (?:decoding|loading|reading).*config|unable to decode|unknown (?:field|kind)|yaml: |invalid configuration/i,
    'kind-config-invalid',
  ],
  [/command "\S+ run (?:--name|.* --name) /, 'container-not-started'],
];

/** The failure that kind's standard error speaks of. */
export function classifyKindError(stderr: string, step: string | null): BootFailure {
  const error = errorPart(stderr);
  for (const [pattern, code] of signs) {
    if (pattern.test(error)) return bootFailure(code, error, step);
  }
  return bootFailure('unknown', error, step);
}

/** What follows kind's `ERROR:`, or everything but its steps. */
function errorPart(stderr: string): string {
  const at = stderr.search(/^ERROR: /m);
  if (at >= 0) return stderr.slice(at + 'ERROR: '.length).trim();
  return stderr
    .split('\n')
    .filter((line) => !/^ [•✓✗] /u.test(line))
    .join('\n')
    .trim();
}

/** The cause of a pod that does not start, where its message is a known one. */
export function classifyPodError(message: string): BootFailureCode | null {
  for (const [pattern, code] of signs) {
    if (pattern.test(message) && podCodes.has(code)) return code;
  }
  return null;
}

const podCodes: ReadonlySet<BootFailureCode> = new Set([
  'cgroup-drivers-collide',
  'oom-score-refused',
  'too-little-disk',
  'cri-missing',
  'cgroup-root-missing',
]);
