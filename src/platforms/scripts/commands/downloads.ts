import type { ShellCommand } from '../../../text/shell/commands.ts';
import { pathFrom } from '../decisive-files/decisive-paths.ts';
import { placementsOf } from '../made-files/placements.ts';
import { type CommandCore, coreOf, INTERPRETER, SHELL } from './command-effect.ts';

const FETCHES =
  /^(?:curl|wget|aria2c|fetch|lwp-download|gsutil|azcopy|oras|scp|sftp|ssh|nc|ncat|socat|tftp|ftp|vault)$/;
/** Programs whose output is not what it was made of. */
const DECODES =
  /^(?:base64|base32|openssl|gpg|age|xxd|uudecode|zcat|gunzip|gzip|bzcat|bunzip2|xzcat|unxz|xz|zstdcat|unzstd|zstd|lz4)$/;
/** Programs that fetch what they then run, or run what is written in no shell's language and in many files. */
const PULLS = /^(?:ansible-pull|ansible-playbook|chef-client|chef-solo|cinc-client|salt-call|salt-minion)$/;
const INSTALLS_CODE = /^(?:pip[\d.]*|pipx|npm|gem|go|cargo)$/;
/** Folders of programs: what is unpacked there is run by its name, and is a program. */
const PROGRAM_FOLDER = /^\/usr\/local$|\/s?bin$/;
const UNPACKS = /^(?:[gb]s?d?tar|tar|unzip|unsquashfs|7z|cpio|git)$/;

const MOST_FOLDERS = 100;

/** Whether a command fetches something from elsewhere. */
export function isFetch(words: readonly string[], program: string): boolean {
  // That asks only whether somebody listens, or asks a program of the same node.
  if (/^nc(?:at)?$/.test(program) && words.some((word) => /^-\w*[zU]/.test(word))) return false;
  return FETCHES.test(program) || isCloudCopy(words, program);
}

/** The first command that runs a file that was downloaded, or decoded: what it does is not in the image. Null for none. */
export function runsDownload(commands: readonly ShellCommand[]): ShellCommand | null {
  const files = new Set<string>();
  const folders = new Set<string>();
  /** The script stands in a folder that was fetched. */
  let within = false;
  const sockets = commands.some(opensSocket);
  /** What is read where there is a socket may come from there. */
  const readInto = new Set(sockets ? commands.flatMap(({ words }) => readNames(coreOf(words))) : []);
  for (const command of commands) {
    const core = coreOf(command.words);
    const { words, program } = core;
    if (runsSocket(core, command, sockets, readInto)) return command;
    if (sockets && PASSES_ON.test(program)) for (const path of command.outputs) files.add(nameOf(path));
    if (program === 'mount') for (const folder of mountedOn(core)) if (folders.size < MOST_FOLDERS) folders.add(folder);
    if (PULLS.test(program) || (program === 'puppet' && /^(?:agent|apply)$/.test(words[1] ?? ''))) return command;
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

/** A connection of bash's: `/dev/tcp/HOST/PORT`. */
const SOCKET = /^\/dev\/(?:tcp|udp)\//;
const PASSES_ON = /^(?:cat|dd|head|tail|sed|awk|tr|tee|done|\})$/;

/** Whether a command reads from a connection, or opens one to read from it later: to write to one only asks whether it is there. */
function opensSocket({ words, outputs, inputFile }: ShellCommand): boolean {
  if (inputFile !== null && SOCKET.test(inputFile)) return true;
  return words[0] === 'exec' && outputs.some((path) => SOCKET.test(path));
}

/** Whether a command runs what comes over a connection of bash's. */
function runsSocket(
  { words, program }: CommandCore,
  { inputText, inputFile, outputs, piped }: ShellCommand,
  sockets: boolean,
  readInto: ReadonlySet<string>,
): boolean {
  const runner = SHELL.test(program) || INTERPRETER.test(program);
  if (/^(?:source|\.)$/.test(program) && SOCKET.test(words[1] ?? '')) return true;
  if (runner && inputFile !== null && SOCKET.test(inputFile)) return true;
  if (!sockets) return false;
  if (runner && words.length === 1 && inputText === null && inputFile === null && outputs.length === 0 && !piped)
    return true;
  const told = program === 'eval' ? words[1] : runner ? words[words.indexOf('-c') + 1] : words[0];
  const [, name, substitution] = /^\$(?:\{?(\w+)|(\())/.exec(told ?? '') ?? [];
  return (name !== undefined && readInto.has(name)) || (substitution !== undefined && /<&\s*\d/.test(told!));
}

/** The variables that a command reads its input into. */
function readNames({ words, program }: CommandCore): readonly string[] {
  return /^(?:read|mapfile|readarray)$/.test(program)
    ? words.slice(1).filter((word) => /^[A-Za-z_]\w*$/.test(word))
    : [];
}

/** Where a command mounts something that is not in the image: what is run from there is as little in it as a download. */
function mountedOn(core: CommandCore): readonly string[] {
  if (core.words.some((word, at) => /^(?:-t|--types)$/.test(core.words[at - 1] ?? '') && KERNELS.test(word))) return [];
  const outside = placementsOf(core, '/').filter(({ from }) => from === null);
  return outside.map(({ into }) => into).filter((folder) => folder !== '/' && !PROGRAM_FOLDER.test(folder));
}

/** File systems that hold nothing at first, or that are the kernel's. */
const KERNELS =
  /^(?:tmpfs|ramfs|devtmpfs|devpts|proc|sysfs|cgroup2?|bpf|debugfs|tracefs|securityfs|configfs|mqueue|hugetlbfs|efivarfs|overlay|binfmt_misc|fusectl|pstore|nsfs|autofs|rpc_pipefs|nfsd)$/;

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
