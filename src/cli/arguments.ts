import { parseArgs } from 'node:util';
import { OPTIONS } from '../gate/options.ts';
import type { RawOptions } from '../gate/read-options.ts';

export type Command =
  | { readonly name: 'check'; readonly images: readonly string[]; readonly raw: RawOptions }
  | { readonly name: 'rules'; readonly code: string | null }
  | { readonly name: 'publish'; readonly reports: readonly string[]; readonly raw: RawOptions }
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'wrong'; readonly message: string };

/** The options of `publish`. */
export const PUBLISH_OPTIONS: readonly { readonly name: string; readonly value: string; readonly help: string }[] = [
  { name: 'repository', value: 'OWNER/NAME', help: 'the repository (default: GITHUB_REPOSITORY)' },
  { name: 'pull-request', value: 'NUMBER', help: 'the pull request (default: the one whose head is --sha)' },
  { name: 'sha', value: 'SHA', help: "the pull request's head commit (default: the workflow_run event's)" },
  { name: 'key', value: 'KEY', help: 'which of our comments to keep up to date (default: cgroup-gate)' },
];

/** Reads the command line, without the two words for Node and the script. */
export function readArguments(argv: readonly string[]): Command {
  const [first, ...rest] = argv;
  if (first === undefined) return { name: 'wrong', message: 'say what to do: cgroup-gate check IMAGE' };
  if (first === '--help' || first === '-h' || first === 'help' || rest.includes('--help') || rest.includes('-h')) {
    return { name: 'help' };
  }
  if (first === '--version' || first === '-V') return { name: 'version' };
  if (first === 'rules') return readRules(rest);
  if (first === 'check') return readCheck(rest);
  if (first === 'publish') return readPublish(rest);
  if (first.startsWith('-')) {
    return { name: 'wrong', message: `${first} can not come first; write cgroup-gate check [options] IMAGE` };
  }
  return { name: 'wrong', message: `there is no command ${first}; the commands are check, rules and publish` };
}

function readRules(rest: readonly string[]): Command {
  if (rest.length > 1) return { name: 'wrong', message: 'rules takes one code at most' };
  return { name: 'rules', code: rest[0] ?? null };
}

function readCheck(rest: readonly string[]): Command {
  const allowed = OPTIONS.filter((option) => option.only !== 'action');
  const read = readOptionWords(rest, allowed);
  if (typeof read === 'string') return { name: 'wrong', message: read };
  if (read.words.length === 0) return { name: 'wrong', message: 'name at least one image: cgroup-gate check IMAGE' };
  return { name: 'check', images: read.words, raw: read.raw };
}

function readPublish(rest: readonly string[]): Command {
  const read = readOptionWords(
    rest,
    PUBLISH_OPTIONS.map((option) => ({ ...option, repeatable: false })),
  );
  if (typeof read === 'string') return { name: 'wrong', message: read };
  if (read.words.length === 0)
    return { name: 'wrong', message: 'name at least one report: cgroup-gate publish REPORT' };
  return { name: 'publish', reports: read.words, raw: read.raw };
}

interface Accepted {
  readonly name: string;
  readonly value: string | null;
}

function readOptionWords(
  argv: readonly string[],
  accepted: readonly Accepted[],
): { words: string[]; raw: Map<string, string[]> } | string {
  const options = Object.fromEntries(
    accepted.map((option) => [
      option.name,
      { type: option.value === null ? ('boolean' as const) : ('string' as const), multiple: true },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const raw = new Map<string, string[]>();
    for (const [name, given] of Object.entries(values)) {
      raw.set(
        name,
        [given].flat().map((value) => (typeof value === 'string' ? value : value ? 'on' : 'off')),
      );
    }
    return { words: positionals, raw };
  } catch (cause) {
    const [message = 'wrong usage'] = (cause instanceof Error ? cause.message : String(cause)).split('. ');
    return `${message}; see cgroup-gate --help`;
  }
}
