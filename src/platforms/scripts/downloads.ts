import type { ShellCommand } from '../../text/shell/commands.ts';
import { type CommandCore, coreOf, INTERPRETER, SHELL } from './command-effect.ts';
import { pathFrom } from './decisive-paths.ts';
import { placementsOf } from './placements.ts';

const FETCHES =
  /^(?:curl|wget|aria2c|fetch|lwp-download|gsutil|azcopy|oras|scp|sftp|ssh|nc|ncat|socat|tftp|ftp|vault)$/;
/** Programs whose output is not what it was made of. */
const DECODES =
  /^(?:base64|base32|openssl|gpg|age|xxd|uudecode|zcat|gunzip|gzip|bzcat|bunzip2|xzcat|unxz|xz|zstdcat|unzstd|zstd|lz4)$/;
/** Programs that fetch what they then run, or run what is written in no shell's language and in many files. */
const PULLS = /^(?:ansible-pull|ansible-playbook|chef-client|chef-solo|cinc-client|salt-call)$/;
const INSTALLS_CODE = /^(?:pip[\d.]*|pipx|npm|gem|go|cargo)$/;
/** Folders of programs: what is unpacked there is run by its name, and is a program. */
const PROGRAM_FOLDER = /^\/usr\/local$|\/s?bin$/;
const UNPACKS = /^(?:[gb]s?d?tar|tar|unzip|unsquashfs|7z|cpio|git)$/;

const MOST_FOLDERS = 100;

/** Whether a command fetches something from elsewhere. */
export function isFetch(words: readonly string[], program: string): boolean {
  // That asks only whether somebody listens.
  if (/^nc(?:at)?$/.test(program) && words.some((word) => /^-\w*z/.test(word))) return false;
  return FETCHES.test(program) || isCloudCopy(words, program);
}

/** The first command that runs a file that was downloaded, or decoded: what it does is not in the image. Null for none. */
export function runsDownload(commands: readonly ShellCommand[]): ShellCommand | null {
  const files = new Set<string>();
  const folders = new Set<string>();
  /** The script stands in a folder that was fetched. */
  let within = false;
  for (const command of commands) {
    const core = coreOf(command.words);
    const { words, program } = core;
    if (PULLS.test(program) || (program === 'puppet' && words[1] === 'apply')) return command;
    if (INSTALLS_CODE.test(program) && words.includes('install') && words.some((word) => /:\/\//.test(word)))
      return command;
    const runner = SHELL.test(program) || INTERPRETER.test(program) || /^(?:source|\.)$/.test(program);
    const target = runner ? words.slice(1) : [words[0] ?? ''];
    if (target.some((word) => word !== '' && (files.has(nameOf(word)) || isBelow(word, folders)))) return command;
    if (
      within &&
      (program === 'make' || target.some((word) => /^\.?\/?[\w-]*\/|\.(?:sh|py)$/.test(word) && !word.startsWith('/')))
    ) {
      return command;
    }
    if (program === 'cd' || program === 'pushd')
      within = folders.has(folderOf(words[1] ?? '')) || isBelow(words[1] ?? '', folders);
    if (isFetch(words, program)) for (const path of savedTo(words, command.outputs)) files.add(nameOf(path));
    if (DECODES.test(program)) for (const path of decodedTo(words, command.outputs)) files.add(nameOf(path));
    for (const folder of unpackedTo(core)) if (folders.size < MOST_FOLDERS) folders.add(folder);
  }
  return null;
}

function isCloudCopy(words: readonly string[], program: string): boolean {
  return /^(?:aws|gcloud|s3cmd|mc)$/.test(program) && words.some((word) => /^(?:cp|get|sync)$/.test(word));
}

/** Where a download ends up. An archive is unpacked first, and is not told from data. */
function savedTo(words: readonly string[], outputs: readonly string[]): readonly string[] {
  const named = words.filter((_, at) => /^(?:-[a-zA-Z]*[oO]|--output(?:-document)?)$/.test(words[at - 1] ?? ''));
  const glued = words.flatMap((word) => /^(?:--output(?:-document)?=)(.+)/.exec(word)?.[1] ?? []);
  const last = words.at(-1) ?? '';
  return [...named, ...glued, ...outputs, last].filter(
    (path) => !/^-|\.(?:tgz|gz|xz|zst|zip|tar|deb|rpm|gpg|asc)$/.test(path),
  );
}

function decodedTo(words: readonly string[], outputs: readonly string[]): readonly string[] {
  const named = words.filter((_, at) => /^(?:-o|-out|--output)$/.test(words[at - 1] ?? ''));
  const unpacked = words.flatMap((word) => /^([^-].*)\.(?:gz|xz|bz2|zst|lz4)$/.exec(word)?.[1] ?? []);
  return [...named, ...outputs, ...unpacked];
}

/** The folders into which something is unpacked or cloned. */
function unpackedTo(core: CommandCore): readonly string[] {
  if (!UNPACKS.test(core.program)) return [];
  const clone = core.program === 'git';
  if (clone && !core.words.includes('clone')) return [];
  const into = placementsOf(core, clone ? '/' : null).map((placement) => placement.into);
  return into.filter((folder) => folder !== '/' && !PROGRAM_FOLDER.test(folder)).map(folderOf);
}

function folderOf(word: string): string {
  return pathFrom(word, '/') ?? word;
}

/** Whether a program stands in one of these folders. */
function isBelow(word: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0 || !word.includes('/')) return false;
  const path = folderOf(word);
  return [...folders].some((folder) => path.startsWith(`${folder}/`));
}

/** Whether a file is called by its name or by its path: it is the same one. */
function nameOf(path: string): string {
  return path.split('?', 1)[0]!.replace(/^.*\//, '');
}
