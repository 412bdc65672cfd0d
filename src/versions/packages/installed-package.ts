/** A package that a package database of the image calls installed. */
export interface InstalledPackage {
  readonly name: string;
  /** As the database spells it, the epoch left out. */
  readonly version: string;
  readonly database: 'dpkg' | 'rpm' | 'apk' | 'pacman';
  /** The file that says so. */
  readonly path: string;
  /** The files it brought, absolute; null where the database does not tell. Reads them only when asked. */
  files(): Promise<readonly string[] | null>;
  /** Debian's Built-Using and Static-Built-Using: the source packages whose code is inside, with their versions. */
  readonly builtUsing: ReadonlyMap<string, string>;
}

/** What a package database gave. */
export interface PackageList {
  readonly packages: readonly InstalledPackage[];
  /** Parts of it that could not be read; the packages in them are not known. */
  readonly unread: readonly UnreadSource[];
}

export interface UnreadSource {
  readonly path: string;
  readonly reason: string;
}

export const noPackages: PackageList = { packages: [], unread: [] };

export function joinLists(lists: readonly PackageList[]): PackageList {
  return {
    packages: lists.flatMap(({ packages }) => packages),
    unread: lists.flatMap(({ unread }) => unread),
  };
}

/** True for the packages whose version matters. */
export type PackageFilter = (name: string) => boolean;
