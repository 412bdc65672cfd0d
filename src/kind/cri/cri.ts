/**
 * The part of the Kubernetes Container Runtime Interface (k8s.io/cri-api, runtime/v1/api.proto) that kind mode uses, in
 * whatever way the runtime is reached. Nothing here throws.
 */
export interface Cri {
  /** How it is reached, for messages: `CRI socket`, `crictl in the node`. */
  readonly by: string;
  version(): Promise<CriAnswer<CriVersion>>;
  /** The verbose status: the daemon's parsed configuration is in `info.config`. */
  status(): Promise<CriAnswer<CriStatus>>;
  /** Null: the answer names no driver. */
  runtimeConfig(): Promise<CriAnswer<'systemd' | 'cgroupfs' | null>>;
  listPods(): Promise<CriAnswer<readonly CriPod[]>>;
  listContainers(): Promise<CriAnswer<readonly CriContainer[]>>;
  listImages(): Promise<CriAnswer<readonly CriImage[]>>;
  podDetails(id: string): Promise<CriAnswer<CriDetails>>;
  containerDetails(id: string): Promise<CriAnswer<CriDetails>>;
  /** Answers with the sandbox's id. */
  runPod(pod: PodRequest, handler: string): Promise<CriAnswer<string>>;
  /** Creates and starts a container; answers with its id. */
  runContainer(sandbox: string, pod: PodRequest, image: string): Promise<CriAnswer<string>>;
  removePod(id: string): Promise<CriAnswer<null>>;
  close(): void;
}

/** `code` is gRPC's status number: 12 Unimplemented, 14 Unavailable; -1 where there was no gRPC answer at all. */
export type CriAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: number; readonly message: string };

export interface CriVersion {
  readonly runtime: string;
  readonly version: string;
}

export interface CriStatus {
  readonly conditions: readonly { readonly type: string; readonly status: boolean; readonly message: string }[];
  /** containerd's own configuration as it runs with it; null where the runtime does not show one. */
  readonly config: unknown;
}

export interface CriPod {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly attempt: number;
  readonly ready: boolean;
  /** Nanoseconds since 1970. */
  readonly createdAt: bigint;
  /** `""` is the default handler. */
  readonly handler: string;
  readonly labels: ReadonlyMap<string, string>;
}

export interface CriContainer {
  readonly id: string;
  readonly podId: string;
  readonly name: string;
  readonly attempt: number;
  readonly running: boolean;
  readonly createdAt: bigint;
}

export interface CriImage {
  readonly id: string;
  readonly tags: readonly string[];
  readonly digests: readonly string[];
  /** Bytes. */
  readonly size: number;
}

export interface CriDetails {
  /** In the node's process namespace; null where the container does not run. */
  readonly pid: number | null;
  /** `linux.cgroupsPath` of the OCI specification, where the runtime shows it. */
  readonly cgroupsPath: string | null;
}

/** A pod on the node's network, with nothing in it that needs a kubelet. */
export interface PodRequest {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly cgroupParent: string;
}

export const probeLabel = 'cgroup-gate.probe';

/** Pid and cgroup path from the JSON that containerd puts into `info` of a verbose status. */
export function readDetails(info: unknown): CriDetails {
  const record = isRecord(info) ? info : {};
  const pid = typeof record.pid === 'number' && record.pid > 0 ? record.pid : null;
  const spec = isRecord(record.runtimeSpec) ? record.runtimeSpec : {};
  const linux = isRecord(spec.linux) ? spec.linux : {};
  return { pid, cgroupsPath: typeof linux.cgroupsPath === 'string' ? linux.cgroupsPath : null };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
