import type { Location } from '../../text/position.ts';
import type { Family } from '../families.ts';
import { hostDependentPlugins, knownPlugins } from '../fields/plugin-fields.ts';
import { knownProxyTypes, proxyId } from '../files/proxy-plugins.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { disabledBy } from './daemon.ts';

/**
 * - `there`: it loads
 * - `host`: it is built in, and the host decides whether it loads
 * - `disabled`: `disabled_plugins` names it
 * - `missing`: nothing of that name is built in, and no proxy adds it
 */
export type Availability = 'there' | 'host' | 'disabled' | 'missing';

/** What the containerd of k3s has beside upstream's (k3s pkg/containerd/builtins_linux.go); other builds of that fork may not. */
const k3sPlugins: ReadonlySet<string> = new Set(
  ['fuse-overlayfs', 'stargz'].map((name) => `io.containerd.snapshotter.v1.${name}`),
);

/** Whether a plugin of this id is there, built in or as a proxy. */
export function availabilityOf(id: string, config: ServerConfig, family: Family): Availability {
  const host = isOf(hostDependentPlugins, id, family) || (family.k3s && k3sPlugins.has(id));
  const proxied = [...config.proxies].some(([name, proxy]) => proxyId(name, proxy, family) === id);
  if (!host && !proxied && !isOf(knownPlugins, id, family)) return 'missing';
  if (disabledBy(config, family, id) !== null) return 'disabled';
  return host ? 'host' : 'there';
}

function isOf(plugins: readonly (readonly [id: string, releases: string])[], id: string, family: Family): boolean {
  return plugins.some(([known, releases]) => known === id && isWithin(family.release, releases));
}

/** A plugin that `proxy_plugins` adds. */
export interface Proxy {
  readonly name: string;
  readonly location: Location;
  /** It names a platform of its own. */
  readonly hasPlatform: boolean;
}

/** The plugins of a type, such as `io.containerd.content.v1`, that proxies add and that are not disabled. */
export function activeProxies(type: string, config: ServerConfig, family: Family): readonly Proxy[] {
  return [...config.proxies].flatMap(([name, proxy]) => {
    const id = proxyId(name, proxy, family);
    if (id !== `${type}.${name}` || disabledBy(config, family, id) !== null) return [];
    return [{ name, location: proxy.location, hasPlatform: proxy.hasPlatform }];
  });
}

/** Left out of some builds, by tags or for want of a library. */
const optionalPlugins = ['aufs', 'btrfs', 'devmapper', 'zfs'].map((name) => `io.containerd.snapshotter.v1.${name}`);

/**
 * A proxy of a type that this release does not know crashes the daemon ("plugin: no type"), and so does one that is called
 * as a built-in plugin is, disabled or not ("id already registered").
 */
export function proxyFailure(config: ServerConfig, family: Family, notes: Notes): ContainerdObservation | null {
  for (const [name, proxy] of config.proxies) {
    const id = proxyId(name, proxy, family);
    const plugin = `proxy_plugins.${name.slice(0, 80)}`;
    if (id === null) {
      const found = `"${proxy.type.slice(0, 80)}"`;
      const detail = { plugin, key: `${plugin}.type`, wanted: knownProxyTypes(family), found };
      return note('plugin-type-error', proxy.location, detail);
    }
    if (!isOf(knownPlugins, id, family) && !isOf(hostDependentPlugins, id, family)) continue;
    if (optionalPlugins.includes(id)) {
      const what = `whether this build of containerd has ${id}, whose name a proxy has too,`;
      notes.doubts.push(note('depends-on-host', proxy.location, { what }));
      continue;
    }
    const detail = { plugin, key: plugin, wanted: 'a name that no built-in plugin has', found: `"${name}"` };
    return note('plugin-type-error', proxy.location, detail);
  }
  return null;
}
