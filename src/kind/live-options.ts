import type { FileTree } from '../image/file-tree.ts';
import type { BootFailure } from './cluster/failure.ts';
import type { ClusterState } from './cluster/lifetime.ts';
import type { NodeImageSource } from './cluster/load-image.ts';
import type { OnProgress } from './cluster/steps.ts';
import type { KindConfigFile } from './config/apply.ts';
import type { NodeFindings } from './evidence/conclude.ts';
import type { ResolveTree, StaticAnswers } from './evidence/static-side.ts';
import type { LiveReport } from './live-report.ts';
import type { KindObservation } from './observations.ts';
import type { KindPorts } from './ports.ts';

export interface LiveOptions {
  readonly ports: KindPorts;
  readonly image: NodeImageSource;
  /** `linux/amd64`, as the image says of itself; null where that is not known. */
  readonly platform: string | null;
  readonly kindConfig: KindConfigFile | null;
  /** Null: a random one. A given name that is taken is an error. */
  readonly clusterName: string | null;
  /** For everything up to the cluster's being up. */
  readonly bootTimeoutMs: number;
  /** Seconds that kind waits for Ready; 0 does not wait. */
  readonly waitSeconds: number;
  /** How long the pods are watched. */
  readonly watchMs: number;
  readonly retainOnFailure: boolean;
  /** Says after the evidence is in whether this run failed, for `retainOnFailure`; without it only the boot counts. */
  readonly failed?: (result: LiveResult) => boolean;
  /** Where `kind export logs` writes when the run failed; null: nowhere. */
  readonly logsDir: string | null;
  /** The image's files, where somebody reads them; baked and live are compared then. */
  readonly tree: FileTree | null;
  /** The resolvers, for what the image says and what the node's files say. */
  readonly resolve: ResolveTree | null;
  /** Called before anything is made, and with null when all is gone. */
  readonly saveState: (state: ClusterState | null) => Promise<void>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
}

export interface LiveResult {
  readonly report: LiveReport;
  /** Null: the cluster came up. */
  readonly failure: BootFailure | null;
  readonly observations: readonly KindObservation[];
  /** What runs, per node and subject (`kubelet`, `handler NAME`). */
  readonly nodes: readonly NodeFindings[];
  /** What the resolvers made of the image, patched as kind would; null without them. */
  readonly expected: StaticAnswers | null;
}
