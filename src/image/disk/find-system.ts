import { InputProblem } from '../input-problem.ts';
import { type Deployment, findDeployment, placeIn } from '../ostree/deployment.ts';
import type { DiskConnection } from '../ports.ts';
import { someOf } from '../some-of.ts';
import { type FileSystem, mountEach } from './file-systems.ts';
import { findFlatcar } from './find-flatcar.ts';
import type { FoundSystem } from './found-system.ts';
import { namesIn, print } from './guest-questions.ts';

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
  if (usable.length > MOST_FILE_SYSTEMS) {
    throw new InputProblem(`${where}: more file systems are on it than are looked into (${MOST_FILE_SYSTEMS})`);
  }
  const mounted = await mountEach(
    disk,
    usable.map(({ device }) => device),
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
  return {
    place: (path) => `${at}/${placeIn(deployment, path)}`.replace(/\/$/, ''),
    lowerEtc: null,
    remark: `the files are those of the deployment /${deployment.root}`,
  };
}
