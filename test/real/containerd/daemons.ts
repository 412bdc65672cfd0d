import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CriApi } from './cri.ts';

/** A real containerd that `fetch` put into the cache. */
export interface RealContainerd {
  /** Upstream's version. */
  readonly version: string;
  /** What the resolver is told: the package's version where the resolver makes a difference between the two. */
  readonly told: string;
  /** Holds the programs `containerd` and `ctr`. */
  readonly directory: string;
  /** Where its prepared state is kept. */
  readonly cache: string;
  readonly api: CriApi;
  /** Whether it knows the call RuntimeConfig. */
  readonly hasRuntimeConfig: boolean;
  /**
   * TOML on which this build is known to differ from upstream's of the same version, because it is linked with another
   * release of the TOML library.
   */
  readonly otherToml: readonly string[];
  /** The runtime types for which it reads `SystemdCgroup`. */
  readonly runcTypes: readonly string[];
}

const cache =
  process.env.CGROUP_GATE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cgroup-gate');
/** Debian's 1.6.20 has go-toml 1.9.4 for 1.9.5. */
const otherToml: Readonly<Record<string, readonly string[]>> = { '1.6.20': ['a = 9223372036854775808'] };
/** Debian's 2.1.9 has go-toml 2.4.3 for 2.2.4. */
const packageVersions: Readonly<Record<string, string>> = { '2.1.9': '2.1.9+ds1-5' };
const suites = { bullseye: '1.4.13', bookworm: '1.6.20', trixie: '1.7.24', sid: '2.1.9' };

/**
 * Debian's daemons, and any others that the environment variable `CONTAINERD_MORE` names, as `VERSION=DIRECTORY` words.
 * `CONTAINERD_ONLY` picks some of them by version.
 */
export function realContainerds(): readonly RealContainerd[] {
  const found = Object.entries(suites).map(([suite, version]) => {
    const directory = join(cache, 'containerd', suite, 'usr/bin');
    if (!existsSync(directory)) throw new Error(`no containerd in ${directory}: run test/real/run first`);
    const described = describeContainerd(version, directory, join(cache, 'containerd', `${suite}.state`));
    return { ...described, told: packageVersions[version] ?? version, otherToml: otherToml[version] ?? [] };
  });
  for (const word of (process.env.CONTAINERD_MORE ?? '').split(/\s+/).filter((word) => word !== '')) {
    const [version = '', directory = ''] = word.split('=');
    found.push(describeContainerd(version, directory, `${directory}.state`));
  }
  const only = (process.env.CONTAINERD_ONLY ?? '').split(/\s+/).filter((word) => word !== '');
  return found.filter(({ version }) => only.length === 0 || only.includes(version));
}

function describeContainerd(version: string, directory: string, state: string): RealContainerd {
  const second = version.startsWith('2.');
  return {
    version,
    told: version,
    directory,
    cache: state,
    api: /^1\.[45]\./.test(version) ? 'v1alpha2' : 'v1',
    hasRuntimeConfig: second,
    otherToml: [],
    runcTypes: second ? ['io.containerd.runc.v2'] : ['io.containerd.runc.v2', 'io.containerd.runc.v1'],
  };
}
