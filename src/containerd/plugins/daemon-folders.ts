import type { Family } from '../families.ts';
import { type ConfigValue, textOf, writtenValue } from '../files/config-tree.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { directoryOf, joinPath } from '../go/path.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { settingOf } from './daemon-settings.ts';
import { firmObstacleTo } from './folder-obstacle.ts';
import type { HostFacts } from './validate.ts';

/** The flags of the command line that go before the settings of the files. */
export type DaemonFlag = 'root' | 'state' | 'address';

const defaults = { root: '/var/lib/containerd', state: '/run/containerd' } as const;
/** `CreateUnixSocket` in containerd's `sys`. */
const longestSocket = 104;

/**
 * The folders and sockets that the daemon makes before anything else, and exits over (`CreateTopLevelDirectories` and
 * `GetLocalListener` of 1.4 to 2.4).
 */
export async function folderFailure(
  config: ServerConfig,
  family: Family,
  host: HostFacts,
  flags: ReadonlySet<DaemonFlag>,
  notes: Notes,
): Promise<ContainerdObservation | null> {
  const { settings } = config;
  const [root, state] = [settings.get('root'), settings.get('state')];
  if (!flags.has('root') && !flags.has('state')) {
    if ((textOf(root) ?? defaults.root) === (textOf(state) ?? defaults.state)) {
      const value = (state ?? root)!;
      const key = state === undefined ? 'root' : 'state';
      const wanted = `another folder than that of ${key === 'root' ? 'state' : 'root'}`;
      return note('top-level-type', value.location, { key, wanted, found: writtenValue(value) });
    }
  }
  for (const key of ['root', 'state', 'temp'] as const) {
    const value = settings.get(key);
    if (value === undefined || (key !== 'temp' && flags.has(key))) continue;
    const failure = await obstacleFailure(key, textOf(value) ?? '', value, host);
    if (failure !== null) return failure;
  }
  return (await socketFailure(config, family, host, flags)) ?? certificateFailure(config, family, host, notes);
}

async function obstacleFailure(
  key: string,
  folder: string,
  value: ConfigValue,
  host: HostFacts,
): Promise<ContainerdObservation | null> {
  const obstacle = await firmObstacleTo(folder, host);
  if (obstacle === null) return null;
  const wanted = `a path through folders (${obstacle} is none)`;
  return note('top-level-type', value.location, { key, wanted, found: writtenValue(value) });
}

async function socketFailure(
  config: ServerConfig,
  family: Family,
  host: HostFacts,
  flags: ReadonlySet<DaemonFlag>,
): Promise<ContainerdObservation | null> {
  for (const key of ['debug.address', 'ttrpc.address', 'grpc.address']) {
    const value = key === 'grpc.address' && flags.has('address') ? undefined : settingOf(key, config, family);
    const text = textOf(value) ?? '';
    if (value === undefined || (key === 'debug.address' && !text.startsWith('/'))) continue;
    if (new TextEncoder().encode(text).length > longestSocket) {
      const wanted = `a path of at most ${longestSocket} bytes`;
      return note('top-level-type', value.location, { key, wanted, found: writtenValue(value) });
    }
    const failure = await obstacleFailure(key, directoryOf(text), value, host);
    if (failure !== null) return failure;
    const found = await host.tree.stat(text.startsWith('/') ? text : joinPath('/', host.workingDirectory, text));
    if (!found.ok || found.entry.kind !== 'directory') continue;
    return note('top-level-type', value.location, { key, wanted: 'no folder', found: writtenValue(value) });
  }
  return null;
}

/** Up to 2.2 a certificate is read whether or not there is a `tcp_address`. */
async function certificateFailure(
  config: ServerConfig,
  family: Family,
  host: HostFacts,
  notes: Notes,
): Promise<ContainerdObservation | null> {
  const certificate = config.settings.get('grpc.tcp_tls_cert');
  if (certificate === undefined || !isWithin(family.release, '..2.2')) return null;
  const key = config.settings.get('grpc.tcp_tls_key');
  if (key === undefined) {
    const detail = { key: 'grpc.tcp_tls_cert', wanted: 'tcp_tls_key beside it', found: writtenValue(certificate) };
    return note('top-level-type', certificate.location, detail);
  }
  for (const value of [certificate, key]) {
    const path = textOf(value) ?? '';
    const found = await host.tree.stat(path.startsWith('/') ? path : joinPath('/', host.workingDirectory, path));
    if (found.ok || found.reason !== 'absent') continue;
    notes.doubts.push(note('depends-on-host', value.location, { what: `whether ${path.slice(0, 200)} is there` }));
  }
  return null;
}
