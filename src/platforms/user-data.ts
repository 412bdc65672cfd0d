import type { FileTree } from '../image/file-tree.ts';
import { startOfFile } from '../text/position.ts';
import type { BootGenerator, Recognised } from './boot-generator.ts';
import type { BootDoubt } from './observations.ts';
import { type Follow, scriptText } from './scripts/follow-scripts.ts';
import { readTemplate } from './template.ts';
import { firstThere, lineLocation, readText, type TextFile } from './tree-text.ts';

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
export async function recogniseUserData(tree: FileTree, follow: Follow): Promise<Recognised> {
  const generators: BootGenerator[] = [];
  const doubts: BootDoubt[] = [];
  if ((await firstThere(tree, CLOUD_INIT)) !== null && (await firstThere(tree, [CLOUD_INIT_OFF])) === null) {
    const paths = [...CLOUD_FILES, ...(await filesOf(tree, CLOUD_CONFIG_FOLDER, '.cfg'))];
    for (const path of paths) {
      generators.push(...(await readUserData(tree, path, 'cloud-init')));
      const followed = await followUserData(tree, path, follow);
      generators.push(...followed.generators);
      doubts.push(...followed.doubts);
    }
  }
  const ignition = [...IGNITION_FILES];
  for (const folder of IGNITION_FOLDERS) ignition.push(...(await filesOf(tree, folder, '.ign')));
  for (const path of ignition) generators.push(...(await readUserData(tree, path, 'ignition')));
  return { generators, doubts };
}

/** The scripts that cloud-init's own commands start. What the data itself names was seen already. */
async function followUserData(tree: FileTree, path: string, follow: Follow): Promise<Recognised> {
  const file = await readText(tree, path);
  const text = file === null ? '' : commandsOf(file.text);
  if (file === null || text.trim() === '') return { generators: [], doubts: [] };
  const followed = await follow({
    ...scriptText(file.path, text, 'shell'),
    lines: file.text.split('\n'),
    folder: null,
  });
  const generators = followed.scripts.map(
    ({ path: script, writes }): BootGenerator => ({
      name: 'cloud-init',
      title: script,
      writes,
      evidence: startOfFile(file.path),
      template: null,
      wouldDo: null,
      note: `${script}, which cloud-init starts for ${file.path}, writes the configuration`,
    }),
  );
  return { generators, doubts: followed.doubts };
}

/** What stands below `runcmd:` and `bootcmd:`, or the whole of a script, each line in its place. */
function commandsOf(text: string): string {
  if (text.startsWith('#!')) return text;
  let inside = false;
  const lines = text.split('\n').map((line) => {
    if (/^[^\s#-]/.test(line)) {
      inside = /^(?:run|boot)cmd\s*:/.test(line);
      return '';
    }
    if (!inside) return '';
    const item = line.replace(/^\s*-\s+(?:[|>][-+]?\s*$)?/, '');
    return /^\[.*\]\s*$/.test(item) ? item.trim().slice(1, -1).replaceAll(',', ' ') : item;
  });
  return lines.join('\n');
}

async function readUserData(
  tree: FileTree,
  path: string,
  name: 'cloud-init' | 'ignition',
): Promise<readonly BootGenerator[]> {
  const file = await readText(tree, path);
  if (file === null) return [];
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
