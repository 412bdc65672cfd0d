import { InputProblem } from '../input-problem.ts';
import { decodeName } from '../names.ts';
import { type Deployment, findDeployment, placeIn } from '../ostree/deployment.ts';
import type { DiskConnection } from '../ports.ts';
import { someOf } from '../some-of.ts';
import { outputOf } from './guest-output.ts';

/** Where the parts of a system lie that libguestfs does not know. Paths without leading slash. */
export interface FoundSystem {
  /** Where the disk has what the booted system has at a path. */
  place(path: string): string;
  /** Where it has what is seen below /etc besides; null where nothing is. */
  readonly lowerEtc: string | null;
  /** What it is, for the report. */
  readonly remark: string;
}

/** One that is mounted at a folder of its own. */
interface FileSystem {
  readonly device: string;
  readonly at: string;
}

const MOST_FILE_SYSTEMS = 40;
/** Types that hold no system, or that cannot be mounted. */
const OF_NO_USE = /^(?:swap|unknown|vfat|crypto_LUKS|LVM2_member|linux_raid_member|BitLocker|iso9660)$/;
/** As guestfish writes them, subvolumes of btrfs too. */
const DEVICE = /^(?:btrfsvol:)?\/dev\/[\w/.+@-]+$/;

/**
 * Looks for a system whose root is no file system of its own, of which libguestfs says that there is none (seen with 1.48):
 * a deployment of ostree or bootc, and Flatcar, whose /usr is one partition and whose other files are another.
 */
export async function findSystem(disk: DiskConnection, where: string): Promise<FoundSystem> {
  const listed = (await print(disk, ['list-filesystems'])).split('\n').flatMap((line) => {
    const [, device = '', type = ''] = /^(\S+): (\S+)$/.exec(line) ?? [];
    return device === '' ? [] : [{ device, type }];
  });
  const usable = listed.filter(({ device, type }) => DEVICE.test(device) && !OF_NO_USE.test(type));
  const mounted = await mountEach(
    disk,
    usable.slice(0, MOST_FILE_SYSTEMS).map(({ device }) => device),
  );
  const ofOstree = await findDeployments(disk, mounted, where);
  if (ofOstree !== null) return ofOstree;
  const flatcar = await findFlatcar(disk, mounted, where);
  if (flatcar !== null) return flatcar;
  const closed = listed
    .filter(({ type }) => type === 'crypto_LUKS')
    .map(({ device }) => `${device} is encrypted (LUKS)`);
  const failed = usable
    .filter(({ device }) => mounted.every((one) => one.device !== device))
    .map(({ device, type }) => `${device} (${type}) could not be mounted`);
  const why = [...closed, ...failed];
  const what = why.length === 0 ? '' : `: ${someOf(why)}; judge its unpacked files as rootfs:DIR`;
  throw new InputProblem(`${where}: no operating system was found on it${what}`);
}

async function findDeployments(
  disk: DiskConnection,
  mounted: readonly FileSystem[],
  where: string,
): Promise<FoundSystem | null> {
  const found: { readonly system: FoundSystem; readonly device: string }[] = [];
  for (const { at, device } of mounted) {
    const deployment = await findDeployment((path) => namesIn(disk, `/${at}/${path}`), where);
    if (deployment !== null) found.push({ system: deployed(deployment, at), device });
  }
  if (found.length > 1) {
    const which = someOf(found.map(({ device }) => device));
    throw new InputProblem(
      `${where}: more than one of its file systems has deployments (${which}); judge the files of the one that boots as rootfs:DIR`,
    );
  }
  return found[0]?.system ?? null;
}

function deployed(deployment: Deployment, at: string): FoundSystem {
  const within = { root: `${at}/${deployment.root}`, var: `${at}/${deployment.var}` };
  return {
    place: (path) => (/^sysroot(?:\/|$)/.test(path) ? `${at}${path.slice('sysroot'.length)}` : placeIn(within, path)),
    lowerEtc: null,
    remark: `the files are those of the deployment /${deployment.root}`,
  };
}

/** Flatcar's own names (flatcar/scripts, `disk_layout.json`, and flatcar/bootengine, `initrd-setup-root`, of 2025). */
const FLATCAR_ETC = 'share/flatcar/etc';
const FLATCAR_ROOT = 'ROOT';
/** It may hold an Ignition configuration. Mounted at /oem, before 2023 at /usr/share/oem, since a link (flatcar/Flatcar#766). */
const FLATCAR_OEM = 'OEM';
/** Links in the root, which are made at the first boot. */
const INTO_USR = /^(?:bin|sbin|lib|lib64)(?=\/|$)/;

async function findFlatcar(
  disk: DiskConnection,
  mounted: readonly FileSystem[],
  where: string,
): Promise<FoundSystem | null> {
  const usr = await those(mounted, ({ at }) => isFolder(disk, `/${at}/share/flatcar`));
  const [onlyUsr] = usr;
  if (onlyUsr === undefined) return null;
  const labelled = (label: string): Promise<readonly FileSystem[]> =>
    those(mounted, async ({ device }) => (await print(disk, ['vfs-label', device])).trim() === label);
  const [roots, [oem]] = [await labelled(FLATCAR_ROOT), await labelled(FLATCAR_OEM)];
  const [root] = roots;
  if (root === undefined) return null;
  if (usr.length > 1 || roots.length > 1) {
    const which = (usr.length > 1 ? usr : roots).map(({ device }) => device).join(' and ');
    throw new InputProblem(
      `${where}: more than one Flatcar is on it, and its boot loader chooses (${which}); judge the files of the one that boots as rootfs:DIR`,
    );
  }
  const links = await isFolder(disk, `/${root.at}/lib`);
  const oemPlace = oem && (await isFolder(disk, `/${onlyUsr.at}/share/oem`)) ? 'usr/share/oem' : 'oem';
  const place = (path: string): string => {
    const real = links ? path : path.replace(INTO_USR, 'usr/$&');
    if (oem && (real === oemPlace || real.startsWith(`${oemPlace}/`))) return `${oem.at}${real.slice(oemPlace.length)}`;
    return /^usr(?:\/|$)/.test(real) ? `${onlyUsr.at}${real.slice('usr'.length)}` : `${root.at}${real && `/${real}`}`;
  };
  const etc = `${onlyUsr.at}/${FLATCAR_ETC}`;
  return {
    place,
    lowerEtc: (await isFolder(disk, `/${etc}`)) ? etc : null,
    remark: `the files are those of Flatcar's ${onlyUsr.device} (/usr) and ${root.device}`,
  };
}

/** Mounts what can be mounted, read-only, each at a folder of its own. */
async function mountEach(disk: DiskConnection, devices: readonly string[]): Promise<readonly FileSystem[]> {
  const mounted: FileSystem[] = [];
  for (const [index, device] of devices.entries()) {
    const at = `fs${index}`;
    await print(disk, ['mkmountpoint', `/${at}`]);
    // A command that fails ends the session, but for one with this mark.
    await print(disk, ['-mount-ro', device, `/${at}`]);
    if ((await print(disk, ['mountpoints'])).includes(`/${at}\n`)) mounted.push({ device, at });
  }
  return mounted;
}

async function those<Item>(items: readonly Item[], holds: (item: Item) => Promise<boolean>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const item of items) if (await holds(item)) found.push(item);
  return found;
}

async function isFolder(disk: DiskConnection, path: string): Promise<boolean> {
  return (await print(disk, ['is-dir', path])).trim() === 'true';
}

async function namesIn(disk: DiskConnection, path: string): Promise<readonly string[] | null> {
  if (!(await isFolder(disk, path))) return null;
  const names = await outputOf(disk.run(['ls0', path, '-']));
  // What cannot be a stateroot's name could not be written on a command line either.
  return names
    .toString('latin1')
    .split('\0')
    .map((name) => decodeName(Buffer.from(name, 'latin1')))
    .filter((name) => /^[\w.+@~-]+$/.test(name));
}

async function print(disk: DiskConnection, command: readonly string[]): Promise<string> {
  return (await outputOf(disk.run(command))).toString('latin1');
}
