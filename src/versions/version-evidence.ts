import type { UnreadSource } from './packages/installed-package.ts';
import type { Program } from './program.ts';
import type { Version } from './version.ts';

/**
 * How much a claim is worth, the best first:
 * - `binary`: the bytes of the program that would run
 * - `owner`: the package that brought this very file
 * - `record`: a file in which the image's builder wrote the version down
 * - `package`: a package of that name, of which it is not known that it brought the file that would run
 * - `other-binary`: the bytes of a program of that name elsewhere in the image
 * - `name`: the name of a folder or of an installer
 * - `other-package`: a package of that name which did not bring the file that would run; never believed
 */
export const CONFIDENCES = ['binary', 'owner', 'record', 'package', 'other-binary', 'name', 'other-package'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** One place that says a version. */
export interface VersionClaim {
  readonly version: Version;
  /** For a sentence: `dpkg package containerd.io`, `build info of /usr/bin/containerd`, `/kind/version`. */
  readonly source: string;
  /** The file that says so. */
  readonly path: string;
  readonly confidence: Confidence;
}

/** All that an image says of one program's version. */
export interface ProgramVersions {
  /** The claim to believe; null where there is none. It may be partial: see `isPartial`. */
  readonly chosen: VersionClaim | null;
  /** The best first. */
  readonly claims: readonly VersionClaim[];
  /** The claims that say another release than the chosen one. */
  readonly conflicts: readonly VersionClaim[];
  /** The claims that are not believed, as they are about another file than the one that would run. */
  readonly disbelieved: readonly VersionClaim[];
  /** The program's file that would run, symlinks resolved; null where none of the candidates exists. */
  readonly program: string | null;
}

/** The TOML library that a containerd was linked with; it decides which syntax is accepted. */
export interface TomlLibrary {
  /** `github.com/pelletier/go-toml`, the same with `/v2`, or `github.com/BurntSushi/toml`. */
  readonly module: string;
  readonly version: Version;
  readonly source: string;
  readonly path: string;
}

export type VersionEvidence = Readonly<Record<Program, ProgramVersions>> & {
  /** What `/kind/version` says: the Kubernetes that kind built this image for. */
  readonly kind: VersionClaim | null;
  /** Of the containerd that would run; null where it is not known. */
  readonly tomlLibrary: TomlLibrary | null;
  /** What the containerd that would run was built for, as Go calls it (`amd64`); null where its bytes do not say. */
  readonly architecture: string | null;
  /** What could not be read, although it may say a version. */
  readonly unread: readonly UnreadSource[];
};
