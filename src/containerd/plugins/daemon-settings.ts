import type { Family } from '../families.ts';
import { type ConfigValue, textOf, writtenValue } from '../files/config-tree.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';

interface Check {
  readonly setting: string;
  readonly releases: string;
  readonly wanted: string;
  readonly accepts: (text: string) => boolean;
}

/**
 * What the daemon checks before it starts any plugin, and exits over (`cmd/containerd/command` and `server`: logrus'
 * `ParseLevel`, `SetFormat`, `net.Listen`). From 2.3 on the TCP endpoint is a plugin, which may fail by itself.
 */
const checks: readonly Check[] = [
  {
    setting: 'debug.level',
    releases: '..',
    wanted: 'one of trace, debug, info, warn, error, fatal, panic',
    accepts: (text) => /^(?:trace|debug|info|warn|warning|error|fatal|panic)$/i.test(text),
  },
  {
    setting: 'debug.format',
    releases: '1.5..',
    wanted: 'text or json',
    accepts: (text) => text === 'text' || text === 'json',
  },
  { setting: 'grpc.tcp_address', releases: '..2.2', wanted: 'an address with a port', accepts: isListenAddress },
  { setting: 'metrics.address', releases: '..', wanted: 'an address with a port', accepts: isListenAddress },
];

/** The first setting outside the plugins with which the daemon does not start. */
export function settingFailure(config: ServerConfig, family: Family): ContainerdObservation | null {
  for (const { setting, releases, wanted, accepts } of checks) {
    const value = isWithin(family.release, releases) ? settingOf(setting, config, family) : undefined;
    if (value === undefined || accepts(textOf(value) ?? '')) continue;
    return note('top-level-type', value.location, { key: setting, wanted, found: writtenValue(value) });
  }
  return null;
}

/** From 2.3 on the endpoint of the metrics is a plugin's, whose table goes before the one of old. */
function settingOf(setting: string, config: ServerConfig, family: Family): ConfigValue | undefined {
  const table =
    setting === 'metrics.address' ? config.plugins.get('io.containerd.server.v1.metrics')?.value : undefined;
  if (!isWithin(family.release, '2.3..') || table?.kind !== 'table') return config.settings.get(setting);
  const address = table.entries.get('address')?.value;
  return (textOf(address) ?? '') === '' ? undefined : address;
}

/** As far as it shows without the host: `HOST:PORT`, an IPv6 host in brackets. */
function isListenAddress(text: string): boolean {
  const port = /^(?:\[[^\]]*\]|[^:[\]]*):([^:]*)$/.exec(text)?.[1];
  return port !== undefined && isPort(port);
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) ? Number(text) <= 65535 : /^[a-z]*[a-z0-9-]*$/i.test(text);
}

/** A port on which the CRI plugin cannot listen ends the daemon soon after it started ("Failed to run CRI service"). */
export function streamPortFailure(value: ConfigValue | null): ContainerdObservation | null {
  const text = textOf(value);
  if (value === null || text === null || text === '' || (/^\d+$/.test(text) && Number(text) <= 65535)) return null;
  const key = 'stream_server_port';
  return note('top-level-type', value.location, { key, wanted: 'a port', found: writtenValue(value) });
}
