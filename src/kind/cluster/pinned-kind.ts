/**
 * The kind that is installed where none is on the PATH; to move to another version, replace all checksums. They are
 * what the project publishes beside each file as `kind-OS-ARCH.sha256sum`, known here through others that pin the release:
 * in November 2026 each of the four stood with this version in ten or more files of public repositories that have nothing
 * to do with one another, all four in one place among others in the tools makefile of cert-manager's repositories
 * (`kind_linux_amd64_SHA256SUM` and so on in modules/tools/00_mod.mk).
 */
export const pinnedKind = {
  version: 'v0.33.0',
  baseUrl: 'https://github.com/kubernetes-sigs/kind/releases/download',
  /** By `OS-ARCH` as in the file's name. */
  sha256: {
    'linux-amd64': 'aee6151561422756b764a4ae28e7f44cda5af5a9eead3cc9985112b1de8d8e0d',
    'linux-arm64': '20022bee6cfcd5086cb7234d218e3454e6090022f2a8f55d1fa7fcf42c3867a2',
    'darwin-amd64': '5a99f26f57246dc9319dd294803313197a0f34d33c525b3ea8b655db5916ece0',
    'darwin-arm64': '0c8c7dbe5e23594a198b786c4bc13dacc101fa6196b0cb0b23a1ca44e61f4b4f',
  } as Readonly<Record<string, string>>,
} as const;
