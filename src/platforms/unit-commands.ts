import type { FileTree } from '../image/file-tree.ts';
import type { BootGenerator } from './boot-generator.ts';
import { UNIT_FOLDERS } from './platform.ts';
import { lineLocation, readText, type TextFile } from './tree-text.ts';

/** The files that decide the driver of containerd and of the kubelet. */
const CONTAINERD_FILE = /\/etc\/containerd\/[\w./-]+/;
const KUBELET_FILE =
  /\/var\/lib\/kubelet\/(?:config|kubeadm-flags)[\w./-]*|\/etc\/(?:default|sysconfig)\/kubelet\b|\/etc\/kubernetes\/kubelet(?:-config|\/)[\w./-]*/;
const LONGEST_COMMAND = 8192;
const DUMP = /\bcontainerd config (?:default|dump)\b/;
/** Programs that write the files they are given, wherever in the command, and those that write the last one. */
const EDITORS = /(?:^|[\s'"/])(?:sed\s(?:.*\s)?(?:-\w*i|--in-place)|tee|envsubst|curl|wget|dd|rm|truncate)\s/;
const COPIERS = /(?:^|[\s'"/])(?:cp|mv|install|ln)\s/;
/** Without `--runtime` the tool edits Docker's configuration. */
const NVIDIA = /\bnvidia-ctk\b.*\bruntime\s+configure\b.*--runtime[= ]containerd\b/;

/** Commands in unit files that write a configuration before, or while, the node's services start. */
export async function recogniseUnitCommands(tree: FileTree): Promise<readonly BootGenerator[]> {
  const found: BootGenerator[] = [];
  for (const service of ['containerd.service', 'kubelet.service']) {
    for (const file of await filesOfUnit(tree, service)) found.push(...writersIn(file), ...nvidiaCommandsIn(file));
  }
  for (const file of await nvidiaUnits(tree)) found.push(...nvidiaCommandsIn(file));
  return found;
}

function* commandsIn({
  text,
}: TextFile): Generator<{ readonly command: string; readonly number: number; readonly source: string }> {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1;
    const source = lines[index]!;
    const match = /^\s*Exec(?:Start|StartPre|StartPost|Condition)\s*=\s*(.*)$/.exec(source);
    if (match === null) continue;
    let command = match[1]!;
    while (command.endsWith('\\') && index + 1 < lines.length)
      command = `${command.slice(0, -1)} ${lines[++index]!.trim()}`;
    yield { command: command.slice(0, LONGEST_COMMAND), number, source };
  }
}

function* writersIn(file: TextFile): Generator<BootGenerator> {
  for (const { command, number, source } of commandsIn(file)) {
    const writes = writtenBy(command);
    if (writes === null) continue;
    yield {
      name: 'unit-command',
      title: `a command of ${file.path.split('/').at(-1)}`,
      writes,
      evidence: lineLocation(file.path, number, source),
      template: null,
      wouldDo: null,
      note: `a command of ${file.path} writes the configuration each time the service starts`,
    };
  }
}

/** Which configuration a command line writes. Reading one, or naming it as an argument, is no writing. */
function writtenBy(command: string): 'containerd' | 'kubelet' | null {
  for (const part of command.split(/[;|&]+/)) {
    for (const [writes, file] of [
      ['containerd', CONTAINERD_FILE],
      ['kubelet', KUBELET_FILE],
    ] as const) {
      const redirected = new RegExp(`>\\s*["']?(?:${file.source})`).test(part);
      const edited = EDITORS.test(part) && file.test(part);
      const copied = COPIERS.test(part) && new RegExp(`(?:${file.source})["'\\s]*$`).test(part);
      if (redirected || edited || copied) return writes;
    }
    if (DUMP.test(part) && part.includes('>')) return 'containerd';
  }
  return null;
}

function* nvidiaCommandsIn(file: TextFile): Generator<BootGenerator> {
  for (const { command, number, source } of commandsIn(file)) {
    if (!NVIDIA.test(command)) continue;
    yield {
      name: 'nvidia-toolkit',
      title: 'nvidia-ctk',
      writes: 'containerd',
      evidence: lineLocation(file.path, number, source),
      template: null,
      wouldDo: null,
      note:
        'nvidia-ctk runtime configure adds an nvidia handler to containerd’s configuration at boot, with the options of ' +
        'the default handler',
    };
  }
}

async function filesOfUnit(tree: FileTree, service: string): Promise<readonly TextFile[]> {
  const paths: string[] = [];
  for (const folder of UNIT_FOLDERS) {
    paths.push(`${folder}/${service}`);
    const list = await tree.list(`${folder}/${service}.d`);
    if (list.ok)
      paths.push(...list.names.filter((name) => name.endsWith('.conf')).map((name) => `${list.path}/${name}`));
  }
  return readAll(tree, paths);
}

/** Other units are not read: an image has hundreds, and the toolkit's are called after NVIDIA. */
async function nvidiaUnits(tree: FileTree): Promise<readonly TextFile[]> {
  const paths: string[] = [];
  for (const folder of UNIT_FOLDERS) {
    const list = await tree.list(folder);
    if (!list.ok) continue;
    paths.push(
      ...list.names
        .filter((name) => /nvidia|gpu/i.test(name) && name.endsWith('.service'))
        .map((name) => `${list.path}/${name}`),
    );
  }
  return readAll(tree, paths);
}

async function readAll(tree: FileTree, paths: readonly string[]): Promise<readonly TextFile[]> {
  const files = new Map<string, TextFile>();
  for (const path of paths) {
    const file = await readText(tree, path);
    if (file !== null) files.set(file.path, file);
  }
  return [...files.values()];
}
