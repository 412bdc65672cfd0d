import { OPTIONS } from '../gate/options.ts';
import type { RawOptions } from '../gate/read-options.ts';

export type Command =
  | { readonly name: 'check'; readonly images: readonly string[]; readonly raw: RawOptions }
  | { readonly name: 'rules'; readonly code: string | null }
  | { readonly name: 'publish'; readonly report: string; readonly raw: RawOptions }
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
  const [report, ...more] = read.words;
  if (report === undefined || more.length > 0)
    return { name: 'wrong', message: 'name one report: cgroup-gate publish REPORT' };
  return { name: 'publish', report, raw: read.raw };
}

interface Accepted {
  readonly name: string;
  readonly value: string | null;
}

function readOptionWords(
  argv: readonly string[],
  accepted: readonly Accepted[],
): { words: string[]; raw: Map<string, string[]> } | string {
  const words: string[] = [];
  const raw = new Map<string, string[]>();
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === '--') {
      words.push(...argv.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const at = word.indexOf('=');
    const name = (at < 0 ? word : word.slice(0, at)).replace(/^--/, '');
    const option = word.startsWith('--') ? accepted.find((candidate) => candidate.name === name) : undefined;
    if (!option) return `there is no option ${at < 0 ? word : word.slice(0, at)}; see cgroup-gate --help`;
    let value = at < 0 ? undefined : word.slice(at + 1);
    if (option.value === null) value ??= 'on';
    else value ??= argv[++i];
    if (value === undefined) return `--${name} needs a value: --${name} ${option.value}`;
    raw.set(name, [...(raw.get(name) ?? []), value]);
  }
  return { words, raw };
}
