/** What the bytes of an executable say about its version. */
export interface BinaryFacts {
  readonly format: 'elf' | 'other';
  /** Go's build information, where the program has it. */
  readonly goBuildInfo: GoBuildInfo | null;
  /**
   * The versions that the build stamped, in the order of the file, each once; then, unless one of them is a release 1.x or
   * 2.x, `X.Y.Z+unknown`, which is what containerd's source says; at most 64 in all.
   */
  readonly versionStrings: readonly string[];
}

export interface GoBuildInfo {
  /** Empty where the program was built with Go 1.17 or older, which hides it. */
  readonly goVersion: string;
  /** The main package, such as `k8s.io/kubernetes/cmd/kubelet`. */
  readonly path: string | null;
  /** The main module's path and version, such as `k8s.io/kubernetes` and `v1.33.1` or `(devel)`. */
  readonly module: { readonly path: string; readonly version: string } | null;
  /** The modules it was linked with and their versions, those of a replacement where there is one. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** The `build` lines, such as `vcs.revision`. */
  readonly settings: Readonly<Record<string, string>>;
}
