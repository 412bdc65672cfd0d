import { plainField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { booleanOf, type ConfigValue, textOf, writtenValue } from '../files/config-tree.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { directoryOf } from '../go/path.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { otherPluginSettings } from './daemon.ts';
import { firmObstacleTo } from './folder-obstacle.ts';
import type { CriSettings, HostFacts } from './validate.ts';

const shimManager = 'io.containerd.shim.v1.manager';
/** `core/runtime/v2` of 2.3 and later: what is left of a socket's path after its name. */
const longestSocketFolder = 42;
/** What Linux has room for. */
const longestSocket = 107;

/**
 * Folders of plugins without which CRI does not load: those of the snapshotters, of which 2.x wants all that there are and
 * 1.x the one that it uses, and the shims' sockets.
 */
export async function pluginPathFailure(
  config: ServerConfig,
  family: Family,
  cri: CriSettings,
  host: HostFacts,
): Promise<ContainerdObservation | null> {
  const used = textOf(plainField(cri.runtime.containerd, 'snapshotter')) ?? '';
  const snapshotters = family.generation === 2 ? ['overlayfs', 'native'] : [used === '' ? 'overlayfs' : used];
  for (const name of snapshotters.filter((each) => each === 'overlayfs' || each === 'native')) {
    const value = plainField(otherPluginSettings(config, family, `io.containerd.snapshotter.v1.${name}`), 'root_path');
    const obstacle = value === null ? null : await obstacleAt(value, host);
    if (obstacle === null) continue;
    return note('cri-failed-setting', value!.location, {
      key: `root_path of ${name}`,
      why: `${obstacle} is no folder`,
    });
  }
  const sockets = plainField(otherPluginSettings(config, family, shimManager), 'socket_dir');
  if (sockets === null || (textOf(sockets) ?? '').length <= longestSocketFolder) return null;
  const why = `has to be of at most ${longestSocketFolder} characters`;
  return note('cri-failed-setting', sockets.location, { key: 'socket_dir', why });
}

async function obstacleAt(value: ConfigValue, host: HostFacts): Promise<string | null> {
  const path = textOf(value) ?? '';
  return path === '' ? null : firmObstacleTo(path, host);
}

/**
 * The daemon exits where it cannot start NRI ("failed to set up NRI for CRI service"), which is on unless it is switched off
 * in 2.x, and off unless it is switched on in 1.7 (`internal/nri`, `pkg/nri`).
 */
export async function nriFailure(
  config: ServerConfig,
  family: Family,
  host: HostFacts,
): Promise<ContainerdObservation | null> {
  const settings = otherPluginSettings(config, family, 'io.containerd.nri.v1.nri');
  const isOff = booleanOf(plainField(settings, 'disable')) ?? isWithin(family.release, '1.7');
  if (settings === null || isOff) return null;
  const socket = plainField(settings, 'socket_path');
  const path = textOf(socket) ?? '';
  if (socket !== null && path !== '' && booleanOf(plainField(settings, 'disable_connections')) !== true) {
    const obstacle = await firmObstacleTo(directoryOf(path), host);
    const isLong = new TextEncoder().encode(path).length > longestSocket;
    const wanted = isLong ? `a path of at most ${longestSocket} bytes` : `a path through folders (${obstacle} is none)`;
    if (isLong || obstacle !== null) return nriNote('socket_path', socket, wanted);
  }
  const plugins = plainField(settings, 'plugin_path');
  const obstacle = plugins === null ? null : await obstacleAt(plugins, host);
  return obstacle === null ? null : nriNote('plugin_path', plugins!, `a folder (${obstacle} is none)`);
}

function nriNote(key: string, value: ConfigValue, wanted: string): ContainerdObservation {
  return note('top-level-type', value.location, { key, wanted, found: writtenValue(value) });
}
