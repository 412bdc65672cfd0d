/** Why there is no cluster to judge, or why it did not come up. */
export type BootFailureCode =
  // this machine
  | 'node-too-old'
  | 'no-engine'
  | 'engine-not-running'
  | 'engine-permission'
  | 'too-little-memory'
  | 'too-little-disk'
  | 'kind-unavailable'
  | 'kind-download-failed'
  | 'kind-checksum-mismatch'
  | 'kind-unsupported-platform'
  | 'kind-unusable'
  | 'cluster-exists'
  | 'cancelled'
  | 'timed-out'
  // the image as such
  | 'image-unavailable'
  | 'image-not-loadable'
  | 'image-wrong-platform'
  | 'load-balancer-unavailable'
  // starting the node container
  | 'privileged-refused'
  | 'capabilities-refused'
  | 'container-not-started'
  | 'node-exited'
  | 'node-silent'
  // what kind reads and writes in it
  | 'kubernetes-version-missing'
  | 'kubernetes-version-lines'
  | 'kubernetes-version-invalid'
  | 'containerd-config-without-version'
  | 'kind-config-invalid'
  // kubeadm and after
  | 'containerd-down'
  | 'cri-missing'
  | 'cgroup-drivers-collide'
  | 'cgroup-root-missing'
  | 'cgroup-v1-refused'
  | 'cgroup-unsupported-by-systemd'
  | 'kubeadm-missing'
  | 'kubelet-down'
  | 'kubeadm-failed'
  | 'api-server-unreachable'
  | 'cni-manifest-missing'
  | 'admin-conf-missing'
  | 'admin-conf-invalid'
  | 'oom-score-refused'
  | 'unknown';

export interface BootFailure {
  readonly code: BootFailureCode;
  /** What happened, one sentence. */
  readonly cause: string;
  /** What to do about it, one or two sentences. */
  readonly remedy: string;
  /** kind's step as it prints it, without the picture; null before the first. */
  readonly step: string | null;
  /** The program's own words, at most 4,000 characters; hostile text. */
  readonly message: string;
}

/** Codes of causes that lie outside the image: a run that ends in one says nothing about the image. */
const outside: ReadonlySet<BootFailureCode> = new Set<BootFailureCode>([
  'node-too-old',
  'no-engine',
  'engine-not-running',
  'engine-permission',
  'too-little-memory',
  'too-little-disk',
  'kind-unavailable',
  'kind-download-failed',
  'kind-checksum-mismatch',
  'kind-unsupported-platform',
  'kind-unusable',
  'cluster-exists',
  'cancelled',
  'timed-out',
  'image-unavailable',
  'image-wrong-platform',
  'load-balancer-unavailable',
  'privileged-refused',
  'capabilities-refused',
  'kind-config-invalid',
  'cgroup-v1-refused',
  'cgroup-unsupported-by-systemd',
  'unknown',
]);

export function blamesImage(code: BootFailureCode): boolean {
  return !outside.has(code);
}

/** A failure with the words that go with its code. */
export function bootFailure(code: BootFailureCode, message = '', step: string | null = null): BootFailure {
  const [cause, remedy] = words[code];
  return { code, cause, remedy, step, message: message.slice(0, 4000) };
}

const words: Readonly<Record<BootFailureCode, readonly [cause: string, remedy: string]>> = {
  'node-too-old': ['Kind mode needs Node 22 or newer.', 'Run cgroup-gate with Node 22 or newer.'],
  'no-engine': [
    'No container engine was found: neither docker, nerdctl nor podman is on the PATH.',
    'Install Docker, or set KIND_EXPERIMENTAL_PROVIDER to the engine that kind should use.',
  ],
  'engine-not-running': [
    'The container engine does not answer.',
    'Start it, and check DOCKER_HOST or the docker context if it runs elsewhere.',
  ],
  'engine-permission': [
    "This user may not use the container engine's socket.",
    'Add the user to the docker group, or run as a user who may.',
  ],
  'too-little-memory': [
    'The container engine has too little memory for a Kubernetes node.',
    'Give it at least 1 GiB; 2 GiB for a genuine node image.',
  ],
  'too-little-disk': [
    'There is too little disk space for a Kubernetes node.',
    'Free some space where the container engine keeps its data.',
  ],
  'kind-unavailable': [
    'kind is not on the PATH and could not be downloaded.',
    'Install kind, or allow access to github.com.',
  ],
  'kind-download-failed': [
    'The download of kind failed.',
    'Install kind on the PATH, or try again when github.com can be reached.',
  ],
  'kind-checksum-mismatch': [
    'The downloaded kind is not the one whose checksum is pinned, and was thrown away.',
    'Install kind on the PATH by a way that you trust, and report this.',
  ],
  'kind-unsupported-platform': [
    'There is no pinned kind for this platform.',
    'Install kind on the PATH, or run on Linux or macOS on amd64 or arm64.',
  ],
  'kind-unusable': ['kind could not be run.', 'Check that `kind version` works in a shell.'],
  'cluster-exists': [
    'There is already a kind cluster of this name, and it was left alone.',
    'Choose another name, or leave the choice to cgroup-gate.',
  ],
  cancelled: ['The run was cancelled.', 'Run it again.'],
  'timed-out': ['The cluster did not come up in time.', 'Allow more time, or look into the exported logs.'],
  'image-unavailable': [
    'The node image is not in the engine and could not be pulled.',
    'Check the name and the tag; load the image first, or log in to its registry.',
  ],
  'image-not-loadable': [
    'The container engine could not load the image.',
    'See what the message says; save the image again, or load it yourself and use kind:NAME.',
  ],
  'image-wrong-platform': [
    "The image is for another processor than the container engine's machine.",
    'Take the image for that processor, with --platform where there are several, or boot it on a machine that has the other one.',
  ],
  'load-balancer-unavailable': [
    "kind needs its load balancer's image for several control planes, and could not pull it.",
    'Use one control plane for this check, or make the image available.',
  ],
  'privileged-refused': [
    'The engine does not start privileged containers here.',
    'Run on a machine that allows privileged containers; kind needs them.',
  ],
  'capabilities-refused': [
    'This machine lacks a capability that the engine wants to give to a privileged container.',
    'Use Docker 26 or newer, which asks only for what the host has, or another machine.',
  ],
  'container-not-started': ['The engine could not start the node container.', "See the engine's message."],
  'node-exited': [
    "The node's first process ended before systemd was up.",
    "The image's entrypoint has to end in systemd as process 1; see the console output.",
  ],
  'node-silent': [
    'The node printed neither of the two lines that kind waits for within 30 seconds.',
    'The image needs systemd as process 1, logging to the console.',
  ],
  'kubernetes-version-missing': [
    'The image has no /kind/version, so it is no kind node image.',
    'Build it on kindest/node, or with `kind build node-image`.',
  ],
  'kubernetes-version-lines': ['/kind/version has more than one line.', 'Make it one line with the version.'],
  'kubernetes-version-invalid': [
    '/kind/version holds no Kubernetes version.',
    'Write the version into it, such as v1.34.1.',
  ],
  'containerd-config-without-version': [
    'A containerd patch cannot be applied, because /etc/containerd/config.toml has no `version`.',
    'Give config.toml an integer `version` at its top.',
  ],
  'kind-config-invalid': [
    'kind does not accept its configuration.',
    "See kind's message, and mend the kind configuration.",
  ],
  'containerd-down': [
    'containerd does not run on the node.',
    'Mend its configuration; the journal of containerd names the line.',
  ],
  'cri-missing': [
    'containerd runs without its CRI plugin, so the kubelet has no runtime.',
    'Remove the CRI plugin from disabled_plugins, or mend its configuration.',
  ],
  'cgroup-drivers-collide': [
    'No pod can start: the kubelet uses cgroupfs, and containerd wants systemd cgroups.',
    'Set `cgroupDriver: systemd` for the kubelet.',
  ],
  'cgroup-root-missing': [
    'The cgroup that the kubelet is given as its root does not exist on the node.',
    "Keep kind's entrypoint and kubelet drop-in (11-kind.conf), which create it.",
  ],
  'cgroup-v1-refused': [
    'This kubelet does not run on a host with cgroup v1.',
    'Use a host with cgroup v2, or patch `failCgroupV1: false` into the KubeletConfiguration.',
  ],
  'cgroup-unsupported-by-systemd': [
    "The node's systemd does not boot on a host with cgroup v1.",
    'Use a host with cgroup v2, or an image with a systemd before 258.',
  ],
  'kubeadm-missing': ['There is no kubeadm in the image.', 'Install kubeadm in /usr/bin.'],
  'kubelet-down': ['The kubelet does not stay up.', "See the kubelet's journal."],
  'kubeadm-failed': ['kubeadm could not set the node up.', "See kubeadm's output and the kubelet's journal."],
  'api-server-unreachable': [
    "The node's API server does not answer.",
    'Usually its pod does not run; see the events and the containers on the node.',
  ],
  'cni-manifest-missing': [
    'The image has no /kind/manifests/default-cni.yaml.',
    'Add it, or set `networking.disableDefaultCNI: true` in the kind configuration.',
  ],
  'admin-conf-missing': [
    'kubeadm left no /etc/kubernetes/admin.conf.',
    'The image needs a genuine kubeadm that runs to its end.',
  ],
  'admin-conf-invalid': [
    '/etc/kubernetes/admin.conf is not as kind needs it: one cluster, one user, one context.',
    'The image needs a genuine kubeadm that runs to its end.',
  ],
  'oom-score-refused': [
    'Containers on the node may not set their oom_score_adj, because the host lacks CAP_SYS_RESOURCE.',
    "Set `restrict_oom_score_adj = true` in containerd's CRI table.",
  ],
  unknown: ['kind could not create the cluster, for a reason that is not known.', "See kind's message."],
};
