import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { observe } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import type { BootDoubt } from './observations.ts';
import { UNIT_FOLDERS } from './platform.ts';
import { isOwn } from './scripts/boot-text.ts';
import type { TextFile } from './tree-text.ts';

/** The unit files and drop-ins that matter at boot, each once. */
export interface UnitFiles {
  /** Those whose commands are followed. */
  readonly followed: readonly TextFile[];
  /** Others that are called after NVIDIA's toolkit: an image has hundreds. */
  readonly nvidia: readonly TextFile[];
  readonly doubts: readonly BootDoubt[];
}

const SERVICES = ['containerd.service', 'kubelet.service'];
const MOST_UNITS = 2000;

/** Of the units that an image was given beside its packages' every one is there. */
export async function findUnitFiles(tree: FileTree): Promise<UnitFiles> {
  const [ofServices, own, ofNvidia] = await Promise.all([
    askAll(SERVICES, (service) => pathsOfUnit(tree, service)),
    ownUnits(tree),
    nvidiaUnits(tree),
  ]);
  const doubts: BootDoubt[] = [];
  if (own.length > MOST_UNITS) {
    const detail = { what: 'units', limit: MOST_UNITS, writes: 'both' };
    doubts.push(observe('boot-too-much', startOfFile(own[MOST_UNITS]!), detail));
  }
  const [followed, nvidia] = await Promise.all([
    readAll(tree, [...ofServices.flat(), ...own.slice(0, MOST_UNITS)], doubts),
    readAll(tree, ofNvidia, []),
  ]);
  const known = new Set(followed.map(({ path }) => path));
  return { followed, nvidia: nvidia.filter(({ path }) => !known.has(path)), doubts };
}

async function pathsOfUnit(tree: FileTree, service: string): Promise<readonly string[]> {
  const paths = await askAll(UNIT_FOLDERS, async (folder) => {
    const dropIns = await filesIn(tree, `${folder}/${service}.d`, /\.conf$/);
    return [`${folder}/${service}`, ...dropIns];
  });
  return paths.flat();
}

/** Units that an administrator or an image's builder wrote, and those that were enabled. */
async function ownUnits(tree: FileTree): Promise<readonly string[]> {
  const paths = await askAll(UNIT_FOLDERS.filter(isOwn), async (folder) => {
    const list = await tree.list(folder);
    const found = await askAll(list.ok ? list.names : [], async (name) => {
      const unit = name.endsWith('.service') ? [`${folder}/${name}`] : [];
      if (!/\.(?:wants|requires|upholds|service\.d)$/.test(name)) return unit;
      const links = await tree.list(`${folder}/${name}`);
      const below = (links.ok ? links.names : []).filter((link) => /\.(?:service|conf)$/.test(link));
      return [...unit, ...below.map((link) => `${folder}/${name}/${link}`)];
    });
    return found.flat();
  });
  return paths.flat();
}

async function nvidiaUnits(tree: FileTree): Promise<readonly string[]> {
  const paths = await askAll(UNIT_FOLDERS, (folder) => filesIn(tree, folder, /(?:nvidia|gpu).*\.service$/i));
  return paths.flat();
}

async function filesIn(tree: FileTree, folder: string, name: RegExp): Promise<readonly string[]> {
  const list = await tree.list(folder);
  return list.ok ? list.names.filter((one) => name.test(one)).map((one) => `${list.path}/${one}`) : [];
}

/** Each file once. One that is there and cannot be read is a doubt. */
async function readAll(tree: FileTree, paths: readonly string[], doubts: BootDoubt[]): Promise<readonly TextFile[]> {
  const files = new Map<string, TextFile>();
  const results = await askAll(paths, (path) => tree.read(path));
  for (const [at, result] of results.entries()) {
    if (result.ok) {
      const { path: found } = result.entry;
      if (!files.has(found)) files.set(found, { path: found, text: new TextDecoder().decode(result.bytes) });
    } else if (result.reason !== 'absent' && result.reason !== 'not-a-file' && isOwn(result.path)) {
      const detail = { path: paths[at]!, reason: result.reason, problem: result.detail, writes: 'both' };
      doubts.push(observe('boot-script-unread', startOfFile(paths[at]!), detail));
    }
  }
  return [...files.values()];
}
