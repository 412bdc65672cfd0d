import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import { unitsAtBoot } from '../systemd/boot-units.ts';
import { resolveUnit } from '../systemd/resolve-unit.ts';
import type { Observation } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import { usualPaths } from '../versions/program.ts';
import { observe } from './observe.ts';

const USUAL = 'kubelet.service';
/** Where people's own units stand, each of which is looked into whatever its name. */
const OWN_UNITS = ['/etc/systemd/system', '/usr/local/lib/systemd/system'];
const PACKAGED_UNITS = ['/usr/lib/systemd/system', '/lib/systemd/system'];
const MOST_UNITS = 2000;
const MOST_CANDIDATES = 20;
const LARGEST_UNIT = 1 << 20;
const STARTS_KUBELET = /^\s*ExecStart\s*=\s*[@:+!|-]*(?:\/\S*\/)?kubelet(?=\s|$)/m;

export interface KubeletUnit {
  readonly unit: UnitAnswer;
  readonly doubts: readonly Observation[];
}

/**
 * The unit that runs the node's kubelet: kubelet.service, or where that is masked or missing, or systemd starts the other by
 * itself and not it, a unit of another name that starts a kubelet. Where two may run that is a doubt. kubeadm starts
 * kubelet.service when a node joins, enabled or not.
 */
export async function findKubeletUnit(tree: FileTree): Promise<KubeletUnit> {
  const [usual, names] = await Promise.all([resolveUnit(tree, USUAL, 'kubelet'), namesOfOthers(tree)]);
  const others: UnitAnswer[] = [];
  for (const unit of await askAll(names.slice(0, MOST_CANDIDATES), (name) => resolveUnit(tree, name, 'kubelet'))) {
    const known = [usual, ...others].some(({ fragment }) => fragment !== null && fragment === unit.fragment);
    if (!known && unit.state === 'loaded') others.push(unit);
  }
  const [first] = others;
  if (first === undefined) return { unit: usual, doubts: [] };
  const atBoot = unitsAtBoot(tree);
  const starts = await askAll(others, ({ name }) => atBoot.starts(name));
  const starting = others.filter((_, at) => starts[at]);
  const [only, another] = starting;
  const usualNever = usual.state === 'masked' || usual.state === 'not-found';
  if (usualNever) {
    if (only !== undefined && another === undefined) return { unit: only, doubts: [] };
    if (only === undefined && others.length === 1) return { unit: first, doubts: [] };
    return doubtful(only ?? first, starting.length > 1 ? starting : others);
  }
  const usualStarts = await atBoot.starts(USUAL);
  if (usualStarts && only === undefined) return { unit: usual, doubts: [] };
  if (!usualStarts && only !== undefined && another === undefined && !(await hasKubeadm(tree))) {
    return { unit: only, doubts: [] };
  }
  return doubtful(usual, starting.length > 0 ? starting : others);
}

function doubtful(unit: UnitAnswer, others: readonly UnitAnswer[]): KubeletUnit {
  const other = others.find((one) => one !== unit);
  if (other === undefined) return { unit, doubts: [] };
  const { fragment, name } = other;
  const location = fragment === null ? null : startOfFile(fragment);
  return { unit, doubts: [observe('another-kubelet', location, { unit: name, path: fragment })] };
}

/** Units of other names that start a kubelet, as far as their own files tell. */
async function namesOfOthers(tree: FileTree): Promise<readonly string[]> {
  const found = await askAll([...OWN_UNITS, ...PACKAGED_UNITS], async (folder) => {
    const listed = await tree.list(folder);
    const names = (listed.ok ? listed.names.slice(0, MOST_UNITS) : []).filter((name) => {
      const telling = OWN_UNITS.includes(folder) || name.includes('kubelet');
      return telling && name.endsWith('.service') && !name.endsWith('@.service') && name !== USUAL;
    });
    const starts = await askAll(names, async (name) => {
      const file = await tree.read(`${folder}/${name}`, LARGEST_UNIT);
      return file.ok && STARTS_KUBELET.test(new TextDecoder().decode(file.bytes));
    });
    return names.filter((_, at) => starts[at]);
  });
  return [...new Set(found.flat())];
}

async function hasKubeadm(tree: FileTree): Promise<boolean> {
  const stats = await askAll(usualPaths('kubeadm'), (path) => tree.stat(path));
  return stats.some(({ ok }) => ok);
}
