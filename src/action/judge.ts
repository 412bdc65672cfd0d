import * as core from '@actions/core';
import { checkImages } from '../gate/check-images.ts';
import { readOptions } from '../gate/read-options.ts';
import { checkoutProblem, openCheckout } from '../host/checkout.ts';
import { createDeadline } from '../host/deadline.ts';
import { createImagePorts } from '../host/image-ports.ts';
import { readBaseline } from '../host/report-files.ts';
import { abortOnSignals } from '../host/signals.ts';
import { readUserFile } from '../host/user-files.ts';
import { singleLine } from '../report/escape/workflow-command.ts';
import type { Report } from '../verdict/report.ts';
import { RULES } from '../verdict/rules/index.ts';
import { rememberCluster } from './cluster-state.ts';
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
  const { repo } = options.options;
  // The workspace of a job that checks nothing out need not be there.
  const problem = repo === null || repo === process.env.GITHUB_WORKSPACE ? null : await checkoutProblem(repo);
  if (problem !== null) return { ok: false, message: problem };
  const ports = createImagePorts(process.env, import.meta.url);
  const { signal, dispose } = abortOnSignals();
  const result = await checkImages(options.options, {
    image: ports,
    readUserFile,
    readBaseline,
    kind: async () => {
      const { createKindMode } = await import('../host/kind-mode.ts');
      return createKindMode((message) => core.info(singleLine(message)), rememberCluster(), signal);
    },
    signal,
    deadline: createDeadline(),
    checkout: repo === null ? null : openCheckout(repo),
  });
  await ports.close();
  dispose();
  if (!result.ok) return result;
  const { report } = result.run;
  return { ok: true, report, fails: fails(report, options.options.failOn === 'never') };
}

/** What could not be decided fails the step even where no finding may. */
function fails(report: Report, never: boolean): boolean {
  if (report.verdict !== 'fail' || !never) return report.verdict !== 'pass';
  return report.images.some(({ verdict }) => verdict === 'undetermined');
}
