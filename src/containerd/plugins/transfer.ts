import type { Location } from '../../text/position.ts';
import { type DecodedStruct, decodeTable, plainField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { unpackStructs } from '../fields/plugin-fields.ts';
import { booleanOf, type ConfigTable, textOf } from '../files/config-tree.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { otherPluginSettings } from './daemon.ts';
import { type ParsedPlatform, parsePlatform, takesPlatform } from './platforms.ts';
import { activeProxies, availabilityOf } from './registered.ts';

export const transferService = 'io.containerd.transfer.v1.local';
/** From here on the differ's platform decides, platforms may have features, and an entry may be optional. */
const releasesWithFeatures = '2.3..';

/** An entry of `unpack_config`; what `location` is null of is built in. */
interface Entry {
  readonly platform: string;
  readonly snapshotter: string;
  readonly differ: string;
  readonly optional: boolean;
  readonly location: Location | null;
}

/** What is wrong with an entry. `unsure`: the host decides. `fatal`: whether or not the entry is optional. */
type Fault = { readonly why: string; readonly unsure?: boolean; readonly fatal?: boolean } | null;

/**
 * Why the transfer service does not load: an entry of `unpack_config` (out of the box one of overlayfs and walking) names
 * a platform, a snapshotter or a differ that is not there (`plugins/transfer` of 1.7 to 2.4).
 * @param architecture Go's name of the architecture that containerd was built for, null where it is not known
 */
export function transferFailure(
  config: ServerConfig,
  family: Family,
  architecture: string | null,
  notes: Notes,
): ContainerdObservation | null {
  for (const entry of entriesOf(config, family)) {
    const fault = faultOf(entry, config, family, architecture);
    if (fault === null || (entry.optional && fault.fatal !== true)) continue;
    if (fault.unsure !== true) {
      return note('cri-failed-setting', entry.location, { key: `unpack_config of ${transferService}`, why: fault.why });
    }
    notes.doubts.push(note('depends-on-host', entry.location, { what: fault.why }));
  }
  return null;
}

function entriesOf(config: ServerConfig, family: Family): readonly Entry[] {
  const value = plainField(otherPluginSettings(config, family, transferService), 'unpack_config');
  if (value === null) {
    const location = config.disabled.find(({ text }) => text === 'io.containerd.snapshotter.v1.overlayfs')?.location;
    const builtIn = { platform: 'linux', snapshotter: 'overlayfs', differ: 'walking', optional: false };
    return [{ ...builtIn, location: location ?? null }];
  }
  // go-toml 2.4 takes one table for a list of one.
  const items = value.kind === 'array' ? value.items : [value];
  return items
    .filter((item): item is ConfigTable => item.kind === 'table')
    .map((item) => entryOf(decodeTable(item, 'UnpackConfig', unpackStructs, family).value, item.location));
}

function entryOf(struct: DecodedStruct, location: Location): Entry {
  const text = (field: string) => textOf(plainField(struct, field)) ?? '';
  return {
    platform: text('platform'),
    snapshotter: text('snapshotter'),
    differ: text('differ'),
    optional: booleanOf(plainField(struct, 'optional')) === true,
    location,
  };
}

function faultOf(entry: Entry, config: ServerConfig, family: Family, architecture: string | null): Fault {
  // Debian links its own release of the library.
  const hasFeatures = isWithin(family.release, releasesWithFeatures) || family.debian;
  const platform = parsePlatform(entry.platform, hasFeatures);
  if (platform === null) return { why: `"${entry.platform.slice(0, 80)}" is no platform`, fatal: true };
  return (
    faultOfPlugin('snapshotter', entry.snapshotter, config, family) ??
    (entry.differ === ''
      ? faultOfPlatform(entry.platform, platform, config, family, architecture)
      : faultOfPlugin('differ', entry.differ, config, family))
  );
}

function faultOfPlugin(kind: 'snapshotter' | 'differ', name: string, config: ServerConfig, family: Family): Fault {
  const found = availabilityOf(`io.containerd.${kind}.v1.${name}`, config, family);
  const shown = `${kind} "${name.slice(0, 80)}"`;
  if (found === 'there') return null;
  if (found === 'host') return { why: `whether the ${shown} loads`, unsure: true };
  return { why: found === 'disabled' ? `the ${shown} is disabled` : `there is no ${shown}` };
}

/** Without a `differ` one is looked for that takes the platform. */
function faultOfPlatform(
  text: string,
  platform: ParsedPlatform,
  config: ServerConfig,
  family: Family,
  architecture: string | null,
): Fault {
  const byDiffer = isWithin(family.release, releasesWithFeatures);
  const proxies = activeProxies('io.containerd.differ.v1', config, family);
  const hasOwn =
    availabilityOf('io.containerd.differ.v1.walking', config, family) === 'there' ||
    proxies.some(({ hasPlatform }) => !hasPlatform);
  const taken = hasOwn ? takesPlatform(platform, architecture, byDiffer) : false;
  if (taken === true) return null;
  const shown = `"${text.slice(0, 80)}"`;
  const mayHaveAnother = proxies.some(({ hasPlatform }) => hasPlatform) || platform.hasFeatures;
  if (taken === false && !mayHaveAnother) return { why: `no differ is for the platform ${shown}` };
  return { why: `whether a differ is for the platform ${shown}`, unsure: true };
}
