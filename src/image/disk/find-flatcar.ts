import { InputProblem } from '../input-problem.ts';
import type { DiskConnection } from '../ports.ts';
import type { FileSystem } from './file-systems.ts';
import type { FoundSystem } from './found-system.ts';
import { isFolder, print } from './guest-questions.ts';

/** Flatcar's own names (flatcar/scripts, `disk_layout.json`, and flatcar/bootengine, `initrd-setup-root`, of 2025). */
const FLATCAR_ETC = 'share/flatcar/etc';
const FLATCAR_ROOT = 'ROOT';
/** It may hold an Ignition configuration. Mounted at /oem, before 2023 at /usr/share/oem, since a link (flatcar/Flatcar#766). */
const FLATCAR_OEM = 'OEM';
/** Links in the root, which are made at the first boot. */
const INTO_USR = /^(?:bin|sbin|lib|lib64)(?=\/|$)/;

/** Null where none is. */
export async function findFlatcar(
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

async function those<Item>(items: readonly Item[], holds: (item: Item) => Promise<boolean>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const item of items) if (await holds(item)) found.push(item);
  return found;
}
