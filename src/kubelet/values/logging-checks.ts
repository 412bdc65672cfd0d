import { isMap, type Plain, type PlainMap } from './field-values.ts';
import { durationOf, gateOn, isTrueIn, mapOf, type Settings, textOf } from './settings.ts';
import { billionths, milliseconds } from './units.ts';
import type { ValueCheck } from './value-check.ts';

const largestVerbosity = 2 ** 31 - 1;
const alphaGate = 'LoggingAlphaOptions';

/** Without what flags set, which have forms of their own. */
function logging(settings: Settings): PlainMap {
  const parts = Object.entries(mapOf(settings, 'logging')).filter(([part]) => !settings.fields.has(flagOf[part] ?? ''));
  return Object.fromEntries(parts);
}

const flagOf: Readonly<Record<string, string>> = {
  format: '--logging-format',
  flushFrequency: '--log-flush-frequency',
  verbosity: '--v',
  vmodule: '--vmodule',
};

function formatOf(settings: Settings): string {
  return textOf(settings, '--logging-format') || String(logging(settings).format ?? '');
}

/** A number of nanoseconds, or words; 0 stands for the default. */
function isNegative(frequency: Plain | undefined): boolean {
  return typeof frequency === 'number' ? frequency < 0 : milliseconds(frequency ?? 0) < 0;
}

function isPattern(item: Plain): boolean {
  if (!isMap(item)) return true;
  const pattern = String(item.filePattern ?? '');
  return pattern !== '' && !/[=,]/.test(pattern) && Number(item.verbosity ?? 0) <= largestVerbosity;
}

function hasBuffer(options: Plain | undefined): boolean {
  const size = isMap(options) ? options.infoBufferSize : null;
  return size != null && (billionths(String(size)) ?? 0n) !== 0n;
}

/**
 * How the kubelet writes its log, which it sets up before anything else. Source: Kubernetes component-base
 * logs/api/v1/options.go `Validate` of 1.25 to 1.36.
 */
export const loggingChecks: readonly ValueCheck[] = [
  {
    fields: ['logging'],
    must: 'have text or json for its format',
    isWrong: (settings) => !['', 'text', 'json'].includes(String(logging(settings).format ?? '')),
  },
  {
    fields: ['--logging-format'],
    must: 'be text or json',
    isWrong: (settings) => !['', 'text', 'json'].includes(textOf(settings, '--logging-format')),
  },
  {
    fields: ['--v'],
    since: 24,
    must: 'be a number without a sign',
    isWrong: (settings) => /^[-+]/.test(textOf(settings, '--v')),
  },
  {
    fields: ['--log-flush-frequency'],
    since: 24,
    must: 'be longer than 0',
    isWrong: (settings) =>
      settings.fields.has('--log-flush-frequency') && durationOf(settings, '--log-flush-frequency') <= 0,
  },
  {
    fields: ['logging'],
    since: 24,
    must: 'have a flushFrequency above 0',
    isWrong: (settings) => isNegative(logging(settings).flushFrequency),
  },
  {
    fields: ['logging'],
    since: 24,
    must: `have a verbosity of ${largestVerbosity} at most`,
    isWrong: (settings) => Number(logging(settings).verbosity ?? 0) > largestVerbosity,
  },
  {
    fields: ['logging', '--logging-format'],
    since: 24,
    must: 'have file patterns without = and commas in its vmodule, for the text format only',
    isWrong: (settings) => {
      const { vmodule } = logging(settings);
      if (!Array.isArray(vmodule) || vmodule.length === 0) return false;
      return formatOf(settings) === 'json' || !vmodule.every(isPattern);
    },
  },
  // a splitStream in a file is lost where the command line is read a second time
  ...(['json', 'text'] as const).flatMap((format): readonly ValueCheck[] => [
    {
      fields: ['logging'],
      since: format === 'json' ? 25 : 30,
      must: `have no infoBufferSize unless the feature gate ${alphaGate} is on`,
      isWrong: (settings) => {
        const { options } = logging(settings);
        return isMap(options) && hasBuffer(options[format]) && !gateOn(settings, alphaGate);
      },
    },
    {
      fields: [`--log-${format}-split-stream`],
      since: format === 'json' ? 25 : 30,
      must: `be false unless the feature gate ${alphaGate} is on`,
      isWrong: (settings) => isTrueIn(settings, `--log-${format}-split-stream`) && !gateOn(settings, alphaGate),
    },
  ]),
];
