import { type Compression, sniffCompression, sniffLength } from '../compression/sniff.ts';
import { type ImageFiles, type ImagePlan, UsageProblem } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import { scanArchive } from '../layer/source-scans.ts';
import { planLayout } from '../oci/plan-layout.ts';
import type { OpenFile } from '../ports.ts';
import type { Session } from '../session.ts';
import type { CompressedArchive } from '../stored/compressed-entries.ts';
import { plainArchiveFiles, scannedArchiveFiles } from './archive-files.ts';
import { planDockerArchive } from './docker-manifest.ts';
import { howManifestParts, howTheyPart } from './same-image.ts';

export type ArchiveForm = 'docker-archive' | 'oci-archive';

export interface PlannedArchive {
  readonly form: ArchiveForm;
  readonly files: ImageFiles;
  readonly plan: ImagePlan;
  /** Where its bytes can be had once more; null if it is not compressed, and its entries can be read by themselves. */
  readonly compressed: CompressedArchive | null;
}

/**
 * An image archive in a file, plain or compressed. If it was not said which kind it is, Docker's `manifest.json` goes
 * first: where both are there, it carries the names. But then the OCI layout has to lead to the same image, or it would
 * depend on who loads the archive; where the kind was said, that is told.
 */
export async function openArchive(
  session: Session,
  file: OpenFile,
  where: string,
  form: ArchiveForm | null,
  reference: string | null,
): Promise<PlannedArchive> {
  const compression = sniffCompression(await file.read(0, sniffLength));
  const files = await archiveFiles(session, file, where, compression);
  const kind = form ?? ((await files.has('manifest.json')) ? 'docker-archive' : 'oci-archive');
  const { platform } = session.options;
  const docker = kind === 'docker-archive';
  const plan = docker ? await planDockerArchive(files, reference) : await planLayout(files, reference, platform);
  const parting = docker
    ? await howTheyPart(files, plan, reference, platform)
    : await howManifestParts(files, plan, reference);
  if (parting !== null && form === null) {
    throw new UsageProblem(
      `${where}: its manifest.json names one image, and its index.json ${parting}; docker load takes the first, and ctr images import, kind and podman the second: write docker-archive:PATH or oci-archive:PATH`,
    );
  }
  if (parting !== null) {
    session.remark(
      docker
        ? `its index.json, by which containerd, kind and podman go, ${parting}`
        : `its manifest.json, by which docker load goes, ${parting}`,
    );
  }
  const compressed = compression === 'none' ? null : { where, chunks: () => file.stream(0) };
  return { form: kind, files, plan, compressed };
}

async function archiveFiles(
  session: Session,
  file: OpenFile,
  where: string,
  compression: Compression,
): Promise<ImageFiles> {
  if (compression === 'none') return plainArchiveFiles(session, file, where);
  if (compression === 'xz' || compression === 'bzip2') {
    throw new InputProblem(
      `${where} is an image archive compressed with ${compression}; decompress it first, or use gzip or zstd`,
    );
  }
  session.expect(file.size);
  const scan = await scanArchive(session, file, compression, where, null, null);
  return scannedArchiveFiles(scan, where, (entry, wanted) =>
    scanArchive(session, file, compression, where, entry, wanted),
  );
}
