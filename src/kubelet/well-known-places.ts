import type { FileTree } from '../image/file-tree.ts';
import { unitDirectories } from '../systemd/load-path.ts';
import { decodeUtf8 } from '../text/decode.ts';
import { startOfFile } from '../text/position.ts';
import { field, largestConfig, readConfigDocuments, text } from './config-document.ts';
import { configKind, type Setting } from './config-file.ts';
import type { Notes } from './notes.ts';
import { findDriverLine } from './setting-line.ts';

/** Where installers put the kubelet's configuration file. */
const configPlaces: readonly string[] = [
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kubelet/config.yml',
  '/var/lib/kubelet/config.json',
  '/var/lib/kubelet/kubelet-config.yaml',
  '/var/lib/kubelet/kubelet-config.yml',
  '/var/lib/kubelet/kubelet.conf',
  '/etc/kubernetes/kubelet/kubelet-config.json',
  '/etc/kubernetes/kubelet/config.json',
  '/etc/kubernetes/kubelet/config.yaml',
  '/etc/kubernetes/kubelet/config',
  '/etc/kubernetes/kubelet-config.yaml',
  '/etc/kubernetes/kubelet-config.yml',
  '/etc/kubernetes/kubelet.yaml',
  '/etc/kubernetes/kubelet.yml',
  '/etc/kubernetes/kubelet.conf.yml',
  '/etc/kubernetes/kubelet.conf',
  '/etc/default/kubeletconfig.json',
  '/etc/kubelet/config.yaml',
];

const environmentPlaces: readonly string[] = [
  '/etc/default/kubelet',
  '/etc/sysconfig/kubelet',
  '/etc/kubernetes/kubelet.env',
];

/**
 * Notes every KubeletConfiguration at a well-known place that the kubelet is not told of, as `config-unread`, or as
 * `config-without-unit` where no unit says what it is told.
 */
export async function noteUnreadConfigs(
  tree: FileTree,
  read: string | null,
  kind: 'config-unread' | 'config-without-unit',
  notes: Notes,
): Promise<void> {
  const resolved = read === null ? null : await tree.stat(read);
  const readPath = resolved?.ok ? resolved.entry.path : read;
  for (const path of configPlaces) {
    const file = await tree.read(path, largestConfig);
    if (!file.ok || file.entry.path === readPath) continue;
    const documents = readConfigDocuments(file.entry.path, file.bytes);
    let setting: Setting | null = null;
    let location = startOfFile(file.entry.path);
    if (documents.ok) {
      const root = documents.documents[0]?.root ?? null;
      if (text(field(root, 'kind')?.value) !== configKind) continue;
      const value = field(root, 'cgroupDriver')?.value;
      const written = text(value);
      if (value !== undefined && written !== null) setting = { value: written, location: value.location };
    } else {
      setting = findDriverLine(file.entry.path, file.bytes);
      if (setting === null) continue;
    }
    if (setting !== null) location = setting.location;
    notes.observe(kind, location, { path: file.entry.path, driver: setting?.value || null });
  }
}

/** Notes `--cgroup-driver` in the environment files and drop-ins of an image that has no unit to read them. */
export async function noteFlagsWithoutUnit(tree: FileTree, notes: Notes): Promise<void> {
  const paths = [...environmentPlaces];
  for (const directory of unitDirectories) {
    const listed = await tree.list(`${directory}/kubelet.service.d`);
    if (!listed.ok) continue;
    for (const name of listed.names.slice(0, 100)) if (name.endsWith('.conf')) paths.push(`${listed.path}/${name}`);
  }
  for (const path of new Set(paths)) {
    const file = await tree.read(path);
    if (file.ok) noteFlags(file.entry.path, file.bytes, notes);
  }
}

function noteFlags(path: string, bytes: Uint8Array, notes: Notes): void {
  for (const [index, line] of decodeUtf8(bytes).text.split('\n').entries()) {
    if (/^\s*[#;]/.test(line)) continue;
    for (const found of line.matchAll(/--cgroup[-_]driver[= ]['"]?([A-Za-z]+)/g)) {
      const startColumn = found.index + 1;
      const location = {
        path,
        startLine: index + 1,
        startColumn,
        endLine: index + 1,
        endColumn: startColumn + found[0].length,
      };
      notes.observe('flag-without-unit', location, { path, driver: found[1]! });
    }
  }
}
