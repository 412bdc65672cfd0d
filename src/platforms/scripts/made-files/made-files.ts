import type { ShellCommand } from '../../../text/shell/commands.ts';
import { type CommandCore, coreOf } from '../commands/command-effect.ts';
import { isFetch } from '../commands/downloads.ts';
import { divideWords } from '../commands/options.ts';
import { kindAt } from './file-kinds.ts';
import { type Printed, printedBy, type Stage } from './printed-text.ts';

/** A file that a command makes or changes, and what it is made of as far as the command tells. */
export interface MadeFile {
  readonly path: string;
  /** To find it out is dear where a text makes very many. */
  printed(): Printed;
  /** What it is made of stands in commands before the one that names it. */
  readonly ofGroup: boolean;
}

const NOTHING: Printed = { texts: [], files: [], unknown: null };
/** Programs that put a file somewhere, and their options that take a word. */
const COPIERS: Readonly<Record<string, readonly string[]>> = {
  cp: ['S', 'suffix'],
  mv: ['S', 'suffix'],
  ln: ['S', 'suffix'],
  install: ['m', 'o', 'g', 'S', 'mode', 'owner', 'group', 'suffix'],
  rsync: ['e', 'f', 'exclude', 'include', 'rsh', 'chmod', 'chown'],
};
/** Names of which a folder takes one, for files whose names are not known. */
const SAMPLES = ['a.service', 'a.rules', 'a.conf', 'a.cfg', 'a'];
const ROOTS_CRONTAB = '/var/spool/cron/crontabs/root';
const GROUP = /^(?:|done|fi|esac)$/;
/** Commands before a group's end whose output may be the group's. */
export const MOST_BEFORE = 100;

/**
 * @param before the commands that stand before it in its text, last to first
 * @param outputs the files that its output goes to
 * @param resolve makes a word a path; null where it is none
 */
export function filesMade(
  core: CommandCore,
  stage: Stage,
  pipeline: readonly Stage[],
  outputs: readonly string[],
  before: () => readonly ShellCommand[],
  resolve: (word: string) => string | null,
): readonly MadeFile[] {
  const { program, words } = core;
  const given = words.slice(1);
  const made: MadeFile[] = [];
  const add = (word: string | undefined, printed: () => Printed): void => {
    // A file of a name that is only known on the node is the same one wherever it has the same words.
    const path = word === undefined ? null : (resolve(word) ?? (word.startsWith('$') ? word : null));
    if (path !== null && !path.startsWith('/dev/')) made.push({ path, printed, ofGroup: GROUP.test(program) });
  };
  const printed = (): Printed => (GROUP.test(program) ? printedInGroup(before()) : printedBy([...pipeline, stage]));
  for (const output of outputs) add(output, printed);
  if (program === 'tee') {
    for (const word of given.filter((one) => !one.startsWith('-'))) add(word, () => passedOn(stage, pipeline));
  } else if (program === 'dd') {
    for (const word of given.filter((one) => one.startsWith('of=')))
      add(word.slice(3), () => passedOn(stage, pipeline));
  } else if (program === 'crontab' && !given.some((word) => /^-[a-zA-Z]*[ler]/.test(word))) {
    const [file = '-'] = divideWords(given, [], ['u']).operands;
    const source = file === '-' ? null : resolve(file);
    add(ROOTS_CRONTAB, () => (source === null ? passedOn(stage, pipeline) : { ...NOTHING, files: [source] }));
  } else if (program === 'systemd-tmpfiles' && given.some((word) => word === '-' || word === '/dev/stdin')) {
    // It carries out what it reads as it does a file of its own.
    add('/run/tmpfiles.d/read.conf', () => passedOn(stage, pipeline));
  } else if (Object.hasOwn(COPIERS, program)) made.push(...copies(core, () => passedOn(stage, pipeline), resolve));
  else if (isFetch(words, program)) {
    for (const word of given) if (kindAt(word) !== null) add(word, () => fetched(program));
  }
  return made;
}

function fetched(program: string): Printed {
  return { ...NOTHING, unknown: { program, fetched: true } };
}

/** What a command reads, for it passes that on. */
function passedOn({ inputText, inputFile }: Stage, pipeline: readonly Stage[]): Printed {
  if (inputText !== null) return { ...NOTHING, texts: [inputText] };
  if (inputFile !== null) return { ...NOTHING, files: [inputFile] };
  return pipeline.length === 0 ? NOTHING : printedBy(pipeline);
}

/** A group's output is that of the commands in it: where it begins makes no difference for those that print to nowhere else. */
function printedInGroup(before: readonly ShellCommand[]): Printed {
  const printed = before
    .filter(
      ({ words, outputs, piped }) =>
        !piped && outputs.length === 0 && /^(?:echo|printf|cat)$/.test(coreOf(words).program),
    )
    .map((command) => printedBy([command]));
  return { texts: printed.flatMap(({ texts }) => texts), files: printed.flatMap(({ files }) => files), unknown: null };
}

function copies(
  { program, words }: CommandCore,
  piped: () => Printed,
  resolve: (word: string) => string | null,
): readonly MadeFile[] {
  const given = words.slice(1);
  const { operands, values } = divideWords(given, ['t', 'target-directory'], COPIERS[program]);
  const [folder] = values;
  const target = resolve(folder ?? operands.at(-1) ?? '$');
  if (target === null) return [];
  return (folder === undefined ? operands.slice(0, -1) : operands).flatMap((source): readonly MadeFile[] => {
    const from = resolve(source);
    const name = source.slice(source.lastIndexOf('/') + 1);
    const plain = target.replace(/\/+$/, '');
    const names = /[*$]/.test(name) ? [name, ...SAMPLES] : [name];
    const within = names.map((one) => `${plain}/${one}`).find((one) => kindAt(one) !== null);
    const path = kindAt(plain) === null && within !== undefined ? within : plain;
    if (source === '/dev/stdin') return [{ path, printed: piped, ofGroup: false }];
    return from === null ? [] : [{ path, printed: () => ({ ...NOTHING, files: [from] }), ofGroup: false }];
  });
}
