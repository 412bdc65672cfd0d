import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CriApi } from './cri.ts';

/** A real containerd that `fetch` put into the cache. */
export interface RealContainerd {
  /** Upstream's version, as the resolver is told it. */
  readonly version: string;
  /** Holds the programs `containerd` and `ctr`. */
  readonly directory: string;
  /** Where its prepared state is kept. */
  readonly cache: string;
  readonly api: CriApi;
  /** Whether it knows the call RuntimeConfig. */
  readonly hasRuntimeConfig: boolean;
  /** The runtime types for which it reads `SystemdCgroup`. */
  readonly runcTypes: readonly string[];
}

const cache =
  process.env.CGROUP_GATE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cgroup-gate');
const suites = { bullseye: '1.4.13', bookworm: '1.6.20', trixie: '1.7.24', sid: '2.1.9' };

/**
 * Debian's daemons, and any others that the environment variable `CONTAINERD_MORE` names, as `VERSION=DIRECTORY` words.
 * `CONTAINERD_ONLY` picks some of them by version.
 */
export function realContainerds(): readonly RealContainerd[] {
  const found = Object.entries(suites).map(([suite, version]) => {
    const directory = join(cache, 'containerd', suite, 'usr/bin');
    if (!existsSync(directory)) throw new Error(`no containerd in ${directory}: run test/real/run first`);
    return describeContainerd(version, directory, join(cache, 'containerd', `${suite}.state`));
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
    directory,
    cache: state,
    api: /^1\.[45]\./.test(version) ? 'v1alpha2' : 'v1',
    hasRuntimeConfig: second,
    runcTypes: second ? ['io.containerd.runc.v2'] : ['io.containerd.runc.v2', 'io.containerd.runc.v1'],
  };
}
