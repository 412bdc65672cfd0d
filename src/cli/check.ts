import { resolve } from 'node:path';
import { checkImages } from '../gate/check-images.ts';
import { type RawOptions, readOptions } from '../gate/read-options.ts';
import { createDeadline } from '../host/deadline.ts';
import { createImagePorts } from '../host/image-ports.ts';
import { abortOnSignals } from '../host/signals.ts';
import { readUserFile } from '../host/user-files.ts';
import { FORMATS, isFormat, renderReport } from '../report/formats.ts';
import type { Checkout } from '../source/checkout.ts';
import type { Report } from '../verdict/report.ts';
import { RULES } from '../verdict/rules/index.ts';
import { EXIT } from './exit.ts';
import { createProgress, describeBytes } from './progress.ts';
import { say, show } from './streams.ts';

type WriteFile = (path: string, text: string) => Promise<void>;

/** `cgroup-gate check`. Resolves to the exit status. */
export async function check(images: readonly string[], raw: RawOptions, writeFile: WriteFile): Promise<number> {
  const read = readOptions(
    images,
    raw,
    RULES.map(({ code }) => code),
  );
  if (!read.ok) return wrong(read.message);
  const outputs = readOutputs(raw);
  if (typeof outputs === 'string') return wrong(outputs);
  const { repo } = read.options;
  const checkout = repo === null ? null : await openRepo(repo);
  if (typeof checkout === 'string') return wrong(checkout);

  const { signal, dispose } = abortOnSignals();
  const progress = createProgress(process.stderr);
  const ports = createImagePorts(process.env, import.meta.url);
  const result = await checkImages(read.options, {
    image: ports,
    readUserFile,
    readBaseline: async (path) => {
      const { readBaseline } = await import('../host/report-files.ts');
      return readBaseline(path);
    },
    checkout,
    kind: async () => {
      const { createKindMode } = await import('../host/kind-mode.ts');
      return createKindMode(
        (message) => progress.step(message),
        async () => {},
        signal,
      );
    },
    signal,
    deadline: createDeadline(),
    progress: (image, event) => {
      if (event.kind === 'read') progress.update(image, describeBytes(event.bytes, event.totalBytes));
    },
  });
  progress.end();
  dispose();
  await ports.close();
  if (!result.ok) return wrong(result.message);
  const { report, unopened, wrongUsage } = result.run;
  for (const message of unopened) say(message);
  for (const output of outputs.files) {
    try {
      await writeFile(output.path, await renderReport(report, output.format, PLAIN));
    } catch (cause) {
      return wrong(`${output.path} could not be written: ${cause instanceof Error ? cause.message : cause}`);
    }
  }
  const nothingOpened = unopened.length === report.images.length;
  const status = exitStatus(report, nothingOpened && wrongUsage, read.options.failOn === 'never');
  if (nothingOpened && outputs.shown === 'text') return status;
  const lost = await show(await renderReport(report, outputs.shown, terminalStyle()));
  if (lost === null) return status;
  say(`the report could not be written to standard output: ${lost}`);
  return status === EXIT.passed ? EXIT.undetermined : status;
}

/** The folder that `--repo` names; what is wrong with it, if it can't be used. */
async function openRepo(folder: string): Promise<Checkout | string> {
  const { checkoutProblem, openCheckout } = await import('../host/checkout.ts');
  return (await checkoutProblem(folder)) ?? openCheckout(folder);
}

const PLAIN = { colour: false, width: 100 };

/** Colour where a person looks at it, or asked for; never where NO_COLOR is set (https://no-color.org). */
function terminalStyle(): { colour: boolean; width: number } {
  const forced = process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== '0';
  const refused = (process.env.NO_COLOR ?? '') !== '' || process.env.TERM === 'dumb';
  return {
    colour: !refused && (forced || process.stdout.isTTY === true),
    width: Math.min(process.stdout.columns || 100, 120),
  };
}

function exitStatus(report: Report, wrongUsage: boolean, neverFails: boolean): number {
  if (wrongUsage) return EXIT.usage;
  switch (report.verdict) {
    case 'pass':
      return EXIT.passed;
    case 'fail':
      if (!neverFails) return EXIT.failed;
      return report.images.some(({ verdict }) => verdict === 'undetermined') ? EXIT.undetermined : EXIT.passed;
    case 'undetermined':
      return EXIT.undetermined;
  }
}

function wrong(message: string): number {
  say(message);
  return EXIT.usage;
}

interface Outputs {
  readonly shown: (typeof FORMATS)[number];
  readonly files: readonly { readonly format: (typeof FORMATS)[number]; readonly path: string }[];
}

function readOutputs(raw: RawOptions): Outputs | string {
  const [shown = 'text', ...others] = raw.get('format') ?? [];
  if (others.length > 0) return '--format may be given once; write further formats with --output FORMAT=FILE';
  if (!isFormat(shown)) return `--format ${shown}: give one of ${FORMATS.join(', ')}`;
  const files: { format: (typeof FORMATS)[number]; path: string }[] = [];
  for (const output of raw.get('output') ?? []) {
    const at = output.indexOf('=');
    const format = output.slice(0, at);
    const path = output.slice(at + 1);
    if (at < 0 || path === '') return `--output ${output}: write it as FORMAT=FILE`;
    if (!isFormat(format)) return `--output ${output}: give one of ${FORMATS.join(', ')} as the format`;
    if (files.some((other) => resolve(other.path) === resolve(path))) {
      return `--output ${output}: another --output writes the same file; give each a file of its own`;
    }
    files.push({ format, path });
  }
  return { shown, files };
}
