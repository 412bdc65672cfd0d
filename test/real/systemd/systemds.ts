import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A root directory with a real systemd and what it needs, and no units. */
export interface RealSystemd {
  readonly version: number;
  readonly root: string;
}

const cache =
  process.env.CGROUP_GATE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cgroup-gate');
const suites = { bookworm: 252, trixie: 257 };

/** Debian's systemd; `SYSTEMD_MORE` names others in the cache, as `SUITE=VERSION` words, and `SYSTEMD_ONLY` picks versions. */
export function realSystemds(): readonly RealSystemd[] {
  const more = words(process.env.SYSTEMD_MORE).map((word) => word.split('='));
  const all = [...Object.entries(suites), ...more.map(([suite = '', version]) => [suite, Number(version)] as const)];
  const only = words(process.env.SYSTEMD_ONLY).map(Number);
  return all
    .filter(([, version]) => only.length === 0 || only.includes(version))
    .map(([suite, version]) => {
      const root = join(cache, 'systemd', suite);
      if (!existsSync(join(root, 'usr/lib/systemd/systemd')))
        throw new Error(`no systemd in ${root}: run test/real/run`);
      return { version, root };
    });
}

/** Takes away the units and generators that the packages bring, so that nothing else runs at boot. */
export function emptyUnits(root: string): void {
  for (const directory of ['etc/systemd/system', 'usr/lib/systemd/system', 'usr/lib/systemd/system-generators']) {
    rmSync(join(root, directory), { recursive: true, force: true });
  }
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
