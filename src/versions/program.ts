/** The programs whose version changes an answer. */
export const PROGRAMS = ['containerd', 'kubelet', 'kubeadm', 'cri-o', 'dockerd', 'cri-dockerd'] as const;
export type Program = (typeof PROGRAMS)[number];

/**
 * How distributions call the package that brings a program: Debian, Ubuntu, Docker's and Kubernetes' own repositories,
 * Fedora (`kubernetes1.31`, `cri-o1.31`), SUSE (`kubernetes1.31-kubelet`), Azure Linux (`moby-containerd`, `containerd2`),
 * Alpine, Wolfi (`kubelet-1.31`), Arch.
 */
const PACKAGES: readonly (readonly [Program, RegExp])[] = [
  ['containerd', /^(?:moby-)?containerd(?:\.io|[12])?(?:-\d+(?:\.\d+)?)?$/],
  ['kubelet', /^(?:kubernetes(?:\d+\.\d+)?-)?kubelet(?:-\d+\.\d+)?$|^kubernetes(?:\d+\.\d+|-node)$/],
  ['kubeadm', /^(?:kubernetes(?:\d+\.\d+)?-)?kubeadm(?:-\d+\.\d+)?$/],
  ['cri-o', /^cri-o(?:-?\d+\.\d+)?$/],
  ['cri-dockerd', /^(?:moby-)?cri-dockerd$/],
  ['dockerd', /^(?:docker-ce|docker\.io|docker-engine|moby-engine|docker)$/],
];

/** The program that a package of this name brings, null for any other package. */
export function programOfPackage(name: string): Program | null {
  return PACKAGES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** Where programs lie that no unit names by their path, the first that is there counts. */
export const PROGRAM_FOLDERS = [
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
  '/opt/bin',
  '/usr/local/sbin',
  '/usr/sbin',
] as const;

/** The paths at which a program of this file name is looked for. */
export function usualPaths(fileName: string): readonly string[] {
  return PROGRAM_FOLDERS.map((folder) => `${folder}/${fileName}`);
}

/** What the program's file is called. */
export function fileNameOf(program: Program): string {
  return program === 'cri-o' ? 'crio' : program;
}
