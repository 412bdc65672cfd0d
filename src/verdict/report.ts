import type { LiveReport } from '../kind/live-report.ts';
import type { Location } from '../text/position.ts';

export type { LiveEvidence, LiveNodeReport, LiveReport } from '../kind/live-report.ts';

/**
 * The report: the only thing that crosses from judging to showing and publishing. It is the JSON report of schema 1 as it
 * stands, so everything in it can be serialised. Strings in it may come from a hostile image: whoever prints one escapes it.
 */
export interface Report {
  readonly schema: 1;
  readonly tool: { readonly name: 'cgroup-gate'; readonly version: string };
  /** The worst of the images': `fail`, then `undetermined`, then `pass`. */
  readonly verdict: Verdict;
  readonly images: readonly ImageReport[];
}

export type Verdict = 'pass' | 'fail' | 'undetermined';
export type Severity = 'error' | 'warning' | 'note';

export interface ImageReport {
  /** As the user wrote it. */
  readonly image: string;
  readonly digest: string | null;
  readonly verdict: Verdict;
  /** `linux/amd64`, where the image says so. */
  readonly platform: string | null;
  readonly containerd: ContainerdReport | null;
  /** CRI-O or dockerd, where the kubelet of this image uses one of them instead of containerd. */
  readonly otherRuntime: OtherRuntimeReport | null;
  readonly kubelet: KubeletReport | null;
  /** Most severe first, then by path and line. */
  readonly findings: readonly Finding[];
  /** What kind mode saw on the running nodes; null for a static run. */
  readonly live: LiveReport | null;
  /** How many layers and bytes were read, and how: `read 3 of 9 layers`. */
  readonly reading: ReadingReport | null;
  /** Against `--baseline`; null without one. */
  readonly baseline: BaselineReport | null;
}

export interface ContainerdReport {
  readonly version: string | null;
  /** `dpkg`, `build info of /usr/bin/containerd`, `--containerd-version`, …; null where the version is not known. */
  readonly versionSource: string | null;
  /** The main file, also where it could not be loaded (then it is not among `files`); null where there is none. */
  readonly config: string | null;
  readonly configVersion: number | null;
  readonly cri: boolean;
  readonly state: 'ok' | 'daemon-exit' | 'cri-disabled' | 'cri-failed' | 'unknown';
  readonly defaultHandler: string;
  /** False where a doubt leaves the drivers open and those shown are the likely ones. Missing: true. */
  readonly certain?: boolean;
  readonly handlers: readonly HandlerReport[];
  /** What the CRI call RuntimeConfig would answer; null where it is not known. */
  readonly runtimeConfig: 'systemd' | 'cgroupfs' | 'unimplemented' | 'no-cri' | null;
  /** Every file that was loaded, in load order. */
  readonly files: readonly string[];
  /** Where the version is not known and versions differ: who says what. */
  readonly byVersion: readonly VersionAnswer[];
}

export interface VersionAnswer {
  /** `1.5 to 1.7`, `2.0.2 to 2.2`. */
  readonly versions: string;
  /** One phrase: `runc: systemd`, `containerd does not start`. */
  readonly answer: string;
}

export interface HandlerReport {
  readonly name: string;
  readonly type: string;
  /** `none`: the shim has no such setting. `unknown`: it could not be decided, or every pod of the handler fails. */
  readonly driver: 'systemd' | 'cgroupfs' | 'none' | 'unknown';
  /** Null: it is containerd's default. */
  readonly source: Location | null;
  /** Whether this run judges the handler (`--handlers`). */
  readonly judged: boolean;
  /** How the value came about, in one sentence. */
  readonly why: string;
}

export interface OtherRuntimeReport {
  readonly name: 'cri-o' | 'docker';
  readonly version: string | null;
  readonly driver: 'systemd' | 'cgroupfs' | 'unknown';
  /** False where a doubt leaves the driver open and the one shown is the likely one. Missing: true. */
  readonly certain?: boolean;
  readonly source: Location | null;
  readonly why: string;
}

export interface KubeletReport {
  readonly version: string | null;
  readonly versionSource: string | null;
  readonly configured: 'systemd' | 'cgroupfs' | 'unknown';
  readonly effective: 'systemd' | 'cgroupfs' | 'unknown';
  /** False where a doubt leaves the driver open and the one shown is the likely one. Missing: true. */
  readonly certain?: boolean;
  /** True: the runtime's answer wins over the kubelet's own setting. Null: not known. */
  readonly followsRuntime: boolean | null;
  readonly source: Location | null;
  /** How the value came about, in one sentence. */
  readonly why: string;
}

export interface Finding {
  /** The rule's code, kebab-case, stable. */
  readonly rule: string;
  readonly severity: Severity;
  /** True where the finding says that something could not be decided: it makes the image undetermined, and no `--skip` accepts it. */
  readonly undecided: boolean;
  /** One headline without a final full stop, at most about 100 characters. */
  readonly message: string;
  /** What will happen on the node, or why it matters; one to three sentences, or empty. */
  readonly consequence: string;
  /** How to mend it, in one or two sentences; or empty. */
  readonly help: string;
  readonly location: Location | null;
  /** The one line of the repository that baked it, or that was meant to prevent it and did not. */
  readonly repo: Location | null;
  /**
   * What `repo` is: the image's own `line`, a line of a `template` that makes it, an `edit` of the file, or a `step` that
   * generates, brings or removes the file. Only a `line` says the same as the image's. Null or missing without `repo`.
   */
  readonly repoKind?: RepoKind | null;
  /** Where several lines of the repository could have, or the reason why none was found; with `repo`, why it is that one. */
  readonly repoNote: string | null;
  readonly repoCandidates: readonly Location[];
  readonly fix: Fix | null;
  readonly skipped: string | null;
  /** Excerpts, the primary one first. */
  readonly frames: readonly Frame[];
  /** Stays the same while the finding does: a hex digest over rule, path, and the line's text. */
  readonly fingerprint: string;
  /** Against `--baseline`; null without one. */
  readonly baseline: 'new' | 'persisting' | null;
}

export type RepoKind = 'line' | 'template' | 'edit' | 'step';

/** Replace the whole lines `startLine` to `endLine` (inclusive) of `path` by `replacement`, which has no final line break. */
export interface Fix {
  readonly title: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly replacement: string;
}

/** Lines of one file with what is to be seen on them. */
export interface Frame {
  readonly path: string;
  /** The layer and build step that put the file there, as a phrase: `layer 7 of 9 · COPY files/ /`; null without layers. */
  readonly origin: string | null;
  /** In order of their numbers; gaps are allowed and shown as such. */
  readonly lines: readonly { readonly number: number; readonly text: string }[];
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly role: 'primary' | 'related';
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly label: string;
}

export interface ReadingReport {
  /** The form it was read as: `docker-archive`, `oci`, `rootfs`, … */
  readonly form: string;
  readonly layers: number | null;
  readonly layersRead: number | null;
  readonly bytesRead: number | null;
  readonly totalBytes: number | null;
  /** Remarks on how far the reading can be trusted: `relied on the layer's table of contents`. */
  readonly remarks: readonly string[];
}

export interface BaselineReport {
  readonly new: number;
  readonly persisting: number;
  /** Findings of the earlier report that are gone. */
  readonly fixed: readonly { readonly rule: string; readonly message: string; readonly fingerprint: string }[];
  /** Set where the same reference had another digest then. */
  readonly previousDigest: string | null;
}
