import { plainField, structField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { textOf } from '../files/config-tree.ts';
import { joinPath } from '../go/path.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import type { CriSettings, HostFacts } from './validate.ts';

const deepestFolder = 100;

/** `newCNINetConfSyncer`: a folder of CNI configurations is watched, and made where it is not there. */
export async function cniFolderFailure(
  { runtime }: CriSettings,
  family: Family,
  host: HostFacts,
  notes: Notes,
): Promise<ContainerdObservation | null> {
  const main = plainField(structField(runtime.plugin, 'cni'), 'conf_dir');
  const own = [...runtime.handlers.values()].flatMap(({ settings }) => plainField(settings, 'cni_conf_dir') ?? []);
  const folders = own.map((value) => ({ path: textOf(value) ?? '', value }));
  for (const { path, value } of [{ path: textOf(main) ?? '/etc/cni/net.d', value: main }, ...folders]) {
    const location = value?.location ?? null;
    const key = value === main ? 'cni.conf_dir' : 'cni_conf_dir';
    if (path === '') {
      if (isWithin(family.release, '..1.5'))
        return note('cri-failed-setting', location, { key, why: 'must not be empty' });
      continue;
    }
    const obstacle = await obstacleTo(path, host);
    if (obstacle === null) continue;
    const at = obstacle.path.slice(0, 200);
    if (!obstacle.dangling) return note('cri-failed-setting', location, { key, why: `${at} is no folder` });
    const what = `whether ${at}, which ${key} leads through, links to a folder`;
    notes.doubts.push(note('depends-on-host', location, { what }));
  }
  return null;
}

/** What keeps `os.MkdirAll` from making a folder: something else on the way to it, or a link to nowhere. */
async function obstacleTo(
  folder: string,
  { tree, workingDirectory }: HostFacts,
): Promise<{ readonly path: string; readonly dangling: boolean } | null> {
  const absolute = folder.startsWith('/') ? joinPath(folder) : joinPath('/', workingDirectory, folder);
  const parts = absolute.split('/').filter((part) => part !== '');
  for (const [index] of parts.slice(0, deepestFolder).entries()) {
    const path = `/${parts.slice(0, index + 1).join('/')}`;
    const found = await tree.stat(path);
    if (found.ok) {
      if (found.entry.kind !== 'directory') return { path, dangling: false };
    } else {
      if (found.reason !== 'absent') return null;
      const link = await tree.lstat(path);
      return link.ok ? { path, dangling: true } : null;
    }
  }
  return null;
}
