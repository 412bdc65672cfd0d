import { type Language, SCRIPT_NAME } from '../follow/read-script.ts';
import { type CommandCore, INTERPRETER, SHELL } from './command-effect.ts';

/** A file that a command starts, or names. */
export interface StartedPath {
  readonly path: string;
  readonly run: boolean;
  readonly given: Language | null;
}

/** A text that a command runs: `sh -c TEXT`, a here-document for a shell. */
export interface InlineText {
  readonly text: string;
  readonly language: Language;
}

const PATH = /\/[\w./+@%-]+\*?[\w./+-]*/g;
/** Options after which the text itself stands; a shell's `-e` only says when to stop. */
const SHELL_TEXT = /^-[a-zA-Z]*c[a-zA-Z]*$|^--command$/;
const OTHER_TEXT = /^-[a-zA-Z]*[ceE]$|^--(?:command|eval|execute)$/;

/** What a program prints, and no more: that command stands beside this one, and its output is asked about elsewhere. */
const SUBSTITUTION = /^\s*\$\([^()]*\)\s*$/;

/** The texts that a command hands to a shell or to an interpreter. */
export function inlineTexts(core: CommandCore, inputText: string | null): readonly InlineText[] {
  const { words, program } = core;
  if (program === 'eval') {
    const text = words.slice(1).join(' ');
    return SUBSTITUTION.test(text) ? [] : [{ text, language: 'shell' }];
  }
  if ((program === 'at' || program === 'batch') && inputText !== null) return [{ text: inputText, language: 'shell' }];
  if (program === 'ssh' && inputText !== null && words.some((word) => LOCAL_HOST.test(word))) {
    return [{ text: inputText, language: 'shell' }];
  }
  if (program === 'trap') return [{ text: words[1] ?? '', language: 'shell' }];
  const shell = SHELL.test(program) || program === 'su';
  if (!shell && !INTERPRETER.test(program)) return [];
  const language = shell ? 'shell' : 'other';
  const text = inlineTextAt(core);
  return [text, inputText].flatMap((one) => (one === null ? [] : [{ text: one, language }]));
}

const LOCAL_HOST = /^(?:[\w-]+@)?(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;
/** Programs that start a shell where they are given no command. */
const STARTS_SHELL = /^(?:chroot|nsenter|unshare|sudo|setsid|busybox)$/;
const PROPERTY = /^(?:--property=|-p)?Exec\w*=[-@:+!|]*([\s\S]*)$/;

/** The texts that a program is handed that only starts another: of a shell, or of a unit that systemd-run makes. */
export function wrapperTexts(
  words: readonly string[],
  { program }: CommandCore,
  inputText: string | null,
): readonly InlineText[] {
  const first = words.slice(0, 4).map((word) => word.slice(word.lastIndexOf('/') + 1));
  const texts = first.includes('systemd-run') ? words.flatMap((word) => PROPERTY.exec(word)?.[1] ?? []) : [];
  if (program === '' && inputText !== null && first.some((word) => STARTS_SHELL.test(word))) texts.push(inputText);
  return texts.map((text) => ({ text, language: 'shell' }));
}

/** The text behind the option of a shell's or an interpreter's that takes one; null for none. */
export function inlineTextAt({ words, program }: CommandCore): string | null {
  const option = SHELL.test(program) || program === 'su' ? SHELL_TEXT : OTHER_TEXT;
  const at = words.findIndex((word, index) => index > 0 && option.test(word));
  return at < 0 ? null : (words[at + 1] ?? null);
}

/**
 * The files that a command starts, and those that it names besides: any of these may be a script as well.
 * @param bare where a program is looked for that is named without its folder
 */
export function startedPaths(
  core: CommandCore,
  inputFile: string | null,
  absolute: (word: string) => string | null,
  bare: (name: string) => readonly string[],
): readonly StartedPath[] {
  const { words, program } = core;
  const [first = ''] = words;
  const found: StartedPath[] = [];
  const add = (word: string | undefined, run: boolean, given: Language | null): void => {
    const path = word === undefined ? null : absolute(word);
    if (path !== null) found.push({ path, run, given });
  };
  if (first.includes('/')) add(first, true, null);
  else for (const path of bare(first)) found.push({ path, run: true, given: null });
  const shell = SHELL.test(program);
  const given = words.slice(1);
  if (shell || INTERPRETER.test(program)) {
    const language = shell ? 'shell' : 'other';
    const inline = given.some((word) => (shell ? SHELL_TEXT : OTHER_TEXT).test(word));
    const module = /^(?:python|pypy)/.test(program) ? moduleOf(given) : null;
    const file = inline || module !== null ? undefined : given.find((word) => !/^[-+]/.test(word));
    for (const path of module === null ? [] : modulePaths(module, first)) add(path, true, 'other');
    add(file, true, language);
    if (shell && given.some((word) => LOGIN.test(word))) for (const path of PROFILES) add(path, true, 'shell');
    // A folder is run by a file in it.
    if (!shell && file !== undefined && /^[^.$*]+$|^\.$/.test(file.replace(/^.*\//, ''))) {
      for (const name of ['index.js', '__main__.py']) add(`${file}/${name}`, true, language);
    }
    if (inputFile !== null && file === undefined && !inline) add(inputFile, true, language);
  } else if (/^[gmn]?awk$|^g?sed$/.test(program)) {
    for (const [at, word] of given.entries()) if (word === '-f' || word === '--file') add(given[at + 1], true, 'other');
  } else if (program === 'rake') {
    const at = given.findIndex((word) => /^(?:-f|--rakefile)$/.test(word));
    add(at < 0 ? 'Rakefile' : given[at + 1], true, 'other');
  } else if (program === 'source' || program === '.') add(given[0], true, 'shell');
  else if (program === 'run-parts') add(`${given.findLast((word) => !word.startsWith('-')) ?? ''}/*`, true, null);
  for (const word of given) {
    for (const path of word.includes('/') ? pathsIn(word.slice(0, LONGEST_WORD)) : []) {
      found.push({ path, run: false, given: null });
    }
  }
  return found;
}

/** A shell that begins as at a login reads these first: bash(1) 5.2. */
const LOGIN = /^-[a-z]*l[a-z]*$|^--login$/;
const PROFILES = ['/etc/profile', '/etc/profile.d/*.sh'];
/** Of python's own, those that are run by name. */
const OWN_MODULES =
  /^(?:venv|pip|ensurepip|http|json|compileall|py_compile|zipfile|unittest|timeit|site|base64|this)(?:\.|$)/;

/** The module that python runs by its name; null for none. */
function moduleOf(given: readonly string[]): string | null {
  const at = given.findIndex((word) => /^-[a-zA-Z]*m$/.test(word));
  const name = at < 0 || given.slice(0, at).some((word) => !word.startsWith('-')) ? undefined : given[at + 1];
  return name !== undefined && /^[A-Za-z_][\w.]{0,100}$/.test(name) && !OWN_MODULES.test(name) ? name : null;
}

/** Where the file of a module may lie: beside the text, among Debian's, or in the folder of an installation. */
export function modulePaths(name: string, python: string): readonly string[] {
  const part = name.replaceAll('.', '/');
  const root = /^(\/.+)\/bin\/[^/]+$/.exec(python)?.[1] ?? '/usr';
  const folders = [
    '.',
    '/usr/lib/python3/dist-packages',
    '/usr/local/lib/python3*/dist-packages',
    ...new Set([root, '/usr/local', '/usr'].map((prefix) => `${prefix}/lib/python3*/site-packages`)),
  ];
  return folders.flatMap((folder) => [`${folder}/${part}.py`, `${folder}/${part}/__main__.py`]);
}

const LONGEST_WORD = 4096;
/** What may stand before a path in a word: `--script=/opt/a`, `/opt/a:/opt/b`. */
const BOUNDARY = /[\s"'`=:,;|&<>([{]/;
/** Folders of the kernel's, of package managers and of documentation, which hold data only, and what is a folder itself. */
const NO_SCRIPT =
  /^\/(?:proc|sys|dev|var\/(?:cache|log|backups|lib\/(?:apt|dpkg|rpm|dnf))|usr\/share\/(?:doc|man|info|locale|zoneinfo))(?:\/|$)|\/$/;

/** The paths that a text of another language names. */
export function pathsNamedIn(text: string): readonly string[] {
  return text.includes('/') ? pathsIn(text) : [];
}

/** The paths in a word; behind anything else a path is the rest of one, unless it has a script's name. */
function pathsIn(word: string): readonly string[] {
  const paths: string[] = [];
  for (const { 0: path, index } of word.matchAll(PATH)) {
    if (NO_SCRIPT.test(path)) continue;
    if (index === 0 || BOUNDARY.test(word[index - 1]!) || SCRIPT_NAME.test(path)) paths.push(path);
  }
  return paths;
}
