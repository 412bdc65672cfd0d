/** Builds `examples/*.tar` from `examples/node-image/`: two small node images as `docker save` writes them. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type TarEntry, writeTar } from './tar.ts';

const examples = resolve(import.meta.dirname, '../examples');
const source = join(examples, 'node-image');
const STEPS = ['COPY base/ / # buildkit', 'COPY config/containerd.toml /etc/containerd/config.toml # buildkit'];

const base = [
  ...(await entriesOf(join(source, 'base'))),
  { path: 'lib', link: 'usr/lib' },
  { path: 'sbin', link: 'usr/sbin' },
  { path: 'usr/sbin/init', link: '../lib/systemd/systemd' },
  { path: 'usr/lib/systemd/systemd', content: '', mode: 0o755 },
];
await buildImage('node-v1.30.2', 'containerd.toml');
await buildImage('node-v1.30.2-fixed', 'containerd.fixed.toml');

async function buildImage(name: string, config: string): Promise<void> {
  const layers = [
    writeTar(base),
    writeTar([{ path: 'etc/containerd/config.toml', content: await readFile(join(source, 'config', config)) }]),
  ];
  const imageConfig = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
      history: STEPS.map((step) => ({ created_by: step })),
    }),
  );
  const manifest = [
    {
      Config: `blobs/sha256/${sha256(imageConfig)}`,
      RepoTags: [`example/${name.replace('node-', 'node:')}`],
      Layers: layers.map((layer) => `blobs/sha256/${sha256(layer)}`),
    },
  ];
  const blobs = [imageConfig, ...layers].map((content) => ({ path: `blobs/sha256/${sha256(content)}`, content }));
  await writeFile(
    join(examples, `${name}.tar`),
    writeTar([...blobs, { path: 'manifest.json', content: JSON.stringify(manifest) }]),
  );
}

async function entriesOf(folder: string): Promise<TarEntry[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: TarEntry[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (entry.isDirectory()) found.push({ path: name, directory: true });
    else found.push({ path: name, content: await readFile(path) });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
