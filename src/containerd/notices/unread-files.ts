import { compareBytewise } from '../../text/bytewise.ts';
import { startOfFile } from '../../text/position.ts';
import type { TomlDialect } from '../../text/toml/document.ts';
import { parseToml } from '../../text/toml/parse.ts';
import { configTable, valueAt } from '../files/config-tree.ts';
import { directoryOf, joinPath } from '../go/path.ts';
import { note, relatedTo } from '../notes.ts';
import type { NoticeContext } from './context.ts';
import { driverLines } from './flags.ts';

const directoryNames = ['conf.d', 'config.d', 'config.toml.d'];
const fileLimit = 100;

/** Files in the places where people put drop-ins that nothing imports. No containerd reads such a directory by itself. */
export async function noticeUnreadFiles({ tree, documents, configPath, family, notes }: NoticeContext): Promise<void> {
  const loaded = new Set(documents.map(({ file }) => file.resolvedPath));
  const [main] = documents;
  const imports = main === undefined ? null : valueAt(main.root, 'imports');
  for (const name of directoryNames) {
    const directory = joinPath(directoryOf(configPath), name);
    const listed = await tree.list(directory);
    if (!listed.ok) continue;
    const files = listed.names.filter((file) => file.endsWith('.toml')).sort(compareBytewise);
    for (const file of files.slice(0, fileLimit)) {
      const read = await tree.read(joinPath(directory, file));
      if (!read.ok || loaded.has(read.entry.path)) continue;
      const { path } = read.entry;
      const parsed = parseToml(read.bytes, family.dialects[0] as TomlDialect);
      const [line] = parsed.ok ? driverLines(configTable(parsed.document, path, () => {})) : [];
      const location = line?.entry.value.location ?? startOfFile(path);
      const related = relatedTo(imports?.location, 'these are the files that are imported');
      notes.observations.push(note('import-not-read', location, { path, setsDriver: line !== undefined }, related));
    }
  }
}
