import { filesNamedIn, placesNamedBy, type Side } from '../decisive-files/decisive-files.ts';
import { effectOfForeign } from './foreign-effect.ts';

/** A command with its variables put in. */
export interface PlainCommand {
  readonly words: readonly string[];
  readonly outputs: readonly string[];
  readonly inputText: string | null;
}

/** What a command does to the files that decide a driver. */
export interface CommandEffect {
  readonly writes: readonly Side[];
  /** It is given such a file, and what it does with it is not known. */
  readonly names: readonly Side[];
}

/** What a command runs that is not itself. */
export interface CommandCore {
  /** The words from the program on, past keywords, assignments and programs that only start another. */
  readonly words: readonly string[];
  /** The program's name, its folders taken off; empty for none. */
  readonly program: string;
}

/** Words of the shell's grammar that stand before a command. */
export const KEYWORDS = /^(?:if|then|else|elif|do|while|until|!|\{|\}|time|function|coproc|&&|\|\|)$/;
const ASSIGNMENT = /^[A-Za-z_]\w*(?:\[\w*\])?\+?=/;
/** Programs that run what their further words name, and how many words of their own come before it, options aside. */
export const WRAPPERS: Readonly<Record<string, number>> = {
  sudo: 0,
  doas: 0,
  env: 0,
  nohup: 0,
  exec: 0,
  command: 0,
  builtin: 0,
  nice: 0,
  ionice: 0,
  setsid: 0,
  stdbuf: 0,
  unshare: 0,
  nsenter: 0,
  runuser: 0,
  busybox: 0,
  chronic: 0,
  parallel: 0,
  'systemd-run': 0,
  'systemd-cat': 0,
  'systemd-inhibit': 0,
  timeout: 1,
  retry: 0,
  chroot: 1,
  flock: 1,
  taskset: 1,
  chrt: 1,
  xargs: 0,
  bundle: 1,
  pipenv: 1,
  poetry: 1,
  uv: 1,
};
/** Their options that take the next word. */
const WITH_VALUE = /^-(?:[uUgGnpcCtIadsPEkLn]|-(?:user|group|unit|property|signal|kill-after|adjustment))$/;

const LONGEST_SPLIT = 4096;
const MOST_SPLITS = 3;

/** The command proper. */
export function coreOf(given: readonly string[]): CommandCore {
  let words = given;
  let splits = 0;
  let at = 0;
  for (let hops = 0; hops < 20; hops += 1) {
    while (at < words.length && (KEYWORDS.test(words[at]!) || ASSIGNMENT.test(words[at]!))) at += 1;
    const word = words[at];
    if (word === undefined) return { words: [], program: '' };
    const program = word.slice(word.lastIndexOf('/') + 1);
    const own = Object.hasOwn(WRAPPERS, program) ? WRAPPERS[program] : undefined;
    if (own === undefined) return { words: words.slice(at), program };
    at += 1;
    while (at < words.length && words[at]!.startsWith('-')) {
      const option = words[at]!;
      at += 1;
      if (option === '--') break;
      const split = program === 'env' ? /^(?:-\w*S|--split-string(?:=|$))([\s\S]*)$/.exec(option)?.[1] : undefined;
      if (split !== undefined && splits++ < MOST_SPLITS) {
        // Its text takes the place of the option.
        const text = split === '' ? (words[at] ?? '') : split;
        words = [
          ...text
            .slice(0, LONGEST_SPLIT)
            .split(/\s+/)
            .filter((word) => word !== ''),
          ...words.slice(split === '' ? at + 1 : at),
        ];
        at = 0;
        continue;
      }
      if (WITH_VALUE.test(option) && program !== 'busybox' && !(program === 'nsenter' && option !== '-t')) at += 1;
      else if (program === 'nsenter' && option === '--target') at += 1;
    }
    at += own;
  }
  return { words: [], program: '' };
}

/** A shell, or what takes the place of one. */
export const SHELL = /^(?:ba|da|k|z|a|mk)?sh$/;
/** A language whose commands are not read. */
export const INTERPRETER = /^(?:python|pypy|perl|ruby|node|nodejs|lua|luajit|php|tclsh|expect|deno|bun)[\d.]*$/;

/** Programs that write the files they are given. */
const EDITORS = new Set(
  'tee rm unlink truncate shred crudini patch ed ex vi vim sponge envsubst curl wget augtool'.split(' '),
);
const COPIERS = new Set(['cp', 'mv', 'install', 'ln', 'rsync', 'mount', 'scp']);
/** These write with a word for it only. */
const FILTERS = new Set(['sed', 'gsed', 'perl', 'yq', 'tomlq', 'gawk', 'awk', 'mawk', 'ruby', 'jq', 'sort']);
/** A suffix for what was there before may follow the letter. */
const IN_PLACE = /^(?:-[a-zA-Z0-9]*i(?:[^a-zA-Z0-9]\S*|$)|-[a-zA-Z]*i[a-zA-Z]*e?$|--in-?place(?:=.*)?$|inplace$)/;
/** Programs that leave what they are given as it is, the shell's own among them. */
const READERS = new Set(
  (
    'find log info warn warning error die debug msg test [ [[ grep egrep fgrep rg zgrep cat tac head tail less more ls stat wc diff cmp comm md5sum sha1sum sha256sum ' +
    'sha512sum cksum file echo printf : true false logger mkdir rmdir chmod chown chgrp chcon restorecon setfacl chattr ' +
    'lsattr getfacl touch systemctl journalctl systemd-analyze source . cut tr uniq nl fold column readlink realpath ' +
    'basename dirname kubeadm kubectl crictl ctr nerdctl export local readonly declare typeset unset ' +
    'return exit shift set shopt trap case for in select done fi esac wait sleep read mapfile readarray umask ulimit cd ' +
    'pushd popd umount mountpoint findmnt inotifywait yamllint taplo auditctl lsof fuser tar gzip xz zstd base64 xxd od ' +
    'hexdump strings openssl logger wall id getent hash type which'
  ).split(' '),
);

/** Whether a program only looks at the files that it is given, or at their names: it starts none of them. */
export function onlyLooks(program: string): boolean {
  return READERS.has(program);
}

/** Whether what a program does is known by its name. */
export function isKnownProgram(program: string): boolean {
  const named = READERS.has(program) || EDITORS.has(program) || COPIERS.has(program) || FILTERS.has(program);
  return named || Object.hasOwn(WRAPPERS, program) || KEYWORDS.test(program);
}

/** The programs whose configuration it is, or that of their neighbours. */
export const ITSELF = /^(?:$|containerd|kubelet|hyperkube|buildkitd|dockerd|crio$)/;

/** What one command does. A shell's or an interpreter's own text, and what it starts, are looked into elsewhere. */
export function effectOf({ words, outputs, inputText }: PlainCommand): CommandEffect {
  const writes = new Set<Side>(outputs.flatMap(filesNamedIn));
  const { words: own, program } = coreOf(words);
  const given = own.slice(1);
  const named = given.flatMap(filesNamedIn);
  const effect = (names: readonly Side[] = []): CommandEffect => ({ writes: [...writes], names });
  const write = (sides: readonly Side[]): void => {
    for (const side of sides) writes.add(side);
  };

  if (program === 'containerd' && own[1] === 'config' && outputs.some((path) => !path.startsWith('/dev/'))) {
    write(['containerd']);
  }
  // Without a runtime it is Docker's configuration that the tool edits.
  if (program === 'nvidia-ctk' && /\bruntime configure\b.*--runtime[= ]containerd\b/.test(given.join(' '))) {
    write(['containerd']);
  }
  if (program === 'rm' || program === 'mv') write(given.flatMap(placesNamedBy));
  if (setsEnvironment(given) && !READERS.has(program)) write(['containerd', 'kubelet']);
  if (program === 'find') write(afterFprint(given).flatMap(filesNamedIn));
  if (program === 'dd') write(given.filter((word) => word.startsWith('of=')).flatMap(filesNamedIn));
  else if (EDITORS.has(program)) write(named);
  else if (FILTERS.has(program)) {
    if (given.some((word) => IN_PLACE.test(word)) && program !== 'jq' && program !== 'sort') write(named);
    else if (program === 'perl' || program === 'ruby') {
      const foreign = effectOfForeign([...given, inputText ?? ''].join('\n'));
      write([...foreign.writes, ...given.filter((word) => BACKQUOTED.test(word)).flatMap(filesNamedIn)]);
      if (foreign.names.length > 0) return effect(foreign.names);
    } else if (program.endsWith('awk')) {
      write(given.filter((word) => AWK_WRITES.test(word)).flatMap(filesNamedIn));
      if (given.some((word) => AWK_WRITES_TO_VARIABLE.test(word.slice(0, LONGEST_PROGRAM)))) {
        return effect(given.filter((word) => /^\w+=/.test(word)).flatMap(filesNamedIn));
      }
    } else if (program.endsWith('sed')) {
      write(given.flatMap((word) => filesNamedIn(SED_WRITES.exec(word)?.[1] ?? '')));
      return effect(given.filter((word) => SED_RUNS.test(word)).flatMap(filesNamedIn));
    } else if (program === 'sort') write(afterOption(given, /^-o$|^--output$/).flatMap(filesNamedIn));
  } else if (COPIERS.has(program)) {
    const folders = afterOption(given, /^-t$|^--target-directory$/);
    const makesFolders = program === 'install' && given.some((word) => /^-\w*d\w*$|^--directory$/.test(word));
    if (program === 'mv') write(named);
    if (!makesFolders) write([given.at(-1) ?? '', ...folders].flatMap(placesNamedBy));
  } else if (INTERPRETER.test(program)) {
    const foreign = effectOfForeign([...given, inputText ?? ''].join('\n'));
    write(foreign.writes);
    if (foreign.names.length > 0) return effect(foreign.names);
    if (given.some((word) => !word.startsWith('-') && filesNamedIn(word).length > 0 && !/\s/.test(word))) {
      return effect(named);
    }
  } else if (SHELL.test(program)) return effect(scriptArguments(given).flatMap(filesNamedIn));
  else if (!READERS.has(program) && !ITSELF.test(program)) return effect(named);
  return effect();
}

/** Whether the file is edited in which systemd's manager has variables for every service. */
function setsEnvironment(given: readonly string[]): boolean {
  return given.some((word) => MANAGER_CONFIGURATION.test(word)) && given.some((word) => /Environment/.test(word));
}

const MANAGER_CONFIGURATION = /\/systemd\/system\.conf(?:$|\.d\/)/;

/** What a shell hands to the script that it is given; nothing where it is given a text, which is looked into by itself. */
function scriptArguments(given: readonly string[]): readonly string[] {
  if (given.some((word) => /^-\w*[cs]\w*$/.test(word))) return [];
  const script = given.findIndex((word) => !/^[-+]/.test(word));
  return script < 0 ? [] : given.slice(script + 1);
}

/** find(1) writes what it finds into these. */
function afterFprint(words: readonly string[]): readonly string[] {
  return words.filter((_, at) => /^-f(?:print[0f]?|ls)$/.test(words[at - 1] ?? ''));
}

function afterOption(words: readonly string[], option: RegExp): readonly string[] {
  return words.filter((word, at) => option.test(words[at - 1] ?? '') || /^--(?:target-directory|output)=/.test(word));
}

/** What runs another program in perl's and ruby's own way. */
const BACKQUOTED = /`[^`]*`|\bqx\b/;
/** How awk writes to a file or starts a program, and how sed does. */
const AWK_WRITES = /\bsystem\s*\(|>\s*["(]|\|\s*["(]|["\w)]\s*\|&?\s*getline/;
const AWK_WRITES_TO_VARIABLE = /\bprintf?\b[^;}]*>\s*[A-Za-z_]/;
const LONGEST_PROGRAM = 8192;
const SED_WRITES = /(?:^|[\s;{}/!\d$])w\s*(\/\S+)/;
const SED_RUNS = /^\d*e\s|\/[\dgip]*e[\dgip]*$/;
