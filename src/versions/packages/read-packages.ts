import type { FileTree } from '../../image/file-tree.ts';
import { readApk } from './apk.ts';
import { readDpkg } from './dpkg.ts';
import { joinLists, type PackageFilter, type PackageList } from './installed-package.ts';
import { readPacman } from './pacman.ts';
import { readRpm } from './rpm.ts';

/** The wanted packages in every package database that the image has. */
export async function readPackages(tree: FileTree, wanted: PackageFilter): Promise<PackageList> {
  return joinLists(await Promise.all([readDpkg, readRpm, readApk, readPacman].map((read) => read(tree, wanted))));
}
