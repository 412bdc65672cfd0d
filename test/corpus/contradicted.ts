/**
 * Entries whose expected answer the real program contradicts. `seen`: a started daemon was asked, or systemd's own rules
 * decide.
 */
export const CONTRADICTED: readonly {
  readonly entry: string;
  readonly versions: RegExp;
  /** What containerd really comes to, as the corpus would word it. */
  readonly real?: string;
  /** What the kubelet really comes to. */
  readonly kubelet?: string;
  readonly why: string;
}[] = [
  {
    entry: '086',
    versions: /./,
    real: 'template',
    why: 'the file holds ${RUNTIME}, which MicroK8s fills in when it starts: no version is given an answer',
  },
  {
    entry: '087',
    versions: /./,
    real: 'template',
    kubelet: 'none',
    why: 'the same; and its list of kubelet arguments is read by a program of MicroK8s only',
  },
  {
    entry: '091',
    versions: /^2/,
    real: 'opaque',
    why: 'io.containerd.runc.v1 is gone in 2.0: containerd reads no options for it, and every pod fails',
  },
  { entry: '122', versions: /^2/, real: 'opaque', why: 'the same, seen with a started 2.1.9' },
  { entry: '170', versions: /^2/, real: 'opaque', why: 'the same, seen with a started 2.1.9' },
  {
    entry: '249',
    versions: /^(?:1\.4|2\.0)\./,
    real: 'invalid',
    why: 'the diff service is told to use a differ "erofs", which comes with 2.1: seen with started 1.4.13 and 2.0.11',
  },
  {
    entry: '112',
    versions: /^1/,
    real: 'cgroupfs',
    why: 'an empty options table keeps systemd_cgroup from counting: seen with started 1.4.13, 1.6.20 and 1.7.24',
  },
  { entry: '258', versions: /^$/, kubelet: 'unknown', why: 'its mandatory environment file is written at boot' },
  { entry: '292', versions: /^$/, kubelet: 'none', why: 'a list of arguments that a program of MicroK8s reads' },
  { entry: '300', versions: /^$/, kubelet: 'none', why: 'a drop-in of no section and no flag, without a unit' },
  { entry: '308', versions: /^$/, kubelet: 'unknown', why: 'its unit names another file than the one in the image' },
];
