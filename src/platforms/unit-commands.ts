import type { FileTree } from '../image/file-tree.ts';
import type { BootGenerator } from './boot-generator.ts';
import { UNIT_FOLDERS } from './platform.ts';
import { lineLocation, readText, type TextFile } from './tree-text.ts';

const CONTAINERD_FILE = /\/etc\/containerd\/|containerd config (?:default|dump)/;
const KUBELET_FILE =
  /\/var\/lib\/kubelet\/(?:config|kubeadm)|\/etc\/(?:default|sysconfig)\/kubelet|\/etc\/kubernetes\/kubelet/;
/** What writes a file: a redirection, or a program for it. A mere check, such as `test -f`, does not. */
const WRITES =
  /(?:^|[\s;&|'"=/])(?:sed\s[^;|&]*-i|sed\s[^;|&]*--in-place|tee|cp|mv|install|ln|envsubst|curl|wget|dd|rm)\s|>/;
const NVIDIA = /\bnvidia-ctk\b.*\bruntime\b.*\bconfigure\b/;

/** Commands in unit files that write a configuration before, or while, the node's services start. */
export async function recogniseUnitCommands(tree: FileTree): Promise<readonly BootGenerator[]> {
  const found: BootGenerator[] = [];
  for (const service of ['containerd.service', 'kubelet.service']) {
    for (const file of await filesOfUnit(tree, service)) found.push(...writersIn(file));
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
    yield { command, number, source };
  }
}

function* writersIn(file: TextFile): Generator<BootGenerator> {
  for (const { command, number, source } of commandsIn(file)) {
    const writes = CONTAINERD_FILE.test(command) ? 'containerd' : KUBELET_FILE.test(command) ? 'kubelet' : null;
    if (writes === null || !WRITES.test(command)) continue;
    yield {
      name: 'unit-command',
      writes,
      evidence: lineLocation(file.path, number, source),
      template: null,
      wouldDo: null,
      note: `a command of ${file.path} writes the configuration each time the service starts`,
    };
  }
}

function* nvidiaCommandsIn(file: TextFile): Generator<BootGenerator> {
  for (const { command, number, source } of commandsIn(file)) {
    if (!NVIDIA.test(command) || /--runtime[= ](?:docker|crio)\b/.test(command)) continue;
    yield {
      name: 'nvidia-toolkit',
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
