import type { FileTree } from '../../image/file-tree.ts';
import type { NodeExec } from '../cluster/node-exec.ts';
import type { Driver, KindObservation } from '../observations.ts';
import { succeeded } from '../ports.ts';
import type { NodeProcess } from './processes.ts';
import { flagValue } from './processes.ts';

/** Boot scripts write just before they start a daemon, and process times are good to a second. */
const toleranceMs = 2000;
const maxBytes = 1024 * 1024;

export interface NodeFilesSetup {
  readonly name: string;
  readonly node: NodeExec;
  readonly image: FileTree | null;
  readonly containerd: NodeProcess | null;
  readonly kubelet: NodeProcess | null;
  /** Whether the kind configuration patches containerd. */
  readonly patchesContainerd: boolean;
  /** What the daemons run with, by subject (`handler runc`, `kubelet`), and what their files say now. */
  readonly running: ReadonlyMap<string, Driver>;
  readonly onDisk: ReadonlyMap<string, Driver>;
}

/** The configuration files of both sides on a node: `containerd`'s and the `kubelet`'s. */
export async function configurationFiles(
  setup: NodeFilesSetup,
): Promise<ReadonlyMap<string, 'containerd' | 'kubelet'>> {
  const files = new Map<string, 'containerd' | 'kubelet'>();
  const main = flagValue(setup.containerd?.arguments ?? [], '--config', '-c') ?? '/etc/containerd/config.toml';
  files.set(main, 'containerd');
  const toml = await setup.node(['find', '/etc/containerd', '-type', 'f', '-name', '*.toml'], {});
  for (const path of toml.stdout.split('\n').slice(0, 200)) if (path.startsWith('/')) files.set(path, 'containerd');
  for (const folder of ['/etc/containerd', '/etc/containerd/conf.d']) {
    const baked = await setup.image?.list(folder);
    if (baked?.ok !== true) continue;
    for (const name of baked.names) if (name.endsWith('.toml')) files.set(`${folder}/${name}`, 'containerd');
  }
  const kubeletConfig = flagValue(setup.kubelet?.arguments ?? [], '--config') ?? '/var/lib/kubelet/config.yaml';
  for (const path of [
    kubeletConfig,
    '/var/lib/kubelet/kubeadm-flags.env',
    '/etc/default/kubelet',
    '/etc/sysconfig/kubelet',
  ]) {
    files.set(path, 'kubelet');
  }
  const kubeletDropIns = flagValue(setup.kubelet?.arguments ?? [], '--config-dir');
  const folders: [string, 'containerd' | 'kubelet'][] = [
    ['/etc/systemd/system/containerd.service.d', 'containerd'],
    ['/etc/systemd/system/kubelet.service.d', 'kubelet'],
    ...(kubeletDropIns === null ? [] : [[kubeletDropIns, 'kubelet'] as [string, 'kubelet']]),
  ];
  for (const [folder, side] of folders) {
    const found = await setup.node(['find', folder, '-name', '*.conf'], {});
    for (const path of found.stdout.split('\n').slice(0, 200)) if (path.startsWith('/')) files.set(path, side);
  }
  files.set('/etc/systemd/system/containerd.service', 'containerd');
  files.set('/etc/systemd/system/kubelet.service', 'kubelet');
  return files;
}

/** Files that are newer than the daemon which read them. */
export async function editedAfterStart(
  setup: NodeFilesSetup,
  files: ReadonlyMap<string, 'containerd' | 'kubelet'>,
): Promise<KindObservation[]> {
  const listed = await setup.node(['stat', '-L', '-c', '%.9Z %n', '--', ...files.keys()], {});
  return listed.stdout.split('\n').flatMap((line): KindObservation[] => {
    const [changed = '', ...rest] = line.split(' ');
    const path = rest.join(' ');
    const side = files.get(path);
    const process = side === 'containerd' ? setup.containerd : setup.kubelet;
    const startedAt = process?.startedAt ?? null;
    const changedAt = Number(changed) * 1000;
    if (side === undefined || startedAt === null || !Number.isFinite(changedAt)) return [];
    if (changedAt < startedAt + toleranceMs) return [];
    return [
      {
        kind: 'live-file-edited-after-start',
        location: { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        related: [],
        detail: {
          node: setup.name,
          path,
          process: side,
          secondsAfterStart: Math.round((changedAt - startedAt) / 1000),
          changesDriver: changesDriver(setup, side),
        },
      },
    ];
  });
}

function changesDriver(setup: NodeFilesSetup, side: 'containerd' | 'kubelet'): boolean | null {
  const subjects = [...setup.onDisk.keys()].filter((subject) => (side === 'kubelet') === (subject === 'kubelet'));
  const compared = subjects.filter((subject) => setup.running.has(subject));
  if (compared.length === 0) return null;
  return compared.some((subject) => setup.running.get(subject) !== setup.onDisk.get(subject));
}

/** Files of the image that are others on the node, and those that only one of them has. */
export async function changedAtBoot(
  setup: NodeFilesSetup,
  files: ReadonlyMap<string, 'containerd' | 'kubelet'>,
): Promise<KindObservation[]> {
  if (setup.image === null) return [];
  const changes: KindObservation[] = [];
  for (const path of files.keys()) {
    const baked = await setup.image.read(path, maxBytes);
    if (!baked.ok && baked.reason !== 'absent') continue;
    const read = await setup.node(['cat', '--', path], { maxOutput: maxBytes });
    const absent = !succeeded(read) && /No such file or directory/.test(read.stderr);
    if (!succeeded(read) && !absent) continue;
    const bakedText = baked.ok ? new TextDecoder().decode(baked.bytes) : null;
    const liveText = absent ? null : read.stdout;
    if (bakedText === liveText) continue;
    changes.push({
      kind: 'live-changed-at-boot',
      location: null,
      related: [],
      detail: {
        node: setup.name,
        path,
        change: bakedText === null ? 'added' : liveText === null ? 'removed' : 'edited',
        baked: summary(bakedText),
        live: summary(liveText),
        by: writerOf(path, setup.patchesContainerd),
      },
    });
  }
  return changes;
}

/** The lines that set a driver, as they stand. */
function summary(text: string | null): string | null {
  if (text === null) return null;
  const lines = [...text.matchAll(/^[^\n#]*(?:systemd_?cgroup|cgroup-?driver)[^\n]*$/gim)].map((found) =>
    found[0].trim(),
  );
  return lines.length === 0 ? null : lines.slice(0, 20).join(' · ').slice(0, 400);
}

function writerOf(path: string, patchesContainerd: boolean): string {
  if (path.startsWith('/var/lib/kubelet/')) return 'kubeadm';
  if (path === '/etc/containerd/config.toml') return patchesContainerd ? 'kind' : 'entrypoint';
  return 'unknown';
}
