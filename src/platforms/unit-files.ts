import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { unitsAtBoot } from '../systemd/boot-units.ts';
import { observe } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import type { BootDoubt } from './observations.ts';
import { UNIT_FOLDERS } from './platform.ts';
import { isOwn } from './scripts/follow/boot-text.ts';
import type { TextFile } from './tree-text.ts';
import { type FolderAtBoot, listAtBoot, unreadFile } from './unread-at-boot.ts';

/** A unit file or a drop-in. */
export interface UnitFile extends TextFile {
  /** What its template is started for, as far as links tell: `a` for `node@a.service`. */
  readonly instances: readonly string[];
}

/** The unit files and drop-ins that matter at boot, each once. */
export interface UnitFiles {
  /** Those whose commands are followed. */
  readonly followed: readonly UnitFile[];
  /** Others that are called after NVIDIA's toolkit: an image has hundreds. */
  readonly nvidia: readonly UnitFile[];
  readonly doubts: readonly BootDoubt[];
}

const SERVICES = ['containerd.service', 'kubelet.service'];
/** Sockets have commands before and behind them. */
const HAS_COMMANDS = /\.(?:service|socket)$/;
const MOST_UNITS = 2000;

/**
 * Of the units that an image was given beside its packages' every one is there, for whoever installs a node may enable it.
 * Of those in the folders of packages the ones that systemd starts by itself are there: an image's maker may have put one
 * of them there, and whose it is need not be known. No service of Debian's that starts at boot downloads what it runs, or is
 * given a file that decides a driver: of 116 packages with 435 units, cloud-init, snapd, unattended-upgrades, docker.io and
 * kubeadm's among them, none raised a doubt (bookworm, November 2026). So what a package's scripts do counts as what
 * the maker's own do, and a unit is not excused by the folder that it lies in.
 */
export async function findUnitFiles(tree: FileTree): Promise<UnitFiles> {
  const [ofServices, own, packaged, ofNvidia] = await Promise.all([
    askAll(SERVICES, (service) => pathsOfUnit(tree, service)),
    ownUnits(tree),
    startedUnits(tree),
    nvidiaUnits(tree),
  ]);
  // Whoever resolves the services themselves says which folders of their drop-ins cannot be listed.
  const unlisted = [...own.doubts, ...packaged.doubts].filter(({ detail }) => !isOfService(String(detail.path)));
  const doubts: BootDoubt[] = [...unlisted];
  const left = own.paths[MOST_UNITS];
  if (left !== undefined) doubts.push(tooManyUnits(left));
  const [followed, nvidia] = await Promise.all([
    readAll(tree, [...ofServices.flat(), ...own.paths.slice(0, MOST_UNITS), ...packaged.paths], doubts),
    readAll(tree, ofNvidia, []),
  ]);
  const known = new Set(followed.map(({ path }) => path));
  return { followed, nvidia: nvidia.filter(({ path }) => !known.has(path)), doubts };
}

function tooManyUnits(first: string): BootDoubt {
  return observe('boot-too-much', startOfFile(first), { what: 'units', limit: MOST_UNITS, writes: 'both' });
}

async function pathsOfUnit(tree: FileTree, service: string): Promise<readonly string[]> {
  const paths = await askAll(UNIT_FOLDERS, async (folder) => {
    const dropIns = await filesIn(tree, `${folder}/${service}.d`, /\.conf$/);
    return [`${folder}/${service}`, ...dropIns];
  });
  return paths.flat();
}

/** Units that an administrator or an image's builder wrote, and those that were enabled. */
async function ownUnits(tree: FileTree): Promise<FolderAtBoot> {
  const folders = await askAll(UNIT_FOLDERS.filter(isOwn), (folder) => listAtBoot(tree, folder));
  const found = await askAll(
    folders.flatMap(({ paths }) => paths),
    async (path): Promise<FolderAtBoot> => {
      const unit = HAS_COMMANDS.test(path) ? [path] : [];
      if (!/\.(?:wants|requires|upholds|(?:service|socket)\.d)$/.test(path)) return { paths: unit, doubts: [] };
      const below = await listAtBoot(tree, path);
      const started = below.paths.filter((link) => /\.(?:service|socket|conf)$/.test(link));
      return { ...below, paths: [...unit, ...started] };
    },
  );
  return { paths: found.flatMap(({ paths }) => paths), doubts: [...folders, ...found].flatMap(({ doubts }) => doubts) };
}

/** The files and drop-ins, in the folders of packages, of services that systemd starts by itself. */
async function startedUnits(tree: FileTree): Promise<FolderAtBoot> {
  const [started, listings] = await Promise.all([
    unitsAtBoot(tree).all(),
    askAll(UNIT_FOLDERS, (folder) => listAtBoot(tree, folder)),
  ]);
  const folders = listings.map((listed, at) => ({
    folder: UNIT_FOLDERS[at]!,
    names: new Set(listed.paths.map((path) => path.slice(path.lastIndexOf('/') + 1))),
  }));
  const services = [...started].filter((name) => HAS_COMMANDS.test(name));
  const [left] = services.splice(MOST_UNITS);
  const units: string[] = [];
  const dropIns: string[] = [];
  for (const name of new Set(services.flatMap((one) => [one, one.replace(/@.*(?=\.)/, '@')]))) {
    // Of unit files only the first of a name counts; of drop-ins all do.
    units.push(
      ...folders
        .filter(({ names }) => names.has(name))
        .slice(0, 1)
        .map(({ folder }) => `${folder}/${name}`),
    );
    dropIns.push(...folders.filter(({ names }) => names.has(`${name}.d`)).map(({ folder }) => `${folder}/${name}.d`));
  }
  const files = await askAll(dropIns, (folder) => listAtBoot(tree, folder));
  const read = files.flatMap(({ paths }) => paths).filter((path) => path.endsWith('.conf'));
  const unlisted = [...listings, ...files].flatMap(({ doubts }) => doubts);
  return {
    paths: [...units, ...read].filter((path) => !isOwn(path)),
    doubts: [
      ...unlisted.filter(({ detail }) => !isOwn(String(detail.path))),
      ...(left === undefined ? [] : [tooManyUnits(`/usr/lib/systemd/system/${left}`)]),
    ],
  };
}

async function nvidiaUnits(tree: FileTree): Promise<readonly string[]> {
  const paths = await askAll(UNIT_FOLDERS, (folder) => filesIn(tree, folder, /(?:nvidia|gpu).*\.service$/i));
  return paths.flat();
}

async function filesIn(tree: FileTree, folder: string, name: RegExp): Promise<readonly string[]> {
  const list = await tree.list(folder);
  return list.ok ? list.names.filter((one) => name.test(one)).map((one) => `${list.path}/${one}`) : [];
}

function isOfService(path: string): boolean {
  return SERVICES.some((service) => path.includes(`/${service}`));
}

/** What a package has of the services themselves: whoever resolves their units says what cannot be read of it. */
function isResolved(path: string): boolean {
  return !isOwn(path) && isOfService(path);
}

/** Each file once. One that is there and cannot be read is a doubt. */
async function readAll(tree: FileTree, paths: readonly string[], doubts: BootDoubt[]): Promise<readonly UnitFile[]> {
  const files = new Map<string, UnitFile & { instances: string[] }>();
  const results = await askAll(paths, (path) => tree.read(path));
  for (const [at, result] of results.entries()) {
    if (result.ok) {
      const { path: found } = result.entry;
      const file = files.get(found) ?? { path: found, text: new TextDecoder().decode(result.bytes), instances: [] };
      files.set(found, file);
      const instance = /@([^/]+)\.(?:service|socket)$/.exec(paths[at]!)?.[1];
      if (instance !== undefined) file.instances.push(instance);
    } else if (!isResolved(result.path)) doubts.push(...unreadFile(paths[at]!, result));
  }
  return [...files.values()];
}
