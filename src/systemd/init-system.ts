import type { FileTree } from '../image/file-tree.ts';

const SYSTEMD = ['/usr/lib/systemd/systemd', '/lib/systemd/systemd'];
const INITS = ['/sbin/init', '/usr/sbin/init', '/init'];

/** What a node boots with. */
export type InitSystem = 'systemd' | 'other' | 'unknown';

/** Which init the node boots with, as far as files tell: a runnable systemd, another init, or nothing to go by. */
export async function detectInitSystem(tree: FileTree): Promise<InitSystem> {
  let systemd = false;
  for (const path of SYSTEMD) systemd ||= (await tree.stat(path)).ok;
  for (const path of INITS) {
    const init = await tree.stat(path);
    if (!init.ok) continue;
    if (init.entry.path.endsWith('/systemd')) return 'systemd';
    // NixOS starts from a script in its store, and goes on with a systemd that lies there too.
    if (init.entry.path.startsWith('/nix/store/')) return 'unknown';
    return systemd ? 'unknown' : 'other';
  }
  return systemd ? 'systemd' : 'unknown';
}
