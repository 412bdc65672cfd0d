import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CriApi, connectCri } from './cri.ts';
import { makeRoot, startDaemon } from './daemon.ts';

/** The sandbox images that the daemons ask for by default, and one more; all are the same empty image here. */
export const sandboxImages = [
  'k8s.gcr.io/pause:3.2',
  'registry.k8s.io/pause:3.5',
  'registry.k8s.io/pause:3.6',
  'registry.k8s.io/pause:3.8',
  'registry.k8s.io/pause:3.9',
  'registry.k8s.io/pause:3.10',
  'registry.k8s.io/pause:3.10.1',
  'registry.k8s.io/pause:3.10.2',
  'registry.example/pause:3.9',
];

/**
 * The directory /var/lib/containerd of a daemon that holds the sandbox images, so that a pod can start without a
 * registry. Made once per daemon and kept in the cache.
 */
export function preparedState(directory: string, state: string, api: CriApi): Promise<string> {
  const known = states.get(state) ?? (existsSync(state) ? Promise.resolve(state) : prepare(directory, state, api));
  states.set(state, known);
  return known;
}

const states = new Map<string, Promise<string>>();

async function prepare(directory: string, state: string, api: CriApi): Promise<string> {
  const root = makeRoot({}, { systemd: true });
  const daemon = startDaemon(root, directory);
  try {
    if (!(await daemon.listening)) throw new Error(`containerd does not start: ${daemon.log()}`);
    writeImageArchive(root.path);
    const address = ['--address', daemon.socket, '--namespace', 'k8s.io'];
    const local = localImport(directory) ? ['--local'] : [];
    execFileSync(join(directory, 'ctr'), [...address, 'images', 'import', ...local, join(root.path, 'pause.tar')]);
    await imagesAreThere(daemon.socket, api);
  } finally {
    await daemon.stop();
  }
  rmSync(`${state}.new`, { recursive: true, force: true });
  cpSync(join(root.path, 'var/lib/containerd'), `${state}.new`, { recursive: true });
  renameSync(`${state}.new`, state);
  root.remove();
  return state;
}

/** From 1.7 on ctr sends the archive to the daemon's transfer service unless told not to. */
function localImport(directory: string): boolean {
  const help = execFileSync(join(directory, 'ctr'), ['images', 'import', '--help'], { encoding: 'utf8' });
  return help.includes('--local');
}

function writeImageArchive(to: string): void {
  const at = join(to, 'image');
  mkdirSync(join(at, 'layer'), { recursive: true });
  writeFileSync(join(at, 'layer/pause'), '');
  execFileSync('tar', ['-C', join(at, 'layer'), '-cf', join(at, 'layer.tar'), 'pause']);
  const digest = createHash('sha256')
    .update(execFileSync('cat', [join(at, 'layer.tar')]))
    .digest('hex');
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Entrypoint: ['/pause'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest}`] },
  });
  writeFileSync(join(at, 'config.json'), config);
  writeFileSync(
    join(at, 'manifest.json'),
    JSON.stringify([{ Config: 'config.json', RepoTags: sandboxImages, Layers: ['layer.tar'] }]),
  );
  execFileSync('tar', ['-C', at, '-cf', join(to, 'pause.tar'), 'manifest.json', 'config.json', 'layer.tar']);
}

async function imagesAreThere(socket: string, api: CriApi): Promise<void> {
  const client = connectCri(socket, api);
  try {
    for (const image of sandboxImages) {
      const deadline = Date.now() + 20_000;
      for (;;) {
        const answer = await client.imageStatus(image);
        if (answer.code === 0 && answer.body.length > 0) break;
        if (Date.now() > deadline) throw new Error(`the image ${image} does not show up: ${answer.message}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  } finally {
    client.close();
  }
}
