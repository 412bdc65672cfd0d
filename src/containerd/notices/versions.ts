import { startOfFile } from '../../text/position.ts';
import { criIds } from '../fields/cri-fields.ts';
import { walk, writtenValue } from '../files/config-tree.ts';
import type { ConfigDocument } from '../files/document.ts';
import { note, relatedTo } from '../notes.ts';
import type { UpgradeHazard } from '../observations.ts';
import { type CriTable, isVersion1, type NoticeContext } from './context.ts';
import { flagLines } from './flags.ts';

/** What the `version` lines, or their absence, come to; and what other releases would make of the same files. */
export function noticeVersions(context: NoticeContext, tables: readonly CriTable[]): void {
  const { documents, notes } = context;
  const [main] = documents;
  if (main !== undefined && main.versionLocation === null) {
    const harmful = tables.some(({ document, read }) => document === main && !read);
    const location = startOfFile(main.file.resolvedPath);
    notes.observations.push(note('missing-version', location, { readAs: 1, harmful }));
  }
  for (const document of documents) {
    if (document.versionLocation === null) noticeMisplacedVersion(document, context);
    if (context.family.generation === 2) noticeMisplacedImports(document, context);
  }
  noticeHazards(context, tables);
}

const misplacedLimit = 5;

function noticeMisplacedVersion({ root }: ConfigDocument, { notes }: NoticeContext): void {
  let found = 0;
  for (const { path, entry, table } of walk(root)) {
    const isVersion = entry.value.kind === 'scalar' && entry.value.scalar.type === 'integer' && entry.key === 'version';
    if (!isVersion || path.length === 0 || found >= misplacedLimit) continue;
    found += 1;
    const detail = { table: path.join('.').slice(0, 200), value: writtenValue(entry.value) };
    const related = relatedTo(table.location, 'it belongs to this table');
    notes.observations.push(note('version-not-top-level', entry.keyLocation, detail, related));
  }
}

function noticeMisplacedImports({ root }: ConfigDocument, { notes }: NoticeContext): void {
  for (const { path, entry } of walk(root)) {
    if (path.length === 0 || path.length > 2 || entry.key !== 'imports' || entry.value.kind !== 'array') continue;
    notes.observations.push(note('imports-not-top-level', entry.keyLocation, { table: path.join('.').slice(0, 200) }));
  }
}

const before23 = '2.0 to 2.2';

function noticeHazards({ family, notes }: NoticeContext, tables: readonly CriTable[]): void {
  const hazard = (kind: UpgradeHazard, { entry }: CriTable, versions: string) =>
    notes.observations.push(note('upgrade-hazard', entry.value.location, { hazard: kind, versions }));
  for (const table of tables) {
    if (!table.read) continue;
    const { version } = table.document;
    const passesOver = family.generation === 1 || family.has('migratesEachFile');
    if (passesOver && isVersion1(version)) {
      if (table.id === criIds.short) hazard('versionless-v1-table', table, before23);
      if (table.id === criIds.grpc) hazard('versionless-v2-table', table, before23);
    }
    if (table.id === criIds.grpc && version >= 3) {
      if (family.generation === 2) hazard('v2-table-in-v3-file', table, before23);
      else hazard('v3-file-on-1.x', table, '1.6.32 and later, 1.7.17 and later');
    }
    if (table.entry.value.kind !== 'table') continue;
    for (const { entry, handler, likeness } of flagLines(table.entry.value)) {
      const sure = ['SystemdCgroup', 'systemdCgroup', 'systemdcgroup'].includes(entry.key);
      if (handler === null || likeness !== 'field' || sure) continue;
      const detail = { hazard: 'spelling', versions: '2.0.7 and later, 2.1.5 and later' } as const;
      notes.observations.push(note('upgrade-hazard', entry.keyLocation, detail));
    }
  }
}
