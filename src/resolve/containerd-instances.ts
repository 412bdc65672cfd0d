import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import type { Argument, UnitAnswer } from '../systemd/answer.ts';
import { resolveUnit } from '../systemd/resolve-unit.ts';
import { isWrittenLater } from '../systemd/written-later.ts';
import type { Observation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import { usualPaths } from '../versions/program.ts';
import { type ContainerdCommand, readContainerdCommand } from './containerd-command.ts';
import { observe } from './observe.ts';

/** One containerd that the image would run. */
export interface ContainerdInstance {
  /** The unit that starts it; null where none does, and containerd is taken to run without flags. */
  readonly unit: UnitAnswer | null;
  readonly program: string | null;
  readonly configPath: string;
  readonly configGiven: boolean;
  /** The argument that names it; null for none. */
  readonly configLocation: Location | null;
  readonly workingDirectory: string;
  /** `--address`; null where the configuration or the default decides. */
  readonly address: string | null;
  readonly flags: ContainerdCommand['flags'];
  readonly observations: readonly Observation[];
  readonly doubts: readonly Observation[];
}

export const DEFAULT_CONFIG = '/etc/containerd/config.toml';
/** Where people's own units stand, each of which is looked into whatever its name. */
const OWN_UNITS = '/etc/systemd/system';
const PACKAGED_UNITS = [
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];
/** Names of units that likely start containerd. */
const TELLING = /containerd|\bcri\b/;
const MOST_UNITS = 2000;
const MOST_CANDIDATES = 100;
const LARGEST_UNIT = 1 << 20;

/**
 * Finds every unit that starts containerd. Packaged units are looked into if their name mentions containerd or CRI; where
 * none of these starts the containerd of the image, every unit is.
 */
export async function findContainerdInstances(tree: FileTree): Promise<readonly ContainerdInstance[]> {
  const telling = await instancesOf(tree, await candidateUnits(tree, TELLING));
  if (telling.length > 0 || !(await anyExists(tree, usualPaths('containerd')))) return telling;
  return instancesOf(tree, await candidateUnits(tree, /./));
}

async function instancesOf(tree: FileTree, all: readonly string[]): Promise<readonly ContainerdInstance[]> {
  const instances = new Map<string, ContainerdInstance>();
  const names = all.slice(0, MOST_CANDIDATES);
  const units = await askAll(names, (name) => resolveUnit(tree, name, 'containerd'));
  for (const [at, unit] of units.entries()) {
    const name = names[at]!;
    const instance = instanceOf(name, unit);
    if (instance === null) continue;
    // An alias is the same unit by another name.
    const key = JSON.stringify([unit.fragment ?? name, /@(.+)\.service$/.exec(name)?.[1] ?? '']);
    if (!instances.has(key)) instances.set(key, instance);
  }
  const found = instances.size > 0 ? [...instances.values()] : await refusedInstances(tree, units);
  if (names.length === all.length) return found;
  const problem = `only the first ${MOST_CANDIDATES} units that may start containerd are looked into`;
  const doubt = observe('unreadable', null, { path: OWN_UNITS, reason: 'too-many', problem });
  return (found.length === 0 ? [unstartedInstance()] : found).map((one) => ({
    ...one,
    doubts: [...one.doubts, doubt],
  }));
}

/** A unit that would start containerd if systemd did not refuse it, or that may do so and cannot be read. */
async function refusedInstances(tree: FileTree, units: readonly UnitAnswer[]): Promise<readonly ContainerdInstance[]> {
  for (const unit of units) {
    if (unit.state === 'not-found' && unit.doubts.some(({ kind }) => kind === 'unreadable')) {
      return [{ ...unstartedInstance(), unit, observations: unit.observations, doubts: unit.doubts }];
    }
    if (unit.state === 'not-found' && unit.reason?.kind === 'unit-unreadable') {
      // A link to a file that is not in the image hides the units of that name in lower folders.
      const doubt = observe('unreadable', unit.reason.location, unit.reason.detail);
      return [{ ...unstartedInstance(), unit, observations: unit.observations, doubts: [doubt] }];
    }
    if (unit.state !== 'refused') continue;
    for (const path of [unit.fragment, ...unit.dropIns]) {
      if (path !== null && (await mentionsContainerd(tree, path))) return [refusedInstance(unit)];
    }
  }
  return [];
}

function refusedInstance(unit: UnitAnswer): ContainerdInstance {
  if (isWrittenLater(unit)) {
    const doubt = observe('unit-needs-file', unit.reason!.location, { ...unit.reason!.detail, unit: unit.name });
    return { ...unstartedInstance(), unit, observations: unit.observations, doubts: [...unit.doubts, doubt] };
  }
  const { kind, location, related, detail } = unit.reason ?? observe('unit-masked', null, {});
  const refusal = {
    kind: 'containerd-unit-refused',
    location,
    related,
    detail: { ...detail, unit: unit.name, reason: kind },
  };
  return {
    ...unstartedInstance(),
    unit,
    workingDirectory: unit.workingDirectory ?? '/',
    observations: [...unit.observations, refusal],
    doubts: unit.doubts,
  };
}

/** containerd as it runs where no unit says anything else. */
export function unstartedInstance(): ContainerdInstance {
  return {
    unit: null,
    program: null,
    configPath: DEFAULT_CONFIG,
    configGiven: false,
    configLocation: null,
    workingDirectory: '/',
    address: null,
    flags: new Set(),
    observations: [observe('no-containerd-unit', null, {})],
    doubts: [],
  };
}

/** @param telling the names of packaged units that are looked into */
async function candidateUnits(tree: FileTree, telling: RegExp): Promise<readonly string[]> {
  const found = await askAll([OWN_UNITS, ...PACKAGED_UNITS], async (folder) => {
    const listed = await tree.list(folder);
    const entries = (listed.ok ? listed.names : []).slice(0, MOST_UNITS);
    const named = new Set(entries.map((entry) => entry.replace(/\.service\.d$/, '.service')));
    const names = [...named].filter((name) => name.endsWith('.service') && !/^cri-docker/.test(name));
    const instances = await askAll(names, async (name) => {
      const mayStartIt = TELLING.test(name)
        ? true
        : (folder === OWN_UNITS || telling.test(name)) && (await mentionsContainerd(tree, `${folder}/${name}`));
      if (!mayStartIt) return [];
      return name.endsWith('@.service') ? enabledInstances(tree, name) : [name];
    });
    return instances.flat();
  });
  return [...new Set(found.flat())].toSorted(
    (a, b) => Number(b === 'containerd.service') - Number(a === 'containerd.service') || (a < b ? -1 : 1),
  );
}

/** The instances of a template that the image has enabled. */
async function enabledInstances(tree: FileTree, template: string): Promise<readonly string[]> {
  const prefix = template.slice(0, -'.service'.length);
  const listed = await tree.list(OWN_UNITS);
  const folders = (listed.ok ? listed.names : []).filter((name) => /\.(wants|requires)$/.test(name));
  const found = await askAll(folders, async (folder) => {
    const links = await tree.list(`${OWN_UNITS}/${folder}`);
    const names = links.ok ? links.names.slice(0, MOST_UNITS) : [];
    return names.filter((name) => name.startsWith(prefix) && name.endsWith('.service') && name !== template);
  });
  return found.flat();
}

async function mentionsContainerd(tree: FileTree, path: string): Promise<boolean> {
  const file = await tree.read(path, LARGEST_UNIT);
  return file.ok && /^\s*ExecStart\s*=.*\bcontainerd(["'\s]|$)/m.test(new TextDecoder().decode(file.bytes));
}

async function anyExists(tree: FileTree, paths: readonly string[]): Promise<boolean> {
  const stats = await askAll(paths, (path) => tree.stat(path));
  return stats.some(({ ok }) => ok);
}

const SHELL = /(?:^|\/)(?:ba|da|k|z)?sh$/;
/** Programs that run what their further words name. */
const WRAPPER = /(?:^|\/)(?:env|nice|ionice|chrt|taskset|numactl|stdbuf|setsid|systemd-cat|systemd-inhibit)$/;
/** containerd in the place of a command inside a shell's words, as a daemon: with flags or nothing after it. */
const IN_SHELL = /(?:^|[;&|]\s*|\bexec\s+)(?:\S*\/)?containerd(?:\s+-|\s*(?:$|[;&|]))/m;

function wrapsContainerd({ program, arguments: words }: NonNullable<UnitAnswer['command']>): boolean {
  if (SHELL.test(program)) return words.some(({ text }) => IN_SHELL.test(text));
  return WRAPPER.test(program) && words.some(({ text }) => /^(?:\/\S*\/)?containerd$/.test(text));
}

/** `/usr/bin/env NAME=value … program words`: env only sets variables before it becomes the program. */
function throughEnv(command: NonNullable<UnitAnswer['command']>): {
  readonly program: string;
  readonly words: readonly Argument[];
} {
  const { program, arguments: words } = command;
  if (program.split('/').at(-1) !== 'env') return { program, words };
  const at = words.findIndex(({ text }) => !/^[A-Za-z_]\w*=/.test(text));
  const inner = words[at]?.text ?? '';
  return inner.startsWith('-') || inner === '' ? { program, words } : { program: inner, words: words.slice(at + 1) };
}

function instanceOf(name: string, unit: UnitAnswer): ContainerdInstance | null {
  const base = { unit, workingDirectory: unit.workingDirectory ?? '/' };
  if (unit.command === null) {
    return name === 'containerd.service' && unit.state !== 'not-found' ? refusedInstance(unit) : null;
  }
  const { program, words } = throughEnv(unit.command);
  if (program.split('/').at(-1) !== 'containerd') {
    if (name !== 'containerd.service' && !wrapsContainerd(unit.command)) return null;
    return {
      ...unstartedInstance(),
      ...base,
      program,
      observations: unit.observations,
      doubts: [
        ...unit.doubts,
        observe('containerd-wrapped', unit.command.arguments[0]?.origins[0] ?? null, { program, unit: name }),
      ],
    };
  }
  const command = readContainerdCommand(words);
  if (command.subcommand !== null) return null;
  const observations = [...unit.observations];
  if (command.unknownFlag !== null) {
    observations.push(
      observe('containerd-flag-unknown', command.unknownFlag.location, { flag: command.unknownFlag.flag }),
    );
  }
  if (command.config !== null && command.config.path !== DEFAULT_CONFIG) {
    observations.push(observe('containerd-config-elsewhere', command.config.location, { path: command.config.path }));
  }
  return {
    ...base,
    program,
    configPath: command.config?.path ?? DEFAULT_CONFIG,
    configGiven: command.config !== null,
    configLocation: command.config?.location ?? null,
    address: command.address,
    flags: command.flags,
    observations,
    doubts: unit.doubts.filter((doubt) => mattersTo(doubt, unit, command.config?.path ?? '')),
  };
}

/** Whether what is not known of a unit could change which configuration its containerd reads. */
function mattersTo(doubt: Observation, unit: UnitAnswer, configPath: string): boolean {
  switch (doubt.kind) {
    case 'specifier-unknown':
      return configPath.includes('%');
    case 'quoting-differs-by-version':
      return false;
    case 'inherited-environment':
      return unit.variablesUsed.includes(String(doubt.detail.name));
    case 'boot-writes-environment':
      return unit.variablesUsed.length > 0;
    default:
      return true;
  }
}
