import { checkImages } from '../gate/check-images.ts';
import { readOptions } from '../gate/read-options.ts';
import { openCheckout } from '../host/checkout.ts';
import { createImagePorts } from '../host/image-ports.ts';
import { readBaseline } from '../host/report-files.ts';
import { readUserFile } from '../host/user-files.ts';
import type { Report } from '../verdict/report.ts';
import { RULES } from '../verdict/rules/index.ts';
import type { ActionSettings } from './settings.ts';

/** A report to show, and whether the step fails by it. */
export type Judged =
  | { readonly ok: true; readonly report: Report; readonly fails: boolean }
  | { readonly ok: false; readonly message: string };

/** Judges the images that the inputs name. */
export async function judge(settings: ActionSettings): Promise<Judged> {
  const options = readOptions(
    settings.images,
    settings.raw,
    RULES.map(({ code }) => code),
  );
  if (!options.ok) return options;
  const ports = createImagePorts(process.env, import.meta.url);
  const result = await checkImages(options.options, {
    image: ports,
    readUserFile,
    readBaseline,
    checkout: options.options.repo === null ? null : openCheckout(options.options.repo),
  });
  await ports.close();
  if (!result.ok) return result;
  const { report } = result.run;
  return { ok: true, report, fails: fails(report, options.options.failOn === 'never') };
}

/** What could not be decided fails the step even where no finding may. */
function fails(report: Report, never: boolean): boolean {
  if (report.verdict !== 'fail' || !never) return report.verdict !== 'pass';
  return report.images.some(({ verdict }) => verdict === 'undetermined');
}
