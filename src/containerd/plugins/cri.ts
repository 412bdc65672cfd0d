import type { ContainerdState } from '../answer.ts';
import { plainField } from '../decoding/decode.ts';
import { spellingNotes } from '../decoding/spelling-notes.ts';
import type { Family } from '../families.ts';
import { criIds } from '../fields/cri-fields.ts';
import { escapedPluginKeyNotes } from '../files/escaped-keys.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { type Notes, newNotes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { tableOverBuiltInFlag } from './built-in-flag.ts';
import { decodeCriPlugin, disabledBy, otherPluginFailure } from './daemon.ts';
import { statsPeriodCrash, streamPortFailure } from './daemon-settings.ts';
import { dependencyFailure } from './dependencies.ts';
import { type RuntimeSettings, runtimeSettings } from './handlers.ts';
import { addLegacyRuntimes } from './legacy-runtimes.ts';
import { optionsCrash } from './options-crash.ts';
import { nriFailure, pluginPathFailure } from './plugin-paths.ts';
import { proxyFailure } from './registered.ts';
import { requiredFailure } from './required.ts';
import { transferFailure, transferService } from './transfer.ts';
import { type CriSettings, type HostFacts, imagesFailure, runtimeFailure, serverFailure } from './validate.ts';

/** How the CRI plugin comes up. */
export interface CriOutcome {
  readonly state: ContainerdState;
  readonly reason: ContainerdObservation | null;
  readonly settings: RuntimeSettings;
}

/** Starts the plugins, as far as CRI is concerned (`server.New`). */
export async function startCri(
  config: ServerConfig,
  family: Family,
  host: HostFacts,
  notes: Notes,
): Promise<CriOutcome> {
  const decoded =
    family.generation === 1
      ? { runtime: decodeCriPlugin(config, family, criIds.grpc, 'PluginConfig'), images: null, server: null }
      : {
          runtime: decodeCriPlugin(config, family, criIds.runtime, 'RuntimeConfig'),
          images: decodeCriPlugin(config, family, criIds.images, 'ImageConfig'),
          server: decodeCriPlugin(config, family, criIds.grpc, 'ServerConfig'),
        };
  notes.doubts.push(...escapedPluginKeyNotes(config.plugins, family));
  const spellings = spellingNotes(decoded.runtime.spellings);
  notes.observations.push(...spellings.observations);
  notes.doubts.push(...spellings.doubts);

  const base = runtimeSettings(decoded.runtime.value, family);
  const parts = [decoded.runtime, decoded.images, decoded.server];
  const broken =
    parts.find((part) => part !== null && part.failure !== null)?.failure ??
    tableOverBuiltInFlag(base, family) ??
    otherPluginFailure(config, family) ??
    proxyFailure(config, family, notes);
  if (broken !== null) return { state: 'daemon-exit', reason: broken, settings: base };

  const withLegacy = addLegacyRuntimes(base, family, notes);
  const conflict = 'kind' in withLegacy ? withLegacy : null;
  const settings = 'kind' in withLegacy ? base : withLegacy;
  const cri: CriSettings = {
    runtime: settings,
    images: family.generation === 1 ? settings.plugin : (decoded.images?.value ?? null),
    server: family.generation === 1 ? settings.plugin : (decoded.server?.value ?? null),
  };
  const outcome = await loadParts(config, family, cri, conflict, host, notes);
  const failed = new Set(outcome.failed);
  if (transferFailure(config, family, host.architecture, newNotes()) !== null) failed.add(transferService);
  const required = requiredFailure(config, family, failed, notes);
  if (required !== null) return { state: 'daemon-exit', reason: required, settings };
  const crash =
    outcome.state === 'ok'
      ? (optionsCrash(settings, family) ??
        statsPeriodCrash(cri.images, settings.plugin, family) ??
        streamPortFailure(plainField(cri.server, 'stream_server_port')) ??
        (await nriFailure(config, family, host)))
      : null;
  if (crash !== null) return { state: 'daemon-exit', reason: crash, settings };
  return { state: outcome.state, reason: outcome.reason, settings };
}

interface PartsOutcome {
  readonly state: ContainerdState;
  readonly reason: ContainerdObservation | null;
  /** The ids of the plugins that do not load. */
  readonly failed: ReadonlySet<string>;
}

async function loadParts(
  config: ServerConfig,
  family: Family,
  cri: CriSettings,
  conflict: ContainerdObservation | null,
  host: HostFacts,
  notes: Notes,
): Promise<PartsOutcome> {
  const failed = new Set<string>();
  const disabled = disabledBy(config, family, criIds.grpc);
  const withoutDependency =
    dependencyFailure(config, family, cri, host.architecture, notes) ??
    (await pluginPathFailure(config, family, cri, host));
  if (family.generation === 1) {
    if (disabled !== null) return { state: 'cri-disabled', reason: cutOff(disabled, criIds.grpc), failed };
    const failure =
      conflict ??
      (await runtimeFailure(cri, family, host, notes)) ??
      imagesFailure(cri, family) ??
      (await serverFailure(cri, family, host, notes)) ??
      withoutDependency;
    if (failure === null) return { state: 'ok', reason: null, failed };
    return { state: 'cri-failed', reason: failure, failed: failed.add(criIds.grpc) };
  }
  const runtimeOff = disabledBy(config, family, criIds.runtime);
  const imagesOff = disabledBy(config, family, criIds.images);
  const runtime = runtimeOff === null ? await runtimeFailure(cri, family, host, notes) : null;
  const images = imagesOff === null ? imagesFailure(cri, family) : null;
  if (runtime !== null) failed.add(criIds.runtime);
  if (images !== null) failed.add(criIds.images);
  if (disabled !== null) return { state: 'cri-disabled', reason: cutOff(disabled, criIds.grpc), failed };
  const reason =
    (runtimeOff === null ? runtime : cutOff(runtimeOff, criIds.runtime)) ??
    (imagesOff === null ? images : cutOff(imagesOff, criIds.images)) ??
    (await serverFailure(cri, family, host, notes)) ??
    withoutDependency;
  if (reason === null) return { state: 'ok', reason: null, failed };
  return { state: 'cri-failed', reason, failed: failed.add(criIds.grpc) };
}

function cutOff(entry: { readonly location: ContainerdObservation['location'] }, id: string): ContainerdObservation {
  return note('cri-disabled', entry.location, { id });
}
