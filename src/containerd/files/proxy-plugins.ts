import { type DecodedValue, plainField } from '../decoding/decode.ts';
import { textOf } from './config-tree.ts';

/** What `proxy_plugins.NAME.type` stands for (`LoadPlugins` in containerd's `server.go`). */
const proxyTypes: Readonly<Record<string, string>> = {
  snapshot: 'io.containerd.snapshotter.v1',
  content: 'io.containerd.content.v1',
  sandbox: 'io.containerd.sandbox.controller.v1',
  diff: 'io.containerd.differ.v1',
};

export function proxyPluginIds(proxies: Extract<DecodedValue, { readonly kind: 'map' }> | null): readonly string[] {
  return [...(proxies?.members ?? [])].flatMap(([name, { value }]) => {
    const type = value.kind === 'struct' ? textOf(plainField(value, 'type')) : null;
    const known = type !== null && Object.hasOwn(proxyTypes, type) ? proxyTypes[type] : undefined;
    return known === undefined ? [] : [`${known}.${name}`];
  });
}
