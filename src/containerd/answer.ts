import type { Observation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';

/**
 * - `ok`: the daemon runs and its CRI plugin serves the kubelet
 * - `daemon-exit`: containerd refuses to start
 * - `cri-disabled`: the daemon runs without the CRI plugin, as it was told
 * - `cri-failed`: the daemon runs, but its CRI plugin did not load
 */
export type ContainerdState = 'ok' | 'daemon-exit' | 'cri-disabled' | 'cri-failed';

/**
 * - `systemd`, `cgroupfs`: what runc is told
 * - `opaque`: not a runc shim; containerd does not read the setting
 * - `no-runtime-type`, `options-error`: every pod of this handler fails
 */
export type HandlerDriver = 'systemd' | 'cgroupfs' | 'opaque' | 'no-runtime-type' | 'options-error';

/** Where an answer comes from. */
export type Origin =
  | { readonly by: 'line'; readonly location: Location }
  /** A built-in default decided. `nearest` is the table (or `version` line, or file) in which the missing line belongs. */
  | { readonly by: 'default'; readonly nearest: Location | null; readonly missing: string };

export interface HandlerAnswer {
  readonly name: string;
  /** The runtime type, `""` where there is none. */
  readonly type: string;
  readonly driver: HandlerDriver;
  /** What decided the driver. */
  readonly origin: Origin;
  /** The file's line that defines the handler, for messages about the handler itself. */
  readonly definition: Location | null;
}

export interface RuntimeConfigAnswer {
  /** What the CRI call RuntimeConfig answers on a node whose init is systemd. `no-cri`: there is no CRI service. */
  readonly onSystemdHost: 'systemd' | 'cgroupfs' | 'unimplemented' | 'no-cri';
  readonly elsewhere: 'systemd' | 'cgroupfs' | 'unimplemented' | 'no-cri';
  /** The handler that answered; null where the host was asked. */
  readonly handler: string | null;
}

/** A configuration file that containerd loads, in load order. */
export interface LoadedFile {
  /** As containerd names it. */
  readonly path: string;
  /** With symlinks resolved. */
  readonly resolvedPath: string;
  readonly version: number | null;
  /** The `imports` entry that brought it in; null for the main file. */
  readonly importedFrom: Location | null;
}

/** What containerd of one version does with one configuration. */
export interface ContainerdAnswer {
  readonly containerdVersion: string;
  readonly family: string;
  readonly state: ContainerdState;
  /** Why the state is not `ok`; its kind and words are those of an observation. */
  readonly stateReason: Observation | null;
  /** After merging all files; null where nothing was loaded. */
  readonly configVersion: number | null;
  readonly files: readonly LoadedFile[];
  readonly defaultHandler: string;
  /** In the order of their names. With `cri-failed`, as they would be if nothing else were wrong; else empty unless `ok`. */
  readonly handlers: readonly HandlerAnswer[];
  readonly runtimeConfig: RuntimeConfigAnswer;
  readonly observations: readonly Observation[];
  /**
   * Why this answer cannot be relied on, one sentence each (a file that could not be read, two TOML readers that
   * disagree, key spellings among which containerd picks at random). Empty for a sure answer.
   */
  readonly doubts: readonly Observation[];
}
