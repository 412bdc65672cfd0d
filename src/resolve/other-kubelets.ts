import type { FileTree } from '../image/file-tree.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import type { Observation } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import { observe } from './observe.ts';

/** Where people's own units stand. */
const OWN_UNITS = '/etc/systemd/system';
const MOST_UNITS = 500;
const LARGEST_UNIT = 64 * 1024;
const STARTS_KUBELET = /^\s*ExecStart\s*=\s*[@:+!|-]*(?:\/\S*\/)?kubelet(?=\s|$)/m;

/** Beside kubelet.service, a unit of another name that starts a kubelet: which of the two runs is not said. */
export async function otherKubelets(tree: FileTree, unit: UnitAnswer): Promise<readonly Observation[]> {
  if (unit.state !== 'loaded') return [];
  const listed = await tree.list(OWN_UNITS);
  const names = listed.ok ? listed.names.filter((name) => name.endsWith('.service') && name !== unit.name) : [];
  for (const name of names.slice(0, MOST_UNITS)) {
    const path = `${OWN_UNITS}/${name}`;
    const file = await tree.read(path, LARGEST_UNIT);
    if (!file.ok || file.entry.path === unit.fragment) continue;
    if (!STARTS_KUBELET.test(new TextDecoder().decode(file.bytes))) continue;
    return [observe('another-kubelet', startOfFile(file.entry.path), { unit: name, path: file.entry.path })];
  }
  return [];
}
