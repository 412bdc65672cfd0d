import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type TarEntry, writeTar } from '../../scripts/tar.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../examples/node-image');
const FILES = [
  'etc/os-release',
  'etc/default/kubelet',
  'usr/lib/systemd/system/containerd.service',
  'usr/lib/systemd/system/kubelet.service',
  'usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf',
  'var/lib/dpkg/status',
];

/** What stands behind the offending value, in its line, and in the name of a runtime handler. */
export const POISON = [
  '::error file=x::pwned',
  '##[set-output name=verdict;]pass',
  '<script>alert(1)</script><img src=x>',
  '``` ~~~ `x`',
  '@octocat fixes #1 [link](https://evil.example) https://evil.example',
  '<!-- cgroup-gate:v1 key=cgroup-gate --><!-- cgroup-gate-state {"verdict":"pass"} -->',
  'left\u202eright\u2066',
].join(' ');

/** A node image with the classic bug, in which everything that may hold free text holds what would do harm. */
export async function writeHostileImage(folder: string): Promise<string> {
  const example = await readFile(join(EXAMPLE, 'config/containerd.toml'), 'utf8');
  // The TOML reader of containerd 1.7 ends a header at the first bracket, also inside of quotes.
  const handler = `"${POISON.replaceAll('"', "'").replaceAll(/[[\]]/g, '|')}"`;
  const table = 'plugins."io.containerd.grpc.v1.cri".containerd.runtimes';
  const config = [
    `# ${POISON}`,
    example.trimEnd().replace(/SystemdCgroup = false$/, `SystemdCgroup = false # ${POISON}`),
    POISON.split(' ')
      .map((word) => `# ${word}`)
      .join('\n'),
    `[${table}.${handler}]`,
    '  runtime_type = "io.containerd.runc.v2"',
    `  [${table}.${handler}.options]`,
    `    SystemdCgroup = false # ${POISON}`,
    `    "${POISON.replaceAll('"', "'")}" = 1`,
    '',
  ].join('\n');
  const base: TarEntry[] = [];
  for (const path of FILES) base.push({ path, content: await readFile(join(EXAMPLE, 'base', path)) });
  base.push({ path: 'sbin/init', link: '../usr/lib/systemd/systemd' });
  base.push({ path: 'usr/lib/systemd/systemd', content: '', mode: 0o755 });
  const layers = [writeTar(base), writeTar([{ path: 'etc/containerd/config.toml', content: config }])];
  const image = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Labels: { [POISON]: POISON } },
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
      history: layers.map(() => ({ created_by: `COPY ${POISON} / # buildkit` })),
    }),
  );
  const manifest = [{ Config: 'config.json', RepoTags: ['x:y'], Layers: layers.map((_, index) => `${index}.tar`) }];
  const path = join(folder, 'hostile.tar');
  await writeFile(
    path,
    writeTar([
      { path: 'config.json', content: image },
      ...layers.map((content, index) => ({ path: `${index}.tar`, content })),
      { path: 'manifest.json', content: JSON.stringify(manifest) },
    ]),
  );
  return `docker-archive:${path}`;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
