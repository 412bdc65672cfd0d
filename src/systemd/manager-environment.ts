import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { compareBytewise } from '../text/bytewise.ts';
import type { ManagerEnvironment } from './environment.ts';
import type { Variable } from './expand-variables.ts';
import { locateText, slice, sourceFile } from './traced-text.ts';
import { parseUnitFile } from './unit-file.ts';
import { splitWords } from './words.ts';

const directories = ['/etc/systemd', '/run/systemd', '/usr/local/lib/systemd', '/usr/lib/systemd', '/lib/systemd'];

/** DefaultEnvironment= and ManagerEnvironment= of system.conf and its drop-ins (systemd-system.conf(5)). */
export async function readManagerEnvironment(tree: FileTree): Promise<ManagerEnvironment> {
  const forServices = new Map<string, Variable>();
  const forManager = new Map<string, Variable>();
  for (const file of await askAll(await configurationFiles(tree), (path) => tree.read(path))) {
    if (!file.ok) continue;
    for (const line of parseUnitFile(sourceFile(file.entry.path, file.bytes))) {
      if (line.type !== 'assignment' || line.sectionName !== 'Manager') continue;
      const variables =
        line.key === 'DefaultEnvironment' ? forServices : line.key === 'ManagerEnvironment' ? forManager : null;
      if (variables === null) continue;
      if (line.value.text === '') variables.clear();
      for (const word of splitWords(line.value, { escapes: 'strict', relaxed: false }).words) {
        const equals = word.text.indexOf('=');
        const name = word.text.slice(0, Math.max(equals, 0));
        if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue;
        const origin = locateText(slice(line.value, word.start, word.end)) ?? line.location;
        variables.set(name, { name, value: slice(word, equals + 1), origin });
      }
    }
  }
  return { forServices, forManager };
}

async function configurationFiles(tree: FileTree): Promise<readonly string[]> {
  const main: string[] = [];
  const dropIns = new Map<string, string>();
  const [mains, listings] = await Promise.all([
    askAll(directories, (directory) => tree.stat(`${directory}/system.conf`)),
    askAll(directories, (directory) => tree.list(`${directory}/system.conf.d`)),
  ]);
  const first = directories[mains.findIndex(({ ok }) => ok)];
  if (first !== undefined) main.push(`${first}/system.conf`);
  for (const listed of listings) {
    if (!listed.ok) continue;
    for (const name of listed.names) {
      if (name.endsWith('.conf') && !name.startsWith('.') && !dropIns.has(name)) {
        dropIns.set(name, `${listed.path}/${name}`);
      }
    }
  }
  return [...main, ...[...dropIns.keys()].sort(compareBytewise).map((name) => dropIns.get(name)!)];
}
