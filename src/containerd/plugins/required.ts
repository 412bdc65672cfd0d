import type { Family } from '../families.ts';
import { hostDependentPlugins, knownPlugins } from '../fields/plugin-fields.ts';
import { proxyId } from '../files/proxy-plugins.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { idIn } from './daemon.ts';

/** A required plugin has to be there and to load. `failed` holds the ids that do not load. */
export function requiredFailure(
  config: ServerConfig,
  family: Family,
  failed: ReadonlySet<string>,
  notes: Notes,
): ContainerdObservation | null {
  const known = knownPlugins
    .filter(([, releases]) => isWithin(family.release, releases))
    .map(([id]) => [idIn(config, family, id), id] as const);
  const isProxy = (text: string): boolean =>
    [...config.proxies].some(([name, proxy]) => {
      const id = proxyId(name, proxy, family);
      return id !== null && idIn(config, family, id) === text;
    });
  for (const { text, location } of config.required) {
    const ids = known.filter(([name]) => name === text).map(([, id]) => id);
    if (ids.length === 0 && isProxy(text)) continue;
    if (hostDependentPlugins.some(([id]) => idIn(config, family, id) === text)) {
      notes.doubts.push(note('depends-on-host', location, { what: `whether the plugin ${text} loads` }));
      continue;
    }
    const id = text.slice(0, 80);
    if (ids.length === 0) return note('required-plugin-missing', location, { id, why: 'unknown' });
    if (config.disabled.some((disabled) => disabled.text === text)) {
      return note('required-plugin-missing', location, { id, why: 'disabled' });
    }
    if (ids.some((each) => failed.has(each))) return note('required-plugin-missing', location, { id, why: 'failed' });
  }
  return null;
}
