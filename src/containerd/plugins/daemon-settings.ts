import { type DecodedStruct, plainField } from '../decoding/decode.ts';
import { durationOf } from '../decoding/fields.ts';
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
  {
    setting: 'debug.address',
    releases: '..',
    wanted: 'a path or an address with a port',
    accepts: (text) => text.startsWith('/') || isListenAddress(text),
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

/** From 2.3 on each endpoint is a plugin's, whose table goes before the one of old. */
export function settingOf(setting: string, config: ServerConfig, family: Family): ConfigValue | undefined {
  const server = /^(debug|grpc|metrics|ttrpc)\.address$/.exec(setting)?.[1];
  const table = server === undefined ? undefined : config.plugins.get(`io.containerd.server.v1.${server}`)?.value;
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

/**
 * A period of no time for collecting statistics crashes the daemon once the CRI plugin runs ("non-positive interval for
 * NewTicker"): the whole seconds of up to 2.2, and the duration of 2.3 and later. In tables of version 2 later ones pass
 * over it.
 */
export function statsPeriodCrash(
  images: DecodedStruct | null,
  runtime: DecodedStruct | null,
  family: Family,
): ContainerdObservation | null {
  const key = 'stats_collect_period';
  const value = plainField(isWithin(family.release, '..2.2') ? images : runtime, key);
  if (value?.kind !== 'scalar') return null;
  const { scalar } = value;
  const period = scalar.type === 'integer' ? scalar.value : durationOf(textOf(value) ?? '');
  if (period === null || period > 0n) return null;
  return note('top-level-type', value.location, { key, wanted: 'more than 0', found: writtenValue(value) });
}
