import type { FileTree } from '../image/file-tree.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import { staysMissing } from '../systemd/written-later.ts';
import { type Location, startOfFile } from '../text/position.ts';
import type { KubeletSourceKind } from './answer.ts';
import { type FlagUse, lastUse } from './command-line.ts';
import { largestConfig } from './config-document.ts';
import { type ConfigSettings, readConfigFile, type Setting } from './config-file.ts';
import { findKindImage } from './kind-image.ts';
import {
  hasJoined,
  isManagedByKubeadm,
  type KubeadmOutcome,
  kindOutcome,
  kubeadmConfigPath,
  kubeadmOutcome,
} from './kubeadm.ts';
import { fieldsOfInput, readKubeadmInput } from './kubeadm-inputs.ts';
import { type Notes, silent } from './notes.ts';
import { type FieldValues, fieldValuesOf, noValues } from './values/field-values.ts';
import { kubeadmDefault, minorOf } from './versions.ts';

/** What holds before drop-ins and flags: a configuration file, or what kubeadm will write as one. */
export interface BaseConfig {
  readonly driver:
    | (Setting & { readonly location: Location; readonly sourceKind: KubeletSourceKind; readonly asFlag: boolean })
    | {
        readonly value: string;
        readonly location: null;
        readonly sourceKind: KubeletSourceKind;
        readonly asFlag: boolean;
      }
    | null;
  /** Where `driver` is null: that nothing can be said, and not that nothing is set. */
  readonly unknown: boolean;
  /** Whose default counts where nothing is set, and the file that does not set it. */
  readonly defaultKind: KubeletSourceKind;
  readonly defaultSource: Location | null;
  /** Whether the command line names a configuration file, or one was given. */
  readonly configured: boolean;
  /** kubeadm has not run yet: it will write its files anew, that of the flags too. */
  readonly beforeKubeadm: boolean;
  readonly gates: ReadonlyMap<string, Setting<boolean>>;
  readonly runtimeEndpoint: string | null;
  /** What the fields are set to; null where that is not known. */
  readonly fields: FieldValues | null;
}

export interface BaseOptions {
  readonly version: string | null;
  readonly kubeadmVersion?: string | null;
  readonly givenConfig?: { readonly path: string; readonly bytes: Uint8Array };
  readonly unit: UnitAnswer;
  readonly flags: readonly FlagUse[];
  readonly configPath: string | null;
  readonly configFlag: FlagUse | null;
}

const nothingSet: BaseConfig = {
  driver: null,
  unknown: false,
  defaultKind: 'kubelet-default',
  defaultSource: null,
  configured: false,
  beforeKubeadm: false,
  gates: new Map(),
  runtimeEndpoint: null,
  fields: noValues,
};

const nothingKnown: BaseConfig = { ...nothingSet, unknown: true, configured: true, fields: null };

/** Finds what the kubelet's configuration file says, or will say once kubeadm or kind has written it. */
export async function resolveBase(tree: FileTree, options: BaseOptions, notes: Notes): Promise<BaseConfig> {
  const { configPath, givenConfig } = options;
  if (givenConfig !== undefined) return readGiven(givenConfig, options, notes);
  if (configPath === null) return nothingSet;

  const kind = configPath === kubeadmConfigPath ? await findKindImage(tree, notes) : null;
  const managed = kind !== null || (await isManagedByKubeadm(tree, options.unit, configPath));
  const kubeconfig = lastUse(options.flags, 'kubeconfig')?.value || '/etc/kubernetes/kubelet.conf';
  const joined = managed && (await hasJoined(tree, kubeconfig));
  const baked = await readBaked(
    tree,
    configPath,
    options.configFlag,
    minorOf(options.version),
    managed && !joined,
    notes,
  );
  if (!managed || joined) return baked.base ?? nothingKnown;

  const version = options.kubeadmVersion === undefined ? options.version : options.kubeadmVersion;
  const outcome = kind === null ? await kubeadmOutcome(tree, version, notes) : kindOutcome(kind, notes);
  return afterKubeadm(baked.settings, outcome, notes);
}

interface Baked {
  /** Null where the file is absent. */
  readonly base: BaseConfig | null;
  readonly settings: ConfigSettings | null;
}

async function readBaked(
  tree: FileTree,
  path: string,
  flag: FlagUse | null,
  minor: number | null,
  willBeReplaced: boolean,
  notes: Notes,
): Promise<Baked> {
  const none: Baked = { base: nothingKnown, settings: null };
  const file = await tree.read(path, largestConfig);
  if (!file.ok) {
    if (file.reason === 'absent' && staysMissing(path) && !willBeReplaced) {
      notes.refuse('config-unusable', flag?.location ?? null, { path, problem: 'the image has no such file' });
      return none;
    }
    if (file.reason === 'absent') {
      if (!willBeReplaced) notes.doubt('config-written-at-boot', flag?.location ?? null, { path });
      return { base: null, settings: null };
    }
    if (willBeReplaced) return none;
    if (file.reason === 'unreadable' || file.reason === 'too-large') {
      notes.doubt('config-unreadable', flag?.location ?? null, { path, problem: file.detail });
    } else notes.refuse('config-unusable', flag?.location ?? null, { path, problem: file.detail });
    return none;
  }
  const read = readConfigFile(file.entry.path, file.bytes, minor, willBeReplaced ? silent(notes) : notes);
  if (read.state === 'refused') return none;
  if (read.state === 'templated') {
    if (willBeReplaced) return none;
    return { ...none, base: fromTemplate(read.driver, file.entry.path, 'config-file', notes) };
  }
  return { base: fromSettings(read.settings, 'config-file'), settings: read.settings };
}

/** A template's setting where it is written out; either way it is not what the kubelet will read. */
function fromTemplate(
  driver: Setting | null,
  path: string,
  sourceKind: 'config-file' | 'given',
  notes: Notes,
): BaseConfig {
  const start = startOfFile(path);
  notes.doubt('config-templated', driver?.location ?? start, { value: driver?.value ?? null });
  if (driver?.value !== 'systemd' && driver?.value !== 'cgroupfs') return nothingKnown;
  return { ...nothingKnown, driver: { ...driver, sourceKind, asFlag: false } };
}

function fromSettings(settings: ConfigSettings, sourceKind: 'config-file' | 'given'): BaseConfig {
  const { driver, gates, runtimeEndpoint, location } = settings;
  return {
    driver: driver?.value ? { value: driver.value, location: driver.location, sourceKind, asFlag: false } : null,
    unknown: false,
    defaultKind: sourceKind,
    defaultSource: driver?.location ?? startOf(location),
    configured: true,
    beforeKubeadm: false,
    gates,
    runtimeEndpoint: runtimeEndpoint?.value || null,
    fields: fieldValuesOf(settings.root),
  };
}

/**
 * kubeadm overwrites what lies at its path. Where both say the same, the file's own line is the better place to point
 * at; where they differ, the one that is written later counts, and it is a doubt.
 */
function afterKubeadm(baked: ConfigSettings | null, outcome: KubeadmOutcome, notes: Notes): BaseConfig {
  const rest = {
    unknown: outcome.value === null,
    defaultKind: outcome.sourceKind,
    defaultSource: outcome.location,
    configured: true,
    beforeKubeadm: true,
    gates: outcome.gates,
    runtimeEndpoint: outcome.criSocket,
    fields: outcome.fields,
  };
  const becomes = outcome.value;
  if (baked !== null) {
    const value = baked.driver?.value || null;
    const location = baked.driver?.location ?? startOf(baked.location);
    notes.observe('kubeadm-will-replace', location, { path: baked.path, value, becomes });
    const driver = value ?? 'cgroupfs';
    if (becomes !== null && driver !== becomes) notes.doubt('baked-config-disagrees', location, { value, becomes });
    if (becomes !== null && value === becomes && outcome.sourceKind === 'kubeadm-default') {
      return { ...rest, driver: { value, location, sourceKind: 'config-file', asFlag: false } };
    }
  }
  if (becomes === null) return { ...rest, driver: null };
  const { sourceKind, location, asFlag } = outcome;
  return { ...rest, driver: { value: becomes, location, sourceKind, asFlag } };
}

function readGiven(
  given: { readonly path: string; readonly bytes: Uint8Array },
  options: BaseOptions,
  notes: Notes,
): BaseConfig {
  const kubeadm = readKubeadmInput(given.path, given.bytes);
  if (kubeadm === null || kubeadm.lone) {
    const read = readConfigFile(given.path, given.bytes, minorOf(options.version), notes);
    if (read.state === 'refused') return nothingKnown;
    if (read.state === 'templated') return fromTemplate(read.driver, given.path, 'given', notes);
    const base = fromSettings(read.settings, 'given');
    if (base.driver !== null || !options.unit.variablesUsed.includes('KUBELET_KUBEADM_ARGS')) return base;
    notes.doubt('given-may-be-kubeadm-input', startOf(read.settings.location), { path: given.path });
    return { ...base, unknown: true };
  }
  const rest = {
    ...nothingKnown,
    gates: kubeadm.gates,
    runtimeEndpoint: kubeadm.criSocket,
    fields: fieldsOfInput(kubeadm),
  };
  if (kubeadm.templated) return fromTemplate(kubeadm.driver, given.path, 'given', notes);
  if (kubeadm.driver !== null) {
    const { value, location, field } = kubeadm.driver;
    return { ...rest, driver: { value, location, sourceKind: 'given', asFlag: field === 'kubeletExtraArgs' } };
  }
  const version = options.kubeadmVersion === undefined ? options.version : options.kubeadmVersion;
  const minor = minorOf(version);
  const value = minor === null ? 'init-only' : kubeadmDefault(minor);
  if (value === 'init-only') {
    notes.doubt('version-unknown', null, { needs: 'kubeadm', why: 'from 1.22 it writes systemd where nobody set it' });
    return rest;
  }
  return { ...rest, driver: { value, location: null, sourceKind: 'kubeadm-default', asFlag: false } };
}

function startOf(location: Location): Location {
  return { ...location, endLine: location.startLine, endColumn: location.startColumn };
}
