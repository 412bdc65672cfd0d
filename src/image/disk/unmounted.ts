/** Nothing of a node's configuration lies below these. */
const OF_NO_MATTER = /^\/(?:boot|efi|home|media|mnt|srv|tmp)(?:\/|$)/;

/**
 * The folders whose file system is on the disk and could not be mounted. guestfish goes on without them and reads the
 * empty folder below (`some filesystems could not be mounted (ignored)`, seen with 1.48); what it said is the only trace.
 * A device that is not on the disk at all is no such folder.
 */
export function unmountedFolders(said: string): readonly string[] {
  const found = [...said.matchAll(/\bmount: \/sysroot(\/[^\s:]*): /g)].map(([, folder = '']) => folder);
  return [...new Set(found)].filter((folder) => !OF_NO_MATTER.test(folder));
}
