/** What the bytes of an executable say about its version. */
export interface BinaryFacts {
  readonly format: 'elf' | 'other';
  /** Go's build information, where the program has it. */
  readonly goBuildInfo: GoBuildInfo | null;
  /**
   * Version strings that stand between two NUL bytes, and `X.Y.Z+unknown`, which is what a containerd says whose build set
   * none; in the order of the file, each once; at most 64.
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
