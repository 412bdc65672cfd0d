import type { Observation } from '../text/observation.ts';
import type { BootFailureCode } from './cluster/failure.ts';

/** An observation of one kind with exactly these details. */
interface Noted<Kind extends string, Detail extends Observation['detail']> extends Observation<Kind> {
  readonly detail: Detail;
}

export type Driver = 'systemd' | 'cgroupfs';

/**
 * Everything that kind mode notices, by kind. `node` is a node container's name. Locations are lines of files in the node
 * (of the image where the file is the same) or of the kind configuration.
 */
export type KindObservation = BootObservation | LiveObservation | ConfigObservation;
export type KindObservationKind = KindObservation['kind'];

/** How the boot went. */
export type BootObservation =
  /**
   * No cluster, or one that is not worth judging. `code` names the cause; `cause` and `remedy` are sentences; `step` is
   * kind's step; `message` is the program's own text, hostile. `location`: the lines of the configuration that broke
   * the boot, where they are known; `related`: other candidates.
   */
  | Noted<
      'boot-failed',
      {
        readonly code: BootFailureCode;
        readonly cause: string;
        readonly remedy: string;
        readonly step: string | null;
        readonly message: string;
        /** False where the image is not to blame (no engine, no disk, cancelled): nothing was learnt about it. */
        readonly blamesImage: boolean;
      }
    >
  /** Something of ours may be left on the engine; `command` removes it. */
  | Noted<'cluster-not-removed', { readonly cluster: string; readonly message: string; readonly command: string }>
  /** kind waited for the node to be Ready in vain, and exited 0. */
  | Noted<'node-not-ready', { readonly cluster: string; readonly seconds: number }>;

/** What runs on the nodes. */
export type LiveObservation =
  /** No evidence decides. `subject`: `kubelet`, or `handler NAME`. */
  | Noted<'live-undetermined', { readonly node: string; readonly subject: string; readonly reason: string }>
  /** A running container outside of its pod's slice: kubelet systemd, runtime cgroupfs. `pod` null: the probe. */
  | Noted<
      'live-pod-misplaced',
      { readonly node: string; readonly handler: string; readonly pod: string | null; readonly cgroup: string }
    >
  /** runc refuses the pod's cgroup: kubelet cgroupfs, runtime systemd. */
  | Noted<
      'live-pod-refused',
      { readonly node: string; readonly handler: string; readonly pod: string | null; readonly message: string }
    >
  /** A probe pod does not start, for another reason. `code` as of a boot failure where it is a known one. */
  | Noted<
      'live-probe-failed',
      {
        readonly node: string;
        readonly handler: string;
        readonly message: string;
        readonly code: BootFailureCode | null;
      }
    >
  /** Containers that were started again while they were watched. */
  | Noted<
      'live-pods-restarting',
      { readonly node: string; readonly pod: string; readonly restarts: number; readonly seconds: number }
    >
  /** The kubelet threw sandboxes away and made new ones (`SandboxChanged`). */
  | Noted<
      'live-sandbox-changed',
      { readonly node: string; readonly pod: string; readonly count: number; readonly message: string }
    >
  /** `FailedCreatePodSandBox`. */
  | Noted<
      'live-sandbox-failed',
      { readonly node: string; readonly pod: string; readonly count: number; readonly message: string }
    >
  /**
   * A configuration file is newer than the daemon that read it. `changesDriver`: whether the file now says another driver
   * than the daemon uses; null where that is not known. `location`: the file's first line, or the driver's line.
   */
  | Noted<
      'live-file-edited-after-start',
      {
        readonly node: string;
        readonly path: string;
        readonly process: string;
        readonly secondsAfterStart: number;
        readonly changesDriver: boolean | null;
      }
    >
  /** The files say something else than the running daemon does: it would change with the next restart. */
  | Noted<
      'live-stale-configuration',
      { readonly node: string; readonly subject: string; readonly file: Driver; readonly running: Driver }
    >
  /** What the image says by itself, and what runs. `subject`: `kubelet`, `handler NAME`, or `RuntimeConfig`. */
  | Noted<
      'live-disagrees-with-static',
      { readonly node: string; readonly subject: string; readonly static: string; readonly live: string }
    >
  /** Two sources disagree. `expected`: they are known to (configz on 1.31 to 1.34), so it is no finding. */
  | Noted<
      'live-evidence-disagrees',
      {
        readonly node: string;
        readonly subject: string;
        readonly stronger: string;
        readonly strongerSays: string;
        readonly weaker: string;
        readonly weakerSays: string;
        readonly expected: boolean;
        readonly note: string;
      }
    >
  /**
   * A file of the image is another one on the node. `change`: `edited`, `added`, `removed`. `baked` and `live`: what it
   * decides in each, where that is known. `by`: who is known to write it at boot (`kind`, `kubeadm`, `entrypoint`, or
   * `unknown`).
   */
  | Noted<
      'live-changed-at-boot',
      {
        readonly node: string;
        readonly path: string;
        readonly change: 'edited' | 'added' | 'removed';
        readonly baked: string | null;
        readonly live: string | null;
        readonly by: string;
      }
    >
  /** A setting is another one on the node than in the image: `handler runc`, baked → live. */
  | Noted<
      'live-setting-changed-at-boot',
      { readonly node: string; readonly subject: string; readonly baked: string; readonly live: string }
    >
  /** The runtime offers no CRI. `cause`: `not-running`, `no-cri-service`, `unreachable`. */
  | Noted<'live-cri-unavailable', { readonly node: string; readonly cause: string; readonly message: string }>
  /** `/kind/version` and the version that the kubelet prints differ. */
  | Noted<
      'live-version-differs',
      { readonly node: string; readonly kindVersion: string; readonly kubeletVersion: string }
    >;

/** What is noticed while a kind configuration is applied without a boot. `location`: the patch, or the line in it. */
export type ConfigObservation =
  /** The file is no kind configuration. `problem` in our words. */
  | Noted<'kind-config-invalid', { readonly problem: string }>
  /** kind would stop at this patch (`failed to patch containerd config …`). */
  | Noted<'kind-patch-fails', { readonly patch: string; readonly problem: string }>
  /** A containerd patch of another `version` than the base, silently passed over since 0.32.0. */
  | Noted<'kind-patch-skipped', { readonly patchVersion: string; readonly baseVersion: number }>
  /**
   * A kubeadm patch that changes nothing, and nobody says so. `why`: `kind` or `api-version` (no document has it), or a
   * sentence about a joining node, which takes the cluster's KubeletConfiguration.
   */
  | Noted<
      'kind-patch-matches-nothing',
      { readonly kind: string; readonly apiVersion: string | null; readonly why: string }
    >
  /** A patch decides the driver. `subject`: `handler NAME`, `kubelet`. `related`: the image's own line. */
  | Noted<'kind-patch-decides', { readonly subject: string; readonly from: string | null; readonly to: string }>
  /** A folder or file of the host is mounted over something that this run judges by the image. */
  | Noted<
      'kind-mount-hides-image',
      { readonly node: string; readonly containerPath: string; readonly hostPath: string }
    >
  /** Nodes of one configuration are patched differently; `node` is judged. */
  | Noted<'kind-nodes-differ', { readonly node: string; readonly others: number }>;
