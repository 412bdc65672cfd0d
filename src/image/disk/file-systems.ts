import type { DiskConnection } from '../ports.ts';
import { print } from './guest-questions.ts';

/** One that is mounted at a folder of its own. */
export interface FileSystem {
  readonly device: string;
  readonly at: string;
}

/** Mounts what can be mounted, read-only, each at a folder of its own. */
export async function mountEach(disk: DiskConnection, devices: readonly string[]): Promise<readonly FileSystem[]> {
  const mounted: FileSystem[] = [];
  for (const [index, device] of devices.entries()) {
    const at = `fs${index}`;
    await print(disk, ['mkmountpoint', `/${at}`]);
    // A command that fails ends the session, but for one with this mark.
    await print(disk, ['-mount-ro', device, `/${at}`]);
    if ((await print(disk, ['mountpoints'])).includes(`/${at}\n`)) mounted.push({ device, at });
  }
  return mounted;
}
