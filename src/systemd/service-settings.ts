import type { Location } from '../text/position.ts';
import { applyEnvironment, applyEnvironmentFile } from './environment-settings.ts';
import { type Command, parseExecLine, simplifyPath } from './exec-line.ts';
import type { Notes } from './notes.ts';
import { expandSpecifiers, type SpecifierScope } from './specifiers.ts';
import { slice, type TracedText } from './traced-text.ts';
import type { UnitLine } from './unit-file.ts';
import { splitWords } from './words.ts';

/** `NAME=value` of an Environment= line. */
export interface EnvironmentItem {
  readonly name: string;
  readonly value: TracedText;
  readonly location: Location;
}

export interface EnvironmentFileSetting {
  /** Absolute; may be a glob. */
  readonly path: string;
  readonly optional: boolean;
  readonly location: Location;
}

/** What the unit file and its drop-ins say once they have all been read. */
export interface ServiceSettings {
  type: { readonly name: string; readonly location: Location } | null;
  commands: Command[];
  /** The `ExecStart=` without a value that last emptied the list. */
  execReset: Location | null;
  environment: EnvironmentItem[];
  environmentFiles: EnvironmentFileSetting[];
  passEnvironment: { readonly name: string; readonly location: Location }[];
  unsetEnvironment: string[];
  workingDirectory: string | null;
  otherRoot: { readonly value: string; readonly location: Location } | null;
  /** Settings that put something else over a folder in which configurations lie, by key. */
  readonly otherFiles: Map<string, { readonly value: string; readonly location: Location }>;
  searchPath: string[];
  hasExecStop: boolean;
  remainsAfterExit: boolean;
  hasSuccessAction: boolean;
  restart: { readonly name: string; readonly location: Location } | null;
}

export function noSettings(): ServiceSettings {
  return {
    type: null,
    commands: [],
    execReset: null,
    environment: [],
    environmentFiles: [],
    passEnvironment: [],
    unsetEnvironment: [],
    workingDirectory: null,
    otherRoot: null,
    otherFiles: new Map(),
    searchPath: [],
    hasExecStop: false,
    remainsAfterExit: false,
    hasSuccessAction: false,
    restart: null,
  };
}

/** Keys of [Service] that decide what runs: worth a word where they stand in another section. */
const serviceKeys: readonly string[] = [
  'ExecStart',
  'Environment',
  'EnvironmentFile',
  'PassEnvironment',
  'UnsetEnvironment',
  'WorkingDirectory',
  'Type',
];

/** Where and why systemd stops reading a file: the unit does not start if it is the unit file itself. */
export interface FatalLine {
  readonly problem: string;
  readonly inExecStart: boolean;
  readonly location: Location;
}

/**
 * Takes the lines of one file into `settings`, in order. Gives the line at which systemd reads it no further: what
 * stands below such a line is never seen (systemd 252 src/core/load-dropin.c ignores the error for drop-ins).
 */
export function applyLines(
  settings: ServiceSettings,
  lines: readonly UnitLine[],
  scope: SpecifierScope,
  notes: Notes,
): FatalLine | null {
  for (const line of lines) {
    if (line.type === 'fatal') return { problem: line.problem, inExecStart: false, location: line.location };
    if (line.type === 'malformed') {
      notes.observe('invalid-line', line.location, {});
      continue;
    }
    if (line.section !== 'Service') {
      noteMisplaced(line, notes);
      if (line.section === 'Unit' && line.key === 'SuccessAction')
        settings.hasSuccessAction = line.value.text !== 'none';
      continue;
    }
    const fatal = applyService(settings, line.key, line.value, line.location, scope, notes);
    if (fatal !== null) return fatal;
  }
  return null;
}

function noteMisplaced(line: UnitLine & { readonly type: 'assignment' }, notes: Notes): void {
  const detail = { key: line.key, value: line.value.text };
  if (!line.insideSection) notes.observe('assignment-outside-section', line.location, detail);
  else if (serviceKeys.includes(line.key)) {
    notes.observe('assignment-in-wrong-section', line.location, { ...detail, section: line.sectionName });
  }
}

function applyService(
  settings: ServiceSettings,
  key: string,
  value: TracedText,
  location: Location,
  scope: SpecifierScope,
  notes: Notes,
): FatalLine | null {
  const empty = value.text === '';
  switch (key) {
    case 'ExecStart':
      return applyExecStart(settings, value, location, scope, notes);
    case 'ExecStop':
      settings.hasExecStop = !empty;
      return null;
    case 'Type':
      if (serviceTypes.includes(value.text)) settings.type = { name: value.text, location };
      return null;
    case 'Restart':
      settings.restart = { name: value.text, location };
      return null;
    case 'RemainAfterExit':
      settings.remainsAfterExit = /^(1|yes|y|true|t|on)$/i.test(value.text);
      return null;
    case 'Environment':
      applyEnvironment(settings, value, location, scope, notes);
      return null;
    case 'EnvironmentFile':
      applyEnvironmentFile(settings, value, location, scope, notes);
      return null;
    case 'PassEnvironment': {
      if (empty) settings.passEnvironment = [];
      const { words } = splitWords(value, { escapes: 'none', relaxed: false });
      settings.passEnvironment.push(...words.map((word) => ({ name: word.text, location })));
      return null;
    }
    case 'UnsetEnvironment':
      if (empty) settings.unsetEnvironment = [];
      settings.unsetEnvironment.push(...splitWords(value, strictEscapes).words.map((word) => word.text));
      return null;
    case 'ExecSearchPath':
      settings.searchPath = empty ? [] : [...settings.searchPath, ...value.text.split(':')];
      return null;
    case 'WorkingDirectory':
      return applyWorkingDirectory(settings, value, location, scope);
    case 'RootDirectory':
    case 'RootImage':
      settings.otherRoot = empty ? null : { value: value.text, location };
      return null;
    case 'BindPaths':
    case 'BindReadOnlyPaths':
    case 'TemporaryFileSystem':
    case 'MountImages':
    case 'InaccessiblePaths':
    case 'ExtensionImages':
    case 'ExtensionDirectories':
      if (empty) settings.otherFiles.delete(key);
      else if (key.startsWith('Extension') || configFolders.test(value.text)) {
        settings.otherFiles.set(key, { value: value.text, location });
      }
      return null;
    default:
      return null;
  }
}

const strictEscapes = { escapes: 'strict', relaxed: false } as const;

/** What is mounted for the service alone at one of these, or above, hides what the image has there. */
const configFolders =
  /(?:^|[\s:"'-])\/(?:etc(?:\/(?:containerd|kubernetes|crio|docker)[^\s:]*)?\/?|var(?:\/lib(?:\/kubelet[^\s:]*)?)?\/?)?(?=[\s:"']|$)/;

const serviceTypes: readonly string[] = [
  'simple',
  'exec',
  'forking',
  'oneshot',
  'dbus',
  'notify',
  'notify-reload',
  'idle',
];

function applyExecStart(
  settings: ServiceSettings,
  value: TracedText,
  location: Location,
  scope: SpecifierScope,
  notes: Notes,
): FatalLine | null {
  if (value.text === '') {
    settings.commands = [];
    settings.execReset = location;
    return null;
  }
  const parsed = parseExecLine(value, location, scope);
  settings.commands.push(...parsed.commands);
  if (parsed.problem === null) return null;
  if (parsed.fatal) return { problem: parsed.problem, inExecStart: true, location };
  if (parsed.problem === 'unbalanced-quotes') notes.observe('unbalanced-quotes', location, { key: 'ExecStart' });
  else notes.observe('exec-start-ignored', location, { problem: parsed.problem });
  return null;
}

function applyWorkingDirectory(
  settings: ServiceSettings,
  value: TracedText,
  location: Location,
  scope: SpecifierScope,
): FatalLine | null {
  if (value.text === '') {
    settings.workingDirectory = null;
    return null;
  }
  const missingOk = value.text.startsWith('-');
  const written = missingOk ? slice(value, 1) : value;
  if (written.text === '~') {
    settings.workingDirectory = '/root';
    return null;
  }
  const expanded = expandSpecifiers(written, scope);
  if (!expanded.ok || !expanded.text.text.startsWith('/')) {
    return missingOk ? null : { problem: 'working-directory', inExecStart: false, location };
  }
  settings.workingDirectory = simplifyPath(expanded.text.text);
  return null;
}
