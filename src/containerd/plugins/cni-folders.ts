import { plainField, structField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { textOf } from '../files/config-tree.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { isWithin } from '../releases.ts';
import { obstacleTo } from './folder-obstacle.ts';
import type { CriSettings, HostFacts } from './validate.ts';

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
