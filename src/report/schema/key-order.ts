import type { Location } from '../../text/position.ts';
import type {
  BaselineReport,
  ContainerdReport,
  Finding,
  Fix,
  Frame,
  HandlerReport,
  ImageReport,
  KubeletReport,
  LiveEvidence,
  LiveNodeReport,
  LiveReport,
  Mark,
  OtherRuntimeReport,
  ReadingReport,
  Report,
  VersionAnswer,
} from '../../verdict/report.ts';

/** The keys of an object in the order in which they are written; the value says the same of what the key holds. */
export interface KeyOrder {
  readonly [key: string]: KeyOrder | null;
}

/** Every key of `T` must be there, so that a new field of the report cannot be forgotten here. */
type KeysOf<T> = { readonly [K in keyof Required<T>]: KeyOrder | null };

const location = {
  path: null,
  startLine: null,
  startColumn: null,
  endLine: null,
  endColumn: null,
} satisfies KeysOf<Location>;

const handler = {
  name: null,
  type: null,
  driver: null,
  source: location,
  judged: null,
  why: null,
} satisfies KeysOf<HandlerReport>;

const containerd = {
  version: null,
  versionSource: null,
  config: null,
  configVersion: null,
  cri: null,
  state: null,
  defaultHandler: null,
  certain: null,
  handlers: handler,
  runtimeConfig: null,
  files: null,
  byVersion: { versions: null, answer: null } satisfies KeysOf<VersionAnswer>,
} satisfies KeysOf<ContainerdReport>;

const otherRuntime = {
  name: null,
  version: null,
  driver: null,
  certain: null,
  source: location,
  why: null,
} satisfies KeysOf<OtherRuntimeReport>;

const kubelet = {
  version: null,
  versionSource: null,
  configured: null,
  effective: null,
  certain: null,
  followsRuntime: null,
  source: location,
  why: null,
} satisfies KeysOf<KubeletReport>;

const fix = { title: null, path: null, startLine: null, endLine: null, replacement: null } satisfies KeysOf<Fix>;

const mark = {
  role: null,
  startLine: null,
  startColumn: null,
  endLine: null,
  endColumn: null,
  label: null,
} satisfies KeysOf<Mark>;

const frame = {
  path: null,
  origin: null,
  lines: { number: null, text: null } satisfies KeysOf<Frame['lines'][number]>,
  marks: mark,
} satisfies KeysOf<Frame>;

const finding = {
  rule: null,
  severity: null,
  undecided: null,
  message: null,
  consequence: null,
  help: null,
  location,
  repo: location,
  repoKind: null,
  repoNote: null,
  repoCandidates: location,
  fix,
  skipped: null,
  frames: frame,
  fingerprint: null,
  baseline: null,
} satisfies KeysOf<Finding>;

const live = {
  cluster: null,
  booted: null,
  nodes: {
    name: null,
    cgroupVersion: null,
    kubelet: null,
    runtime: { handler: null, driver: null } satisfies KeysOf<LiveNodeReport['runtime'][number]>,
    evidence: { kind: null, subject: null, says: null, detail: null } satisfies KeysOf<LiveEvidence>,
  } satisfies KeysOf<LiveNodeReport>,
  logs: null,
  retained: null,
} satisfies KeysOf<LiveReport>;

const reading = {
  form: null,
  layers: null,
  layersRead: null,
  bytesRead: null,
  totalBytes: null,
  remarks: null,
} satisfies KeysOf<ReadingReport>;

const baseline = {
  new: null,
  persisting: null,
  fixed: { rule: null, message: null, fingerprint: null } satisfies KeysOf<BaselineReport['fixed'][number]>,
  previousDigest: null,
} satisfies KeysOf<BaselineReport>;

export const reportKeys = {
  schema: null,
  tool: { name: null, version: null } satisfies KeysOf<Report['tool']>,
  verdict: null,
  images: {
    image: null,
    digest: null,
    verdict: null,
    platform: null,
    containerd,
    otherRuntime,
    kubelet,
    findings: finding,
    live,
    reading,
    baseline,
  } satisfies KeysOf<ImageReport>,
} satisfies KeysOf<Report>;
