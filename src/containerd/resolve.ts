import type { FileTree } from '../image/file-tree.ts';
import { compareBytewise } from '../text/bytewise.ts';
import type { ContainerdAnswer, ContainerdState, HandlerAnswer } from './answer.ts';
import { checkedVersions, type Family, familyOf } from './families.ts';
import { type Loading, loadFiles } from './files/load.ts';
import { newReadings, type Readings } from './files/readings.ts';
import { addDocument, newServerConfig, type ServerConfig } from './files/server-config.ts';
import { dialectOf, type LinkedLibrary } from './linked-library.ts';
import { type Notes, newNotes, note } from './notes.ts';
import { noticeEverything } from './notices/everything.ts';
import { type CriOutcome, startCri } from './plugins/cri.ts';
import { migrateMerged, timeoutFailure, versionFailure } from './plugins/daemon.ts';
import { type DaemonFlag, folderFailure } from './plugins/daemon-folders.ts';
import { settingFailure } from './plugins/daemon-settings.ts';
import { type DriverDecision, driverOf } from './plugins/drivers.ts';
import { withSnapshotter } from './plugins/handler-snapshotter.ts';
import { type RuntimeSettings, runtimeSettings } from './plugins/handlers.ts';
import { originOf } from './plugins/origins.ts';
import { answerRuntimeConfig } from './plugins/runtime-config.ts';
import { withSandboxer } from './plugins/sandboxer.ts';
import { withShimName } from './plugins/shim-name.ts';
import type { HostFacts } from './plugins/validate.ts';

export interface ContainerdOptions {
  /** As a package or the program writes it; see `parseVersion`. */
  readonly version: string;
  /** `/etc/containerd/config.toml`, unless the command line names another file. */
  readonly configPath: string;
  /** The command line has `--config`. */
  readonly configGiven: boolean;
  /** Which of its other flags the command line has; they go before what the files say. */
  readonly flags?: ReadonlySet<DaemonFlag>;
  /** What relative paths start from; `/` under systemd. */
  readonly workingDirectory?: string;
  /** The TOML library that it was linked with, where that is known; else the version decides. */
  readonly tomlLibrary?: LinkedLibrary;
  /** What other versions have read of the same files. */
  readonly readings?: Readings;
  /** The cgroup version of the node, for the one setting that depends on it. */
  readonly hostCgroups?: 'v1' | 'v2';
  /** What containerd was built for, as Go calls it: `amd64`, `arm64`. */
  readonly architecture?: string;
}

/**
 * What containerd of this version does with the configuration in this root file system. Looks, never runs anything;
 * does not throw, whatever the files hold. The rules and their sources are at the functions that hold them.
 */
export async function resolveContainerd(tree: FileTree, options: ContainerdOptions): Promise<ContainerdAnswer> {
  const family = withLibrary(familyOf(options.version), options.tomlLibrary);
  const notes = newNotes();
  noteVersion(options.version, family, notes);
  const workingDirectory = options.workingDirectory ?? '/';
  const config = newServerConfig(family);
  const loading = await loadFiles(
    { tree, family, workingDirectory, notes },
    {
      configPath: options.configPath,
      configGiven: options.configGiven,
      readings: options.readings ?? newReadings(),
      onDocument: (document) => addDocument(config, document, family, notes),
    },
  );
  const host = {
    tree,
    workingDirectory,
    cgroups: options.hostCgroups ?? 'unknown',
    architecture: options.architecture ?? null,
  } as const;
  const outcome = await start(loading, config, family, host, options.flags ?? new Set(), notes);
  const settings = outcome.settings;
  const decisions = new Map<string, DriverDecision>();
  const decoded = outcome.state === 'ok' || outcome.state === 'cri-failed';
  const names = decoded ? [...settings.handlers.keys()].sort(compareBytewise) : [];
  for (const name of names) {
    const handler = settings.handlers.get(name)!;
    const decision = withSandboxer(driverOf(handler, settings, family), handler, config, family);
    decisions.set(name, withShimName(withSnapshotter(decision, handler, config, family), handler, family));
  }

  const { documents } = loading;
  const context = { config, family, documents, settings };
  const handlers = names.map((name): HandlerAnswer => {
    const handler = settings.handlers.get(name)!;
    const decision = decisions.get(name)!;
    const origin = originOf(handler, decision, context);
    return { name, type: handler.type, driver: decision.driver, origin, definition: handler.definition };
  });
  const runtimeConfig = answerRuntimeConfig(outcome.state, settings.defaultName, decisions, family);
  await noticeEverything({
    ...context,
    tree,
    configPath: options.configPath,
    outcome,
    decisions,
    handlers,
    runtimeConfig,
    notes,
  });
  return {
    containerdVersion: options.version,
    family: family.name,
    state: outcome.state,
    stateReason: outcome.reason,
    configVersion: documents.length === 0 ? null : config.versionLocation === null ? 1 : config.version,
    files: documents.map((document) => document.file),
    defaultHandler: settings.defaultName,
    handlers,
    runtimeConfig,
    observations: notes.observations,
    doubts: notes.doubts,
  };
}

async function start(
  loading: Loading,
  config: ServerConfig,
  family: Family,
  host: HostFacts,
  flags: ReadonlySet<DaemonFlag>,
  notes: Notes,
): Promise<CriOutcome> {
  const failure =
    loading.failure ??
    (loading.stoppedEarly ? null : versionFailure(config, family, notes)) ??
    migrateMerged(config, family, notes) ??
    timeoutFailure(config) ??
    settingFailure(config, family) ??
    (await folderFailure(config, family, host, flags, notes));
  if (failure === null) return startCri(config, family, host, notes);
  return { state: 'daemon-exit' satisfies ContainerdState, reason: failure, settings: noSettings(family) };
}

function noSettings(family: Family): RuntimeSettings {
  return runtimeSettings(null, family);
}

function noteVersion(version: string, family: Family, notes: Notes): void {
  const text = version.slice(0, 80);
  const { newest, oldest } = checkedVersions;
  if (family.notUnderstood) notes.doubts.push(note('version-not-understood', null, { version: text }));
  if (family.newerThanChecked) {
    notes.observations.push(note('newer-than-checked', null, { version: text, checked: newest }));
  }
  if (family.olderThanChecked) notes.doubts.push(note('older-than-checked', null, { version: text, checked: oldest }));
}

/** The family with the dialect of the library that was really linked. */
function withLibrary(family: Family, library: LinkedLibrary | undefined): Family {
  const dialect = library === undefined ? null : dialectOf(library);
  return dialect === null ? family : { ...family, dialects: [dialect] };
}
