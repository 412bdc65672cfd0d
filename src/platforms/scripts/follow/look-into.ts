import { observe } from '../../../text/observation.ts';
import type { Location } from '../../../text/position.ts';
import type { ShellCommand } from '../../../text/shell/commands.ts';
import { bareNames } from '../commands/bare-names.ts';
import { type CommandCore, coreOf, effectOf, INTERPRETER, onlyLooks } from '../commands/command-effect.ts';
import { runsDownload } from '../commands/downloads.ts';
import { listsRead, TAKES_NAMES } from '../commands/listed-files.ts';
import { listedBy, onePerSide } from '../commands/listings.ts';
import { type OtherChange, otherChangesOf, sidesGiven } from '../commands/other-changes.ts';
import { changesNothing, tellingVariables } from '../commands/quiet-command.ts';
import { inlineTexts, startedPaths, wrapperTexts } from '../commands/started-paths.ts';
import { bothOf, filesNamedIn, namesSide, type Side } from '../decisive-files/decisive-files.ts';
import type { OtherPaths } from '../decisive-files/other-paths.ts';
import { kindFilesOf } from '../made-files/kind-files.ts';
import { printsKnown } from '../made-files/known-printers.ts';
import { madeFiles } from '../made-files/look-at-made.ts';
import { filesMade, MOST_BEFORE } from '../made-files/made-files.ts';
import { printedText, RUNNING_PROGRAMS, type Stage } from '../made-files/printed-text.ts';
import { absolutePath, expandedWords, inFolder } from '../words/placed-words.ts';
import { anyNamesSide, assign, copyVariables, noteAssignments, readNames, withVariables } from '../words/variables.ts';
import { goTo, startingPlace } from '../words/working-folder.ts';
import { type BootText, locationIn } from './boot-text.ts';
import { divided, undivided } from './divide-text.ts';
import { changed, doubtful, type Found, type Look, writtenBy } from './found.ts';
import { lookIntoForeign } from './look-into-foreign.ts';
import { SCRIPT_NAME } from './read-script.ts';
import { leavesToSystemd } from './systemd-guard.ts';

/** What is known of an image before its texts are looked into. */
export interface ImageKnown {
  /** Its maker's programs, by name. */
  readonly programs: ReadonlyMap<string, string>;
  readonly others: OtherPaths;
  /** It is systemd that starts what runs at boot. */
  readonly systemd: boolean;
}

/** How many commands may still be looked at. */
export interface Budget {
  commands: number;
}

const NOTHING: Look = { written: null, found: [] };

/** Of all texts of an image together. */
export const MOST_COMMANDS = 200_000;

/**
 * Looks into one text; no file is read, and the text stays as it is.
 */
export function lookInto(text: BootText, image: ImageKnown, budget: Budget): Look {
  if (image.systemd && leavesToSystemd(text)) return NOTHING;
  return text.language === 'other' ? lookIntoForeign(text, image.others) : lookIntoShell(text, image, budget);
}

function lookIntoShell(given: BootText, { programs, others }: ImageKnown, budget: Budget): Look {
  const read = divided(given);
  const text: BootText = { ...given, variables: copyVariables(given.variables) };
  noteAssignments(read.commands, text.variables, text.folder);
  const found: Found[] = [];
  const writes = new Set<Side>();
  let firstLine: number | null = null;
  const named = others.paths.length > 0 || namesSide(text.text) || namesSide(text.folder ?? '');
  let telling = tellingVariables(text.variables);
  const place = startingPlace(text);
  /** What the commands before this one hand to it: themselves, and the files that they list. */
  let pipeline: Stage[] = [];
  let asked = 0;
  let listed: readonly string[] = [];
  const made = madeFiles();
  /** A script names some tools again and again. */
  const starts = new Set<string>();
  const bare = bareNames(text, programs);
  for (const [index, command] of read.commands.entries()) {
    const { line } = command;
    const location = (): Location => locationIn(text, line);
    budget.commands -= 1;
    if (budget.commands < 0) {
      const detail = { what: 'commands', limit: MOST_COMMANDS, writes: 'both' };
      if (budget.commands === -1) found.push(doubtful(observe('boot-too-much', location(), detail)));
      return { written: writtenBy(text, writes, firstLine), found };
    }
    if (!others.isIn(place.folder) && changesNothing(command, place.folder, telling, bare)) {
      listed = [];
      pipeline = [];
      continue;
    }
    const open: OtherChange[] = [];
    const { folder, cwd } = place;
    const mayName = named || anyNamesSide(text.variables);
    let stage: Stage = command;
    let core: CommandCore = { words: [], program: '' };
    for (const words of expandedWords(command, text)) {
      core = coreOf(words);
      stage = { ...command, words };
      const outputs = command.outputs.flatMap((path) => withVariables(path, text.variables, text.folder));
      if (mayName || words.length > command.words.length || words.some(namesSide)) {
        const effect = effectOf({
          words: inFolders(words, folder, others),
          outputs: inFolders(outputs, folder, others),
          inputText: command.inputText,
        });
        for (const side of effect.writes) writes.add(side);
        if (effect.writes.length > 0) firstLine ??= line;
        if (effect.names.length > 0) open.push({ kind: 'boot-command-unclear', sides: effect.names });
      }
      const takesNames = TAKES_NAMES.test(words.join(' ').slice(0, 200));
      const changes = otherChangesOf(core, text.path, cwd, takesNames, others.paths);
      open.push(...changes.open);
      if (changes.upgrades) found.push({ kind: 'upgrade', program: core.program, at: location() });
      for (const placement of changes.placements) {
        const doubt = changed('boot-places-files', location(), core.program, 'both');
        found.push({ kind: 'placement', placement, doubt, from: text, line });
      }
      for (const inline of [...inlineTexts(core, command.inputText), ...wrapperTexts(words, core, command.inputText)]) {
        if (inline.language === 'shell') found.push({ kind: 'text', text: { ...text, ...inline, line, folder, cwd } });
      }
      const resolve = (word: string): string | null => absolutePath(word, folder);
      const here: BootText = { ...text, line, folder };
      const before = (): ShellCommand[] => read.commands.slice(Math.max(0, index - MOST_BEFORE), index).reverse();
      for (const file of filesMade(core, stage, pipeline, outputs, before, resolve)) {
        const isKnown = (program: string): boolean => asked++ < MOST_ASKED && printsKnown(text, program);
        // A text may have any number of lines, and a call takes only so many words.
        for (const one of made.note(here, file, cwd, isKnown)) found.push(one);
      }
      const printed = printedText(core, stage, pipeline);
      const files = printed?.files.flatMap((path) => resolve(path) ?? []) ?? [];
      const started = [
        ...startedPaths(core, command.inputFile, resolve, bare.pathsOf),
        ...files.map((path) => ({ path, run: true, given: printed!.language })),
      ];
      for (const body of printed?.texts ?? []) {
        const { language } = printed!;
        found.push({ kind: 'text', text: { ...text, text: body, language, line, folder, cwd } });
      }
      if (
        printed !== null &&
        printed.unknown !== null &&
        !(asked++ < MOST_ASKED && printsKnown(text, printed.unknown.program))
      ) {
        const { program, fetched } = printed.unknown;
        const detail = { program: core.program, ...(fetched ? {} : { printer: program }), writes: 'both' };
        found.push(doubtful(observe(fetched ? 'boot-runs-download' : 'boot-runs-output', location(), detail)));
      }
      const sourced = core.program === 'source' || core.program === '.';
      const looks = onlyLooks(core.program) && !command.piped;
      const unknown = core.words.slice(0, 2).find((word) => word.startsWith('$'));
      if (unknown !== undefined && (unknown === core.words[0] || RUNNING_PROGRAMS.test(core.program))) {
        found.push(...made.run(here, unknown, INTERPRETER.test(core.program) ? 'other' : null, cwd));
      }
      for (const one of kindFilesOf(core, cwd)) {
        const start = { ...one, run: true, given: 'shell', from: text, line, cwd, sourced: false } as const;
        found.push({ kind: 'start', start: { ...start, fileKind: one.kind } });
      }
      for (const one of started) {
        // Most files that are named are no scripts, those of a package's commands above all, and each is a question.
        if (!one.run && (looks || (!text.own && !SCRIPT_NAME.test(one.path)))) continue;
        if (one.run) found.push(...made.run(here, one.path, one.given, cwd));
        const key = `${one.path}\0${one.run}\0${one.given}\0${cwd}\0${sourced}`;
        if (starts.has(key)) continue;
        starts.add(key);
        const start = { ...one, fileKind: null, from: text, line, cwd, sourced: sourced && one.run };
        found.push({ kind: 'start', start });
      }
    }
    if (listed.length > 0) {
      if (TAKES_NAMES.test(stage.words.join(' ').slice(0, 200))) {
        open.push({ kind: 'boot-command-unclear', sides: sidesGiven(stage.words, listed) });
      }
      for (const name of readNames(core.words, core.program)) {
        for (const path of listed) assign(text.variables, name, path, folder);
        telling = tellingVariables(text.variables);
      }
    }
    const own = command.piped ? [...namedFiles(stage.words), ...onePerSide(listedBy(core, cwd))] : [];
    listed = command.piped ? [...own, ...(onlyLooks(core.program) || own.length > 0 ? listed : [])].slice(0, 10) : [];
    pipeline = command.piped ? [...pipeline.slice(0, MOST_STAGES), stage] : [];
    goTo(place, core, text);
    for (const { kind, sides } of open) {
      const unsure = bothOf(new Set(sides.filter((side) => !writes.has(side))));
      if (unsure !== null) found.push(doubtful(changed(kind, location(), core.program, unsure)));
    }
    const body = command.inputText;
    if (body?.startsWith('#!')) found.push({ kind: 'text', text: { ...text, text: body, line: line + 1 } });
  }
  if (!read.closed && found.every(({ kind }) => kind !== 'doubt')) found.push(...undivided(text, writes));
  for (const list of listsRead(read.commands)) {
    const sides = bothOf(new Set(list.sides));
    const doubt = changed('boot-command-unclear', locationIn(text, list.line), list.program, sides ?? 'both');
    found.push(sides === null ? { kind: 'list', path: list.path, doubt } : doubtful(doubt));
  }
  const download = runsDownload(read.commands);
  if (download !== null) {
    const detail = { program: coreOf(download.words).program, writes: 'both' };
    found.push(doubtful(observe('boot-runs-download', locationIn(text, download.line), detail)));
  }
  return { written: writtenBy(text, writes, firstLine), found };
}

function inFolders(words: readonly string[], folder: string | null, others: OtherPaths): readonly string[] {
  return others.plainWords(words, folder).map((word) => inFolder(word, folder));
}

/** Of one pipeline, and of one text's printers: a hostile one has any number. */
const MOST_STAGES = 20;
const MOST_ASKED = 100;

function namedFiles(words: readonly string[]): readonly string[] {
  return words.filter((word) => filesNamedIn(word).length > 0);
}
