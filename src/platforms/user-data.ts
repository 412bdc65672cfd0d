import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { startOfFile } from '../text/position.ts';
import type { BootGenerator, Recognised } from './boot-generator.ts';
import { readCloudCommands } from './hooks/cloud-config.ts';
import { readIgnitionCommands } from './hooks/ignition.ts';
import { type BootText, scriptText } from './scripts/follow/boot-text.ts';
import type { FollowScripts } from './scripts/follow/follow-scripts.ts';
import type { Followed } from './scripts/follow/trail.ts';
import { readTemplate } from './template.ts';
import { firstThere, lineLocation, readText, type TextFile } from './tree-text.ts';
import { listAtBoot, unreadFile } from './unread-at-boot.ts';

const CLOUD_INIT = ['/usr/bin/cloud-init', '/usr/local/bin/cloud-init', '/usr/lib/cloud-init'];
const CLOUD_INIT_OFF = '/etc/cloud/cloud-init.disabled';
const CLOUD_CONFIG_FOLDER = '/etc/cloud/cloud.cfg.d';
const CLOUD_FILES = [
  '/etc/cloud/cloud.cfg',
  '/var/lib/cloud/seed/nocloud/user-data',
  '/var/lib/cloud/seed/nocloud-net/user-data',
  '/var/lib/cloud/seed/nocloud/vendor-data',
  '/var/lib/cloud/seed/nocloud-net/vendor-data',
];
const IGNITION_FOLDERS = ['/usr/lib/ignition/base.d', '/usr/lib/ignition/base.platform.d', '/usr/share/oem', '/oem'];
const IGNITION_FILES = ['/usr/lib/ignition/user.ign', '/usr/lib/ignition/base.ign'];
/** Whether there is any. */
export const USER_DATA_PATHS = [...CLOUD_INIT, ...IGNITION_FILES, ...IGNITION_FOLDERS];

const CONTAINERD_TARGET =
  /\/etc\/containerd\/(?:config\.toml|conf\.d\/|[\w.-]+\.toml)|containerd config default|\/system\/containerd\.service\b/;
const KUBELET_TARGET =
  /\/var\/lib\/kubelet\/config\.yaml|\/etc\/(?:default|sysconfig)\/kubelet\b|\/etc\/kubernetes\/kubelet|\/system\/kubelet\.service\b/;

/** cloud-init and Ignition data that is part of the image and writes a configuration when the node boots. */
export async function recogniseUserData(tree: FileTree, follow: FollowScripts): Promise<Recognised> {
  const [cloudInit, ignition] = await Promise.all([recogniseCloudInit(tree, follow), recogniseIgnition(tree, follow)]);
  return {
    generators: [...cloudInit.generators, ...ignition.generators],
    doubts: [...cloudInit.doubts, ...ignition.doubts],
  };
}

async function recogniseCloudInit(tree: FileTree, follow: FollowScripts): Promise<Recognised> {
  const [program, off] = await Promise.all([firstThere(tree, CLOUD_INIT), tree.stat(CLOUD_INIT_OFF)]);
  if (program === null || off.ok) return { generators: [], doubts: [] };
  const folder = await listAtBoot(tree, CLOUD_CONFIG_FOLDER);
  const paths = [...CLOUD_FILES, ...folder.paths.filter((path) => path.endsWith('.cfg'))];
  const reads = await askAll(paths, (path) => tree.read(path));
  const files = reads.flatMap((read): readonly TextFile[] =>
    read.ok ? [{ path: read.entry.path, text: new TextDecoder().decode(read.bytes) }] : [],
  );
  const unread = reads.flatMap((read, at) => (read.ok ? [] : unreadFile(paths[at]!, read)));
  const outcomes = await follow(files.map(commandText));
  return {
    generators: files.flatMap((file, at) => [
      ...writtenBy(file, 'cloud-init'),
      ...outcomes[at]!.scripts.map((script) => scriptGenerator(file.path, 'cloud-init', script)),
    ]),
    doubts: [...folder.doubts, ...unread, ...outcomes.flatMap(({ doubts }) => doubts)],
  };
}

async function recogniseIgnition(tree: FileTree, follow: FollowScripts): Promise<Recognised> {
  const listed = await askAll(IGNITION_FOLDERS, (folder) => filesOf(tree, folder, '.ign'));
  const read = await askAll([...IGNITION_FILES, ...listed.flat()], (path) => readText(tree, path));
  const files = read.filter((file) => file !== null);
  const texts = files.flatMap((file) =>
    readIgnitionCommands(file.text).map(({ command }): BootText => {
      return { ...scriptText(file.path, command, 'shell'), lines: file.text.split('\n'), folder: null, own: true };
    }),
  );
  const outcomes = await follow(texts);
  const written = files.flatMap((file) => writtenBy(file, 'ignition'));
  const started = outcomes.flatMap(({ own, scripts }, at): readonly BootGenerator[] => {
    const { path } = texts[at]!;
    const seen = own === null || written.some(({ evidence }) => evidence.path === path);
    const note = `a script or a command of ${path} writes the configuration when the node boots`;
    return [
      ...(seen ? [] : [{ ...scriptGenerator(path, 'Ignition', { path, ...own }), title: 'Ignition', note }]),
      ...scripts.map((script) => scriptGenerator(path, 'Ignition', script)),
    ];
  });
  return { generators: [...written, ...started], doubts: outcomes.flatMap(({ doubts }) => doubts) };
}

/** A script that the data's own commands start. What the data itself names was seen already. */
function scriptGenerator(
  from: string,
  program: 'cloud-init' | 'Ignition',
  { path, writes, at }: Followed['scripts'][number],
): BootGenerator {
  return {
    name: program === 'Ignition' ? 'ignition' : 'cloud-init',
    title: path,
    writes,
    evidence: startOfFile(from),
    writesAt: at,
    template: null,
    wouldDo: null,
    note: `${path}, which ${program} starts for ${from}, writes the configuration`,
  };
}

function commandText(file: TextFile): BootText {
  const text = readCloudCommands(file.text)[0]!.command;
  return { ...scriptText(file.path, text, 'shell'), lines: file.text.split('\n'), folder: null };
}

function writtenBy(file: TextFile, name: 'cloud-init' | 'ignition'): readonly BootGenerator[] {
  const containerd = firstLine(file, CONTAINERD_TARGET);
  const kubelet = firstLine(file, KUBELET_TARGET);
  const first = containerd ?? kubelet;
  if (first === null) return [];
  const title = name === 'ignition' ? 'Ignition' : 'cloud-init';
  const contents = readTemplate(file.text, file.path);
  const handlers = containerd === null ? [] : contents.handlers;
  return [
    {
      name,
      title,
      writes: containerd !== null && kubelet !== null ? 'both' : containerd !== null ? 'containerd' : 'kubelet',
      evidence: lineLocation(file.path, first.number, first.text),
      template: handlers.length === 0 ? null : { path: file.path, location: contents.location },
      wouldDo: handlers.length === 0 ? null : { handlers, kubelet: null, conditions: contents.conditions },
      note: `${title} writes the configuration at first boot, from ${file.path}`,
    },
  ];
}

function firstLine({ text }: TextFile, target: RegExp): { readonly number: number; readonly text: string } | null {
  for (const [index, line] of text.split('\n').entries()) {
    if (!/^\s*#/.test(line) && target.test(line)) return { number: index + 1, text: line };
  }
  return null;
}

async function filesOf(tree: FileTree, folder: string, ending: string): Promise<readonly string[]> {
  const list = await tree.list(folder);
  return list.ok ? list.names.filter((name) => name.endsWith(ending)).map((name) => `${list.path}/${name}`) : [];
}
