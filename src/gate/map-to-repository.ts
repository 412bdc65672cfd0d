import type { FileTree, Provenance } from '../image/file-tree.ts';
import type { Subject } from '../source/find/question.ts';
import type { SourceFinder } from '../source/open-repository.ts';
import type { Finding, ImageReport } from '../verdict/report.ts';

const CONTAINERD_CONFIG = '/etc/containerd/config.toml';
const KUBELET_CONFIG = '/var/lib/kubelet/config.yaml';
/** Findings that say that a driver is not what it should be. */
const DRIVER_RULES = new Set(['cgroup-driver-mismatch', 'cgroup-driver-not-systemd', 'handler-undecided']);
const CRI_RULES = new Set(['cri-disabled', 'runtime-not-serving']);

/** The files that a finding can point at: the image's, and those that were handed in, by path. */
export interface PointedFiles {
  readonly tree: FileTree;
  readonly given: ReadonlyMap<string, Uint8Array>;
}

/** Adds to each finding the line of the repository that baked it, or the reason why none is named. */
export async function mapToRepository(
  report: ImageReport,
  files: PointedFiles,
  finder: SourceFinder | null,
): Promise<ImageReport> {
  if (finder === null) return report;
  const findings: Finding[] = [];
  for (const finding of report.findings) findings.push(await mapped(finding, report, files, finder));
  return { ...report, findings };
}

async function mapped(
  finding: Finding,
  report: ImageReport,
  files: PointedFiles,
  finder: SourceFinder,
): Promise<Finding> {
  const subject = subjectOf(finding, report);
  const path = finding.location?.path ?? missingFile(subject, report);
  if (path === null) return finding;
  const { bytes, provenance } = await read(path, files);
  const { repo, note, candidates, kind } = finder.find({
    subject,
    location: finding.location,
    path,
    bytes,
    provenance,
  });
  return { ...finding, repo, repoNote: note, repoCandidates: candidates, ...(kind === null ? {} : { repoKind: kind }) };
}

function subjectOf({ rule, location }: Finding, report: ImageReport): Subject {
  if (CRI_RULES.has(rule)) return 'cri';
  if (!DRIVER_RULES.has(rule)) return 'line';
  if (location !== null) return isKubelets(location.path, report) ? 'kubelet-driver' : 'runtime-driver';
  const runtimes = report.containerd?.handlers.some(({ driver, judged }) => judged && driver === 'cgroupfs');
  return runtimes && report.kubelet?.effective !== 'cgroupfs' ? 'runtime-driver' : 'kubelet-driver';
}

function isKubelets(path: string, report: ImageReport): boolean {
  return path !== report.containerd?.config && (path === report.kubelet?.source?.path || /kubelet|kubeadm/.test(path));
}

/** The file in which the setting would stand, for a finding that has no line. */
function missingFile(subject: Subject, report: ImageReport): string | null {
  if (subject === 'runtime-driver') return report.containerd?.config ?? CONTAINERD_CONFIG;
  return subject === 'kubelet-driver' ? KUBELET_CONFIG : null;
}

async function read(
  path: string,
  { tree, given }: PointedFiles,
): Promise<{ readonly bytes: Uint8Array | null; readonly provenance: Provenance | null }> {
  const own = given.get(path);
  if (own !== undefined) return { bytes: own, provenance: null };
  const result = await tree.read(path);
  return result.ok ? { bytes: result.bytes, provenance: result.entry.provenance } : { bytes: null, provenance: null };
}
