import type { Location } from '../../text/position.ts';
import { plainField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { textOf } from '../files/config-tree.ts';
import { listedTexts } from '../files/document.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { disabledBy, otherPluginSettings } from './daemon.ts';
import { neededPluginFailure } from './plugin-settings.ts';
import { activeProxies, availabilityOf } from './registered.ts';
import { transferFailure } from './transfer.ts';
import type { CriSettings } from './validate.ts';

/**
 * Plugins without which the CRI plugin does not load, and the releases that need them. Found by disabling every plugin of
 * Debian's containerd 1.4.13, 1.6.20, 1.7.24 and 2.1.9 in turn; between and after these by `Requires` and
 * `WithInMemoryServices` in the source.
 */
const neededByCri: readonly (readonly [id: string, releases: string])[] = [
  ['io.containerd.gc.v1.scheduler', '..'],
  ['io.containerd.metadata.v1.bolt', '..'],
  ['io.containerd.runtime.v2.task', '..'],
  ...['containers', 'content', 'diff', 'images', 'introspection', 'namespaces', 'snapshots', 'tasks'].map(
    (name) => [`io.containerd.service.v1.${name}-service`, '..'] as const,
  ),
  ['io.containerd.runtime.v1.linux', '..1'],
  ['io.containerd.service.v1.leases-service', '..1.6'],
  ['io.containerd.event.v1.exchange', '1.6..'],
  ['io.containerd.lease.v1.manager', '1.7..'],
  ['io.containerd.sandbox.store.v1.local', '1.7..'],
  ['io.containerd.sandbox.controller.v1.local', '1.7'],
  ['io.containerd.runtime.v2.shim', '1.7'],
  ['io.containerd.warning.v1.deprecations', '1.6.25..1.6, 1.7.9..1.7, 2.3..'],
  ['io.containerd.shim.v1.manager', '2.0..'],
  ['io.containerd.sandbox.controller.v1.shim', '2.0..'],
  ['io.containerd.podsandbox.controller.v1.podsandbox', '2.0..'],
  ['io.containerd.transfer.v1.local', '2.1..'],
  ['io.containerd.image-verifier.v1.bindir', '2.1..2.2'],
  ['io.containerd.mount-manager.v1.bolt', '2.2..'],
];

/** From here on the CRI plugin pulls images with the transfer service. */
const releasesThatTransfer = '2.1..';

/** Why the CRI plugin has to do without something that it needs; null where it has everything. */
export function dependencyFailure(
  config: ServerConfig,
  family: Family,
  cri: CriSettings,
  architecture: string | null,
  notes: Notes,
): ContainerdObservation | null {
  return (
    disabledDependency(config, family) ??
    contentFailure(config, family) ??
    neededPluginFailure(config, family, cri) ??
    snapshotterFailure(config, family, cri) ??
    differFailure(config, family, notes) ??
    (isWithin(family.release, releasesThatTransfer) ? transferFailure(config, family, architecture, notes) : null)
  );
}

function cutOff(id: string, config: ServerConfig, family: Family): ContainerdObservation | null {
  const entry = disabledBy(config, family, id);
  return entry === null ? null : note('cri-disabled', entry.location, { id });
}

function disabledDependency(config: ServerConfig, family: Family): ContainerdObservation | null {
  if (config.disabled.length === 0) return null;
  for (const [id, releases] of neededByCri) {
    const missing = isWithin(family.release, releases) ? cutOff(id, config, family) : null;
    if (missing !== null) return missing;
  }
  return null;
}

const contentStore = 'io.containerd.content.v1.content';

/**
 * A content store is needed, containerd's own or a proxy. From 2.0 on the CRI plugin's image service takes the one that there
 * is, and fails where there are several.
 */
function contentFailure(config: ServerConfig, family: Family): ContainerdObservation | null {
  const proxies = activeProxies('io.containerd.content.v1', config, family);
  const withoutOwn = cutOff(contentStore, config, family);
  if (withoutOwn !== null && proxies.length === 0) return withoutOwn;
  const extra = family.generation === 1 ? undefined : proxies[withoutOwn === null ? 0 : 1];
  if (extra === undefined) return null;
  const why = 'there can be no content store beside another one';
  return note('cri-failed-setting', extra.location, { key: `proxy_plugins.${extra.name.slice(0, 80)}`, why });
}

function snapshotterFailure(config: ServerConfig, family: Family, cri: CriSettings): ContainerdObservation | null {
  const value = plainField(family.generation === 1 ? cri.runtime.containerd : cri.images, 'snapshotter');
  const name = textOf(value) ?? 'overlayfs';
  // 1.x takes its default for an empty name.
  const id = `io.containerd.snapshotter.v1.${name === '' && family.generation === 1 ? 'overlayfs' : name}`;
  const found = availabilityOf(id, config, family);
  if (found === 'disabled') return cutOff(id, config, family);
  if (name === 'devmapper') return devmapperFailure(config, family, value?.location ?? null);
  if (found !== 'missing') return null;
  const why = `there is no snapshotter "${name.slice(0, 80)}"`;
  return note('cri-failed-setting', value?.location ?? null, { key: 'snapshotter', why });
}

/** Without a pool the devmapper snapshotter is passed over. */
function devmapperFailure(
  config: ServerConfig,
  family: Family,
  location: Location | null,
): ContainerdObservation | null {
  if (hasDevmapperPool(config, family)) return null;
  return note('cri-failed-setting', location, { key: 'snapshotter', why: 'devmapper needs a pool_name' });
}

export function hasDevmapperPool(config: ServerConfig, family: Family): boolean {
  const settings = otherPluginSettings(config, family, 'io.containerd.snapshotter.v1.devmapper');
  return (textOf(plainField(settings, 'pool_name')) ?? '') !== '';
}

const diffService = 'io.containerd.service.v1.diff-service';
const walking = 'io.containerd.differ.v1.walking';

/**
 * The diff service, without which the CRI plugin does not load, wants every differ of its list (`services/diff/local.go` of
 * 1.4 to 2.4). Linux has `walking`; from 2.1 on `erofs` too, where the host has `mkfs.erofs`; others are proxies.
 */
function differFailure(config: ServerConfig, family: Family, notes: Notes): ContainerdObservation | null {
  const settings = otherPluginSettings(config, family, diffService);
  const wanted = settings === null ? [] : listedTexts(settings, 'default');
  const hasList = settings !== null && plainField(settings, 'default') !== null;
  const hasProxy = activeProxies('io.containerd.differ.v1', config, family).length > 0;
  // An empty list asks for no differ in particular, but there has to be one.
  if (!hasList || (wanted.length === 0 && !hasProxy)) return cutOff(walking, config, family);
  for (const { text, location } of wanted) {
    const found = availabilityOf(`io.containerd.differ.v1.${text}`, config, family);
    if (found === 'there') continue;
    const shown = `differ "${text.slice(0, 80)}"`;
    if (found === 'host') {
      notes.doubts.push(note('depends-on-host', location, { what: `whether the ${shown} loads` }));
      continue;
    }
    const why = found === 'disabled' ? `the ${shown} is disabled` : `there is no ${shown} on Linux`;
    return note('cri-failed-setting', location, { key: `default of ${diffService}`, why });
  }
  return null;
}
