import type { ShellCommand } from '../../../text/shell/commands.ts';
import { type CommandCore, coreOf, INTERPRETER, SHELL } from '../commands/command-effect.ts';
import { isFetch } from '../commands/downloads.ts';
import { divideWords } from '../commands/options.ts';
import { inlineTextAt } from '../commands/started-paths.ts';
import type { Language } from '../follow/read-script.ts';
import { readShellCommands } from '../words/own-folder.ts';

/** A command of a pipeline, with its variables put in. */
export type Stage = Pick<ShellCommand, 'words' | 'inputFile' | 'inputText'>;

/** A text that a command runs and that other commands print. */
export interface PrintedText {
  readonly language: Language;
  /** What it is, where that is written out. */
  readonly texts: readonly string[];
  /** The files that it is made of. */
  readonly files: readonly string[];
  /** The program that prints what cannot be known; null for none. */
  readonly unknown: { readonly program: string; readonly fetched: boolean } | null;
}

/** Programs that print settings of the shell's, or what they know of the host. */
const SETTINGS =
  /^(?:ssh-agent|keychain|dircolors|lesspipe|lessfile|resize|apt-config|systemctl|dpkg-architecture|locale|getopt|tput|direnv|brew|opam|pyenv|rbenv|starship|zoxide|fnm|blkid|lsblk|udevadm|lsb_release|lvs|vgs|pvs|stat|readlink|findmnt|declare|typeset|set|export|shopt|trap|stty|date|eval|true|:)$/;
/** cloud-init answers each of its own units there with an `echo` and an `exit` (24.3, systemd/cloud-final.service.tmpl). */
const CLOUD_INIT = /^\/run\/cloud-init\/share\/[\w-]+\.sock$/;
/** Whoever starts the node writes it. */
const KERNEL_COMMAND_LINE = '/proc/cmdline';
/** Programs that pass on what they read, or lines of it. */
const FILTERS = /^(?:sed|grep|egrep|fgrep|head|tail|cut|tr|sort|uniq|envsubst|tee|awk|gawk|mawk)$/;
/** A shell, an interpreter, or what else runs a text. */
export const RUNNING_PROGRAMS = new RegExp(`${SHELL.source}|${INTERPRETER.source}|^(?:at|batch|eval|source|\\.)$`);
const NOTHING = { texts: [], files: [], unknown: null } as const;

/** What commands print, whoever takes it. */
export type Printed = Omit<PrintedText, 'language'>;

/**
 * The text that a command runs, where it stands neither in the command nor in a file that it names: what a pipe, a
 * substitution, or the file of one gives it.
 * @param pipeline the commands whose output it reads, first to last
 */
export function printedText(core: CommandCore, command: Stage, pipeline: readonly Stage[]): PrintedText | null {
  const { words, program } = core;
  if (!RUNNING_PROGRAMS.test(program)) return null;
  const sources = /^(?:source|\.)$/.test(program);
  const language: Language = INTERPRETER.test(program) ? 'other' : 'shell';
  const written = program === 'eval' ? words.slice(1).join(' ') : inlineTextAt(core);
  if (written !== null) return substituted(written, language);
  const file = words.slice(1).find((word) => word.startsWith('<('));
  if (file !== undefined) return substituted(file, language);
  if (sources || !readsInput(core) || /(?:^|\/)xargs$/.test(command.words[0] ?? '')) return null;
  if (command.inputText !== null) return substituted(command.inputText, language);
  if (command.inputFile !== null) return substituted(command.inputFile, language);
  return pipeline.length === 0 ? null : { language, ...printedBy(pipeline) };
}

/** Whether a shell or an interpreter takes its commands from what it reads. */
function readsInput({ words, program }: CommandCore): boolean {
  const given = words.slice(1);
  if (program === 'at' || program === 'batch') return !given.includes('-f');
  if (SHELL.test(program)) {
    return given.some((word) => /^-\w*s\w*$/.test(word)) || divideWords(given, [], ['o', 'O']).operands.length === 0;
  }
  return given.every((word) => word === '-' || /^-[uBESsIWw]+$/.test(word));
}

/** What a substitution at the start of a text prints; null where the text begins otherwise. */
function substituted(written: string, language: Language): PrintedText | null {
  const inner = /^\s*["']?[$<]\(([\s\S]*)/.exec(written)?.[1];
  if (inner === undefined || inner.startsWith('(')) return null;
  const file = /^\s*<\s*([^\s()]+)\s*\)/.exec(inner)?.[1];
  if (file === KERNEL_COMMAND_LINE)
    return { language, ...unknownFrom({ words: [], program: 'the kernel command line' }) };
  if (file !== undefined) return { language, texts: [], files: [file], unknown: null };
  // The commands of a substitution stand before the one that it begins.
  const { commands } = readShellCommands(written.trimStart().replace(/^["']/, ''));
  const outer = commands.findIndex(({ words }) => /^[$<]\(/.test(words[0] ?? ''));
  const printed: Printed[] = [];
  let pipeline: ShellCommand[] = [];
  for (const command of commands.slice(0, Math.max(0, outer))) {
    pipeline.push(command);
    if (command.piped) continue;
    printed.push(printedBy(pipeline));
    pipeline = [];
  }
  return {
    language,
    texts: printed.flatMap(({ texts }) => texts),
    files: printed.flatMap(({ files }) => files),
    unknown: printed.find(({ unknown }) => unknown !== null)?.unknown ?? null,
  };
}

/** What a pipeline prints. */
export function printedBy(pipeline: readonly Stage[]): Printed {
  const cores = pipeline.map(({ words }) => coreOf(words));
  const connected = pipeline.findIndex(({ inputFile }) => /^\/dev\/(?:tcp|udp)\//.test(inputFile ?? ''));
  if (connected >= 0) return { ...NOTHING, unknown: { program: cores[connected]!.program, fetched: true } };
  if (cores.some(({ words, program }) => program === 'nc' && words.some((word) => CLOUD_INIT.test(word))))
    return NOTHING;
  const fetch = cores.find(({ words, program }) => isFetch(words, program));
  if (fetch !== undefined) return { ...NOTHING, unknown: { program: fetch.program, fetched: true } };
  const other = cores.slice(1).find(({ program }) => program !== 'cat' && !FILTERS.test(program));
  if (other !== undefined) return unknownFrom(other);
  const [core] = cores;
  const [first] = pipeline;
  return core === undefined || first === undefined ? NOTHING : printedByOne(core, first);
}

function printedByOne(core: CommandCore, { inputText, inputFile }: Stage): Printed {
  const { words, program } = core;
  const given = words.slice(1);
  if (SETTINGS.test(program) || given.some((word) => /^completion$|@sh\b/.test(word))) return NOTHING;
  if (program === 'echo' || program === 'printf') {
    const text = program === 'echo' ? given.filter((word) => !/^-[neE]+$/.test(word)).join(' ') : formatted(given);
    return substituted(text, 'shell') ?? { ...NOTHING, texts: [text] };
  }
  if (inputText !== null && (program === 'cat' || FILTERS.test(program))) return { ...NOTHING, texts: [inputText] };
  if (program !== 'cat' && !FILTERS.test(program)) return unknownFrom(core);
  const { operands } = divideWords(given, [], []);
  const files = program === 'cat' ? operands : operands.slice(-1).filter((word) => /^[\w./-]*\/[\w./-]+$/.test(word));
  const all = inputFile === null ? files : [...files, inputFile];
  if (all.includes(KERNEL_COMMAND_LINE)) return unknownFrom({ words: [], program: 'the kernel command line' });
  return all.length === 0 ? unknownFrom(core) : { ...NOTHING, files: all };
}

/** A printf(1) of texts only. */
function formatted([format = '', ...values]: readonly string[]): string {
  let at = 0;
  const text = format.replace(/%[sbq]/g, () => values[at++] ?? '').replaceAll('\\n', '\n');
  return [text, ...values.slice(at)].join('\n');
}

function unknownFrom({ program }: CommandCore): Printed {
  return { ...NOTHING, unknown: { program: program === '' ? 'a command' : program, fetched: false } };
}
