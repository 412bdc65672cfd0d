import { matchesImage } from '../gate/expand-images.ts';
import { unopenedImage } from '../gate/unopened-image.ts';
import { readReports } from '../host/report-files.ts';
import { mergeReports } from '../report/merge.ts';
import { VERSION } from '../version.ts';
import type { Judged } from './judge.ts';
import type { ActionSettings } from './settings.ts';

/**
 * Takes saved reports, of several as one. Where `images` are named as well, each that no report is about becomes
 * undetermined: a job that never came to an end must not look like a pass. The step does not fail by what they say: the
 * jobs that judged have done so.
 */
export async function readSaved(settings: ActionSettings): Promise<Judged> {
  const read = await readReports(settings.publish);
  if (!read.ok) return { ok: false, message: `publish: ${read.message}` };
  const told = read.reports.flatMap(({ images }) => images.map(({ image }) => image));
  const missing = settings.images.filter((image) => !told.some((one) => matchesImage(image, one)));
  const images = missing.map((image) =>
    unopenedImage(
      image,
      'there is no report: the job that judges it did not finish',
      'Look into the log of that job, and run it again.',
    ),
  );
  const tool = { name: 'cgroup-gate', version: VERSION } as const;
  const rest = images.length === 0 ? [] : [{ schema: 1, tool, verdict: 'undetermined', images } as const];
  const report = mergeReports([...read.reports, ...rest]);
  if (report === null) return { ok: false, message: 'publish: no report was found' };
  return { ok: true, report, fails: false };
}
