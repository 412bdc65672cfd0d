import type { TomlDialect } from '../text/toml/document.ts';
import { isWithin } from './releases.ts';

/** The TOML library that a containerd was linked with, as its build information or its package tells. */
export interface LinkedLibrary {
  /** `github.com/pelletier/go-toml`, the same with `/v2`, or `github.com/BurntSushi/toml`. */
  readonly module: string;
  readonly version: { readonly major: number; readonly minor: number | null; readonly patch: number | null };
}

/** Which dialect each release of a library reads; see `TomlDialect` for what containerd linked when. */
const DIALECTS: readonly (readonly [module: string, releases: string, dialect: TomlDialect])[] = [
  ['github.com/BurntSushi/toml', '..0.3', 'burntsushi-0.3'],
  ['github.com/pelletier/go-toml', '..1.8', 'go-toml-1.8'],
  ['github.com/pelletier/go-toml', '1.9', 'go-toml-1.9'],
  ['github.com/pelletier/go-toml/v2', '2.0..2.3', 'go-toml-2.2'],
  ['github.com/pelletier/go-toml/v2', '2.4..', 'go-toml-2.4'],
];

/** The dialect that a linked library reads; null for one that is not known. */
export function dialectOf({ module, version }: LinkedLibrary): TomlDialect | null {
  const release = [version.major, version.minor ?? 0, version.patch ?? 0] as const;
  return DIALECTS.find(([name, releases]) => name === module && isWithin(release, releases))?.[2] ?? null;
}
