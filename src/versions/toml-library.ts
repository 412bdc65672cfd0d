import type { RunningProgram } from './binary-claims.ts';
import type { InstalledPackage } from './packages/installed-package.ts';
import { owns } from './packages/ownership.ts';
import { parseVersion } from './version.ts';
import type { TomlLibrary } from './version-evidence.ts';

/** Go modules, and the Debian source packages of the same code. */
const LIBRARIES = [
  { module: 'github.com/pelletier/go-toml/v2', debian: 'golang-github-pelletier-go-toml.v2' },
  { module: 'github.com/pelletier/go-toml', debian: 'golang-github-pelletier-go-toml' },
  { module: 'github.com/BurntSushi/toml', debian: 'golang-toml' },
];

/**
 * Which TOML library reads containerd's configuration: its build information tells, and where that has no list of modules,
 * as in Debian, the package that brought it. A program may be linked with several; containerd itself uses one, and that is
 * the first here of those it has (containerd go.mod of 1.4 to 2.4).
 */
export async function tomlLibraryOf(
  containerd: RunningProgram | null,
  packages: readonly InstalledPackage[],
): Promise<TomlLibrary | null> {
  const dependencies = containerd?.facts.goBuildInfo?.dependencies ?? {};
  for (const { module } of LIBRARIES) {
    const version = parseVersion(dependencies[module] ?? '');
    if (containerd !== null && version !== null) {
      return { module, version, source: `build info of ${containerd.path}`, path: containerd.path };
    }
  }
  for (const item of packages) {
    for (const { module, debian } of LIBRARIES) {
      const version = parseVersion(item.builtUsing.get(debian) ?? '');
      if (containerd !== null && version !== null && (await owns(item, containerd.path))) {
        return { module, version, source: `${item.database} package ${item.name}`, path: item.path };
      }
    }
  }
  return null;
}
