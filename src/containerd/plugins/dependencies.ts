import { plainField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { textOf } from '../files/config-tree.ts';
import { type ListedText, listedTexts } from '../files/document.ts';
import { proxyId } from '../files/proxy-plugins.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { disabledBy, isProxy, otherPluginSettings } from './daemon.ts';
import type { CriSettings } from './validate.ts';

/**
 * Plugins without which the CRI plugin does not load, and the releases that need them. Found by disabling every plugin of
 * Debian's containerd 1.4.13, 1.6.20, 1.7.24 and 2.1.9 in turn; between and after these by `Requires` and
 * `WithInMemoryServices` in the source.
 */
const neededByCri: readonly (readonly [id: string, releases: string])[] = [
  ['io.containerd.gc.v1.scheduler', '..'],
  ['io.containerd.metadata.v1.bolt', '..'],
  ['io.containerd.content.v1.content', '..'],
  ['io.containerd.differ.v1.walking', '..'],
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
  ['io.containerd.image-verifier.v1.bindir', '2.1..'],
  ['io.containerd.mount-manager.v1.bolt', '2.2..'],
];

const diffService = 'io.containerd.service.v1.diff-service';

/**
 * The diff service, without which the CRI plugin does not load, wants every differ of its list (`services/diff/local.go` of
 * 1.4 to 2.4). Linux has `walking`; from 2.1 on `erofs` too, where the host has `mkfs.erofs`; others are proxies.
 */
export function missingDiffer(config: ServerConfig, family: Family, notes: Notes): ContainerdObservation | null {
  const settings = otherPluginSettings(config, family, diffService);
  for (const { text, location } of settings === null ? [] : listedTexts(settings, 'default')) {
    if (text === 'walking' || isProxy(config, family, `io.containerd.differ.v1.${text}`)) continue;
    if (text === 'erofs' && isWithin(family.release, '2.1..')) {
      notes.doubts.push(note('depends-on-host', location, { what: 'whether the differ erofs loads' }));
      continue;
    }
    const key = `default of ${diffService}`;
    return note('cri-failed-setting', location, { key, why: `there is no differ "${text.slice(0, 80)}" on Linux` });
  }
  return null;
}

const contentStore = 'io.containerd.content.v1.content';

/** From 2.0 on the CRI plugin's image service takes the one content store that there is, and fails where a proxy adds another. */
export function secondContentStore(config: ServerConfig, family: Family): ContainerdObservation | null {
  if (family.generation === 1 || disabledBy(config, family, contentStore) !== null) return null;
  for (const [name, proxy] of config.proxies) {
    if (!proxyId(name, proxy, family)?.startsWith('io.containerd.content.v1.')) continue;
    const key = `proxy_plugins.${name.slice(0, 80)}`;
    return note('cri-failed-setting', proxy.location, {
      key,
      why: 'there can be no content store beside that of containerd',
    });
  }
  return null;
}

/** The entry of `disabled_plugins` that takes away what the CRI plugin needs, and the id it names. */
export function disabledDependency(
  config: ServerConfig,
  family: Family,
  cri: CriSettings,
): { readonly entry: ListedText; readonly id: string } | null {
  if (config.disabled.length === 0) return null;
  const needed = neededByCri.filter(([, releases]) => isWithin(family.release, releases)).map(([id]) => id);
  const owner = family.generation === 1 ? cri.runtime.containerd : cri.images;
  const snapshotter = textOf(plainField(owner, 'snapshotter')) ?? 'overlayfs';
  for (const id of [...needed, `io.containerd.snapshotter.v1.${snapshotter}`]) {
    const entry = disabledBy(config, family, id);
    if (entry !== null) return { entry, id };
  }
  return null;
}
