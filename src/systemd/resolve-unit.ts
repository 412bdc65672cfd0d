import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { startOfFile } from '../text/position.ts';
import type { UnitAnswer, UnitState } from './answer.ts';
import { noteUnreadFiles, type ServiceEnvironment, serviceEnvironment } from './environment.ts';
import { parseEnvironmentFile } from './environment-file.ts';
import type { Command } from './exec-line.ts';
import { expandVariables, type VariableUse } from './expand-variables.ts';
import { findDropIns } from './find-drop-ins.ts';
import { type FoundUnit, findLoadPath, findUnit, type LoadPath } from './find-unit.ts';
import { generatorDirectories } from './load-path.ts';
import { readManagerEnvironment } from './manager-environment.ts';
import { isMask } from './mask.ts';
import { type Notes, notesFor } from './notes.ts';
import type { SystemdObservation } from './observations.ts';
import { type FoundProgram, findProgram } from './program.ts';
import { applyLines, noSettings, type ServiceSettings } from './service-settings.ts';
import type { SpecifierScope } from './specifiers.ts';
import { findSystemdVersion } from './systemd-version.ts';
import { sourceFile } from './traced-text.ts';
import { parseUnitFile } from './unit-file.ts';
import { parseServiceName, type UnitName } from './unit-name.ts';
import { verifyService } from './verify-service.ts';

/**
 * What the system manager makes of the service `name` (`kubelet.service`): which files it reads, and the command line
 * and environment that result. The rules are those of systemd 252; see observations.ts for what can be noticed. Nothing
 * is thrown for anything that an image can contain.
 * @param program the base name of the program that is asked about: of the commands of a `Type=oneshot` service, which run
 *   one after the other, the first with that name is told, and else the first that can be started
 */
export async function resolveUnit(tree: FileTree, name: string, program: string | null = null): Promise<UnitAnswer> {
  const notes = notesFor(name);
  const asked = parseServiceName(name);
  if (asked === null) return refused('not-found', notes.observe('unit-invalid-name', null, { name }), name, notes);

  const path = await findLoadPath(tree, notes);
  const unit = await findUnit(tree, path, asked, notes);
  await noteGenerators(tree, asked, notes);
  if (unit.fragment === null) return await notFound(tree, path, unit, name, notes);
  if (await isMask(tree, unit.fragment)) {
    const entry = await tree.lstat(unit.fragment);
    const how = entry.ok && entry.entry.kind === 'symlink' ? 'symlink' : 'empty';
    const reason = notes.observe('unit-masked', startOfFile(unit.fragment), { how });
    return { ...refused('masked', reason, name, notes), fragment: unit.fragment };
  }
  const file = await tree.read(unit.fragment);
  if (!file.ok) {
    const detail = { path: unit.fragment, reason: file.reason, problem: file.detail };
    if (file.reason !== 'absent') notes.doubt('unreadable', startOfFile(unit.fragment), detail);
    return refused('not-found', notes.observe('unit-unreadable', startOfFile(unit.fragment), detail), name, notes);
  }
  const fragment = file.entry.path;
  noteBelowRun(unit.fragment, notes);
  if (unit.name.instance === '') {
    const reason = notes.observe('unit-template-without-instance', startOfFile(fragment));
    return { ...refused('refused', reason, name, notes), fragment };
  }

  // The unit takes its main name only once its file has been read.
  const scope = { name: asked, fragment, osRelease: await readOsRelease(tree), budget: 4_000_000 };
  const settings = noSettings();
  const fatal = applyLines(settings, parseUnitFile(sourceFile(fragment, file.bytes)), scope, notes);
  const dropIns = await applyDropIns(tree, path, unit, settings, { ...scope, name: unit.name }, notes);
  if (fatal !== null) {
    const kind = fatal.inExecStart ? 'exec-start-invalid' : 'unit-file-invalid';
    const reason = notes.observe(kind, fatal.location, { problem: fatal.problem });
    return { ...refused('refused', reason, name, notes), fragment, dropIns };
  }
  return await loaded(tree, { name, program }, fragment, dropIns, settings, scope, notes);
}

async function loaded(
  tree: FileTree,
  { name, program }: { readonly name: string; readonly program: string | null },
  fragment: string,
  dropIns: readonly string[],
  settings: ServiceSettings,
  scope: SpecifierScope,
  notes: Notes,
): Promise<UnitAnswer> {
  let known: Promise<number | null> | null = null;
  const version = (): Promise<number | null> => {
    known ??= findSystemdVersion(tree);
    return known;
  };
  const manager = await readManagerEnvironment(tree);
  const environment = await serviceEnvironment(tree, settings, manager, version, notes);
  await noteUnreadFiles(tree, scope.name.prefix, environment.filesRead, notes);

  const chosen = await chooseCommand(tree, settings, program);
  const command = chosen?.command;
  if (settings.otherRoot !== null) {
    notes.doubt('root-directory', settings.otherRoot.location, { value: settings.otherRoot.value });
  }
  for (const { value, location } of settings.otherFiles.values()) notes.doubt('other-files', location, { value });
  const expanded = command === undefined ? null : expandVariables(command, environment.variables);
  const tooLong = expanded?.tooLong ? notes.observe('command-too-long', command?.location ?? null) : null;
  const reason = verifyService(settings, fragment, notes) ?? environment.refusal ?? tooLong;
  if (command !== undefined && expanded !== null) {
    noteUses(expanded.uses, environment, settings, notes);
    if (environment.unset.size > 0) noteUnset(expanded.uses, environment, await version(), notes);
    noteWords(command, command.words.some(({ quotedInside }) => quotedInside) ? await version() : null, notes);
  }
  const found = chosen?.found ?? null;
  if (command !== undefined && found?.exists === false) {
    notes.observe('program-missing', command.location, { program: command.program });
  }
  return {
    name,
    state: reason === null ? 'loaded' : 'refused',
    reason,
    fragment,
    dropIns,
    command:
      reason === null && expanded !== null && found !== null
        ? { program: found.path, arguments: expanded.arguments, location: command!.location }
        : null,
    workingDirectory: settings.workingDirectory,
    environment: [...environment.variables.values()]
      .filter(({ name: key }) => !environment.unset.has(key))
      .map(({ name: key, value, origin }) => ({
        name: key,
        value: value.text,
        origin,
      })),
    variablesUsed: namesOf(expanded?.uses ?? [], ['word', 'part']),
    variablesAsWords: namesOf(expanded?.uses ?? [], ['word']),
    environmentFiles: environment.filesRead,
    observations: notes.observations,
    doubts: notes.doubts,
  };
}

interface ChosenCommand {
  readonly command: Command;
  readonly found: FoundProgram;
}

/** Source: systemd 252 src/core/service.c `service_run_next_main`: a command that fails ends a oneshot service, unless it has a `-`. */
async function chooseCommand(
  tree: FileTree,
  { commands, searchPath }: ServiceSettings,
  program: string | null,
): Promise<ChosenCommand | null> {
  let first: ChosenCommand | null = null;
  let runs: ChosenCommand | null = null;
  for (const command of commands.slice(0, mostCommands)) {
    const found = await findProgram(tree, command.program, searchPath);
    first ??= { command, found };
    if (found.path.slice(found.path.lastIndexOf('/') + 1) === program) return { command, found };
    if (found.exists) runs ??= { command, found };
    else if (!command.mayFail) break;
  }
  return runs ?? first;
}

function namesOf(uses: readonly VariableUse[], forms: readonly VariableUse['form'][]): readonly string[] {
  return [...new Set(uses.filter((use) => forms.includes(use.form)).map((use) => use.name))];
}

const mostDropIns = 500;
const mostCommands = 100;

async function applyDropIns(
  tree: FileTree,
  path: LoadPath,
  unit: FoundUnit,
  settings: ServiceSettings,
  scope: SpecifierScope,
  notes: Notes,
): Promise<readonly string[]> {
  const applied: string[] = [];
  const dropIns = await findDropIns(tree, path, unit, notes);
  const files = await askAll(dropIns.slice(0, mostDropIns), (dropIn) => tree.read(dropIn));
  for (const [index, dropIn] of dropIns.entries()) {
    if (index >= mostDropIns) {
      notes.doubt('unreadable', startOfFile(dropIn), {
        path: dropIn,
        reason: 'too-many',
        problem: 'too many drop-ins',
      });
      break;
    }
    const file = files[index]!;
    if (!file.ok) {
      if (file.reason === 'too-large' || file.reason === 'unreadable') {
        notes.doubt('unreadable', startOfFile(dropIn), { path: dropIn, reason: file.reason, problem: file.detail });
      }
      continue;
    }
    if (file.entry.path === '/dev/null') continue;
    noteBelowRun(dropIn, notes);
    applied.push(file.entry.path);
    const fatal = applyLines(settings, parseUnitFile(sourceFile(file.entry.path, file.bytes)), scope, notes);
    if (fatal !== null) notes.observe('drop-in-cut-off', fatal.location, { problem: fatal.problem });
  }
  return applied;
}

async function notFound(
  tree: FileTree,
  path: LoadPath,
  unit: FoundUnit,
  name: string,
  notes: Notes,
): Promise<UnitAnswer> {
  const dropIns = await findDropIns(tree, path, unit, notes);
  const own = dropIns.find((dropIn) => !dropIn.includes('/service.d/'));
  const reason =
    own === undefined
      ? notes.observe('unit-not-found', null)
      : notes.observe('unit-not-found-only-drop-ins', startOfFile(own), { path: own });
  return { ...refused('not-found', reason, name, notes), dropIns: own === undefined ? [] : dropIns };
}

function refused(state: UnitState, reason: SystemdObservation, name: string, notes: Notes): UnitAnswer {
  return {
    name,
    state,
    reason,
    fragment: null,
    dropIns: [],
    command: null,
    workingDirectory: null,
    environment: [],
    variablesUsed: [],
    variablesAsWords: [],
    environmentFiles: [],
    observations: notes.observations,
    doubts: notes.doubts,
  };
}

/** Variables that the manager, not a file, gives to a service. */
const givenByManager =
  /^(PATH|LANG|LC_\w+|HOME|USER|LOGNAME|SHELL|TERM|INVOCATION_ID|JOURNAL_STREAM|NOTIFY_SOCKET|SYSTEMD_EXEC_PID|MAINPID|MANAGERPID|CREDENTIALS_DIRECTORY|(RUNTIME|STATE|CACHE|LOGS|CONFIGURATION)_DIRECTORY|WATCHDOG_(PID|USEC)|LISTEN_(PID|FDS|FDNAMES))$/;

function noteUses(
  uses: readonly VariableUse[],
  environment: ServiceEnvironment,
  settings: ServiceSettings,
  notes: Notes,
): void {
  for (const { name, form, location, word } of uses) {
    if (form === 'literal') {
      notes.observe('variable-inside-word', location, { word, name });
    } else if (!environment.variables.has(name)) {
      const passed = settings.passEnvironment.some((one) => one.name === name);
      if (passed || givenByManager.test(name)) notes.doubt('inherited-environment', location, { name });
    }
  }
}

/** Where systemd's version is not known, it is not known whether the command line sees what is unset. */
function noteUnset(
  uses: readonly VariableUse[],
  { unset }: ServiceEnvironment,
  version: number | null,
  notes: Notes,
): void {
  if (version !== null) return;
  for (const { name, form, location } of uses) {
    if (form !== 'literal' && unset.has(name)) notes.doubt('unset-differs-by-version', location, { name });
  }
}

function noteWords(command: Command, version: number | null, notes: Notes): void {
  for (const { value, location, quotedInside, unknownSpecifiers } of command.words) {
    for (const specifier of unknownSpecifiers) {
      notes.doubt('specifier-unknown', location, { specifier, word: value.text });
    }
    if (quotedInside && version !== null && version < 220) {
      notes.doubt('quoting-differs-by-version', location, { word: value.text });
    }
  }
}

async function noteGenerators(tree: FileTree, name: UnitName, notes: Notes): Promise<void> {
  const found = await askAll(generatorDirectories, async (directory) => {
    const listed = await tree.list(directory);
    const programs = listed.ok && listed.path === directory ? listed.names : [];
    return askAll(programs, async (program) => {
      const path = `${directory}/${program}`;
      const about = program.includes(name.prefix) || (await isScriptAbout(tree, path, `${name.prefix}.service`));
      return about ? path : null;
    });
  });
  for (const path of found.flat()) if (path !== null) notes.doubt('generator-may-decide', startOfFile(path));
}

const largestScript = 64 * 1024;
const largestOwn = 2 << 20;

/** Whether it is, or may be, a script that mentions the unit; what systemd and others bring along are programs. */
async function isScriptAbout(tree: FileTree, path: string, unit: string): Promise<boolean> {
  let file = await tree.read(path, largestScript);
  if (!file.ok && !/^\/(?:usr\/)?lib\//.test(path)) {
    if (file.reason === 'too-large') {
      const binary = await tree.binary(path);
      if (binary.ok && binary.facts.format === 'elf') return false;
      file = await tree.read(path, largestOwn);
    }
    if (!file.ok) return file.reason === 'too-large' || file.reason === 'unreadable';
  }
  if (!file.ok || file.bytes[0] !== 0x23 || file.bytes[1] !== 0x21) return false;
  return new TextDecoder().decode(file.bytes).includes(unit);
}

function noteBelowRun(path: string, notes: Notes): void {
  if (path.startsWith('/run/')) notes.doubt('unit-below-run', startOfFile(path), { path });
}

async function readOsRelease(tree: FileTree): Promise<ReadonlyMap<string, string>> {
  for (const file of await askAll(['/etc/os-release', '/usr/lib/os-release'], (path) => tree.read(path))) {
    if (!file.ok) continue;
    const parsed = parseEnvironmentFile(sourceFile(file.entry.path, file.bytes), true);
    if (parsed.ok) return new Map(parsed.assignments.map((one) => [one.name, one.value.text]));
  }
  return new Map();
}
