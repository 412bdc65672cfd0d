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
  const { generators, doubts } = await takeData('cloud-init', files, files.map(commandText), follow);
  return { generators, doubts: [...folder.doubts, ...unread, ...doubts] };
}

async function recogniseIgnition(tree: FileTree, follow: FollowScripts): Promise<Recognised> {
  const listed = await askAll(IGNITION_FOLDERS, (folder) => filesOf(tree, folder, '.ign'));
  const read = await askAll([...IGNITION_FILES, ...listed.flat()], (path) => readText(tree, path));
  const files = read.filter((file) => file !== null);
  return takeData('ignition', files, files.flatMap(ignitionTexts), follow);
}

type Program = 'cloud-init' | 'ignition';
const TITLES: Readonly<Record<Program, string>> = { 'cloud-init': 'cloud-init', ignition: 'Ignition' };

/** What files of data write themselves, and what their commands write besides and start. */
async function takeData(
  name: Program,
  files: readonly TextFile[],
  texts: readonly BootText[],
  follow: FollowScripts,
): Promise<Recognised> {
  const outcomes = await follow(texts);
  const written = files.flatMap((file) => writtenBy(file, name));
  const besides = outcomes.flatMap(({ own, scripts }, at): readonly BootGenerator[] => {
    const { path } = texts[at]!;
    const seen =
      own === null ||
      written.some(({ evidence, writes }) => evidence.path === path && (writes === 'both' || writes === own.writes));
    const title = TITLES[name];
    const note = `a script or a command of ${path} writes the configuration when the node boots`;
    return [
      ...(seen ? [] : [{ ...scriptGenerator(name, path, { path, ...own }), title, note }]),
      ...scripts.map((script) => scriptGenerator(name, path, script)),
    ];
  });
  return { generators: [...written, ...besides], doubts: outcomes.flatMap(({ doubts }) => doubts) };
}

/** A script that the data's own commands start. */
function scriptGenerator(
  name: Program,
  from: string,
  { path, writes, at }: Followed['scripts'][number],
): BootGenerator {
  return {
    name,
    title: path,
    writes,
    evidence: startOfFile(from),
    writesAt: at,
    template: null,
    wouldDo: null,
    note: `${path}, which ${TITLES[name]} starts for ${from}, writes the configuration`,
  };
}

function ignitionTexts(file: TextFile): readonly BootText[] {
  const lines = file.text.split('\n');
  return readIgnitionCommands(file.text).map(({ command }): BootText => {
    return { ...scriptText(file.path, command, 'shell'), lines, folder: null, own: true };
  });
}

function commandText(file: TextFile): BootText {
  const text = readCloudCommands(file.text)[0]!.command;
  return { ...scriptText(file.path, text, 'shell'), lines: file.text.split('\n'), folder: null };
}

function writtenBy(file: TextFile, name: Program): readonly BootGenerator[] {
  const containerd = firstLine(file, CONTAINERD_TARGET);
  const kubelet = firstLine(file, KUBELET_TARGET);
  const first = containerd ?? kubelet;
  if (first === null) return [];
  const title = TITLES[name];
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
