import type { Location } from '../../text/position.ts';
import { type DecodedValue, plainField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { isWithin } from '../releases.ts';
import { textOf } from './config-tree.ts';

/** One entry of `proxy_plugins`. */
export interface ProxyPlugin {
  readonly type: string;
  /** Of the type, or of the entry where it has none. */
  readonly location: Location;
  /** It names a platform. */
  readonly hasPlatform: boolean;
}

/**
 * What `proxy_plugins.NAME.type` may be, and which releases know it (`LoadPlugins` in `services/server/server.go` of 1.x and
 * `cmd/containerd/server/server.go` of 2.x, by containerd's tags). The daemon panics on any other one.
 */
const proxyTypes: readonly (readonly [short: string, plugin: string, releases: string])[] = [
  ['snapshot', 'io.containerd.snapshotter.v1', '..'],
  ['content', 'io.containerd.content.v1', '..'],
  ['diff', 'io.containerd.differ.v1', '1.7.4..'],
  ['sandbox', 'io.containerd.sandbox.controller.v1', '2.0..'],
];

export function proxyPlugins(
  proxies: Extract<DecodedValue, { readonly kind: 'map' }> | null,
): readonly (readonly [name: string, ProxyPlugin])[] {
  return [...(proxies?.members ?? [])].flatMap(([name, { value, entry }]) => {
    if (value.kind !== 'struct') return [];
    const type = plainField(value, 'type');
    const hasPlatform = (textOf(plainField(value, 'platform')) ?? '') !== '';
    return [[name, { type: textOf(type) ?? '', location: type?.location ?? entry.keyLocation, hasPlatform }] as const];
  });
}

/** The id of the plugin that a proxy stands for; null where this release does not know its type. */
export function proxyId(name: string, { type }: ProxyPlugin, family: Family): string | null {
  const known = proxyTypes.find(
    ([short, plugin, releases]) => (type === short || type === plugin) && isWithin(family.release, releases),
  );
  return known === undefined ? null : `${known[1]}.${name}`;
}

/** The types that this release knows, for a sentence. */
export function knownProxyTypes(family: Family): string {
  return proxyTypes
    .filter(([, , releases]) => isWithin(family.release, releases))
    .map(([short]) => `"${short}"`)
    .join(' or ');
}
