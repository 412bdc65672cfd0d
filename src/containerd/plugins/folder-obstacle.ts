import { joinPath } from '../go/path.ts';
import type { HostFacts } from './validate.ts';

const deepestFolder = 100;
/** Made anew at each boot, so what the image has there does not matter. */
const VOLATILE = /^\/(?:dev|proc|run|sys|tmp)(?:\/|$)/;

/** What keeps `os.MkdirAll` from making a folder: something else on the way to it, or a link to nowhere. */
export async function obstacleTo(
  folder: string,
  { tree, workingDirectory }: HostFacts,
): Promise<{ readonly path: string; readonly dangling: boolean } | null> {
  const absolute = folder.startsWith('/') ? joinPath(folder) : joinPath('/', workingDirectory, folder);
  const parts = absolute.split('/').filter((part) => part !== '');
  for (const [index] of parts.slice(0, deepestFolder).entries()) {
    const path = `/${parts.slice(0, index + 1).join('/')}`;
    const found = await tree.stat(path);
    if (found.ok) {
      if (found.entry.kind !== 'directory') return { path, dangling: false };
    } else {
      if (found.reason !== 'absent') return null;
      const link = await tree.lstat(path);
      return link.ok ? { path, dangling: true } : null;
    }
  }
  return null;
}

/** The path of what keeps it from that on any node: a link to nowhere may lead somewhere once the node has booted. */
export async function firmObstacleTo(folder: string, host: HostFacts): Promise<string | null> {
  const obstacle = await obstacleTo(folder, host);
  return obstacle === null || obstacle.dangling || VOLATILE.test(obstacle.path) ? null : obstacle.path.slice(0, 200);
}
