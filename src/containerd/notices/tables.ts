import type { Location } from '../../text/position.ts';
import { criIds } from '../fields/cri-fields.ts';
import { type ConfigEntry, writtenValue } from '../files/config-tree.ts';
import { note, relatedTo } from '../notes.ts';
import { idIn } from '../plugins/daemon.ts';
import type { CriTable, NoticeContext } from './context.ts';
import { driverLines } from './flags.ts';

/** Tables that lost: to another version's rules, to another table of the same file, to a later file. */
export function noticeTables(context: NoticeContext, tables: readonly CriTable[]): void {
  noticeUnread(context, tables);
  noticeClashes(context);
  noticeReplaced(context);
  noticeOverridden(context);
}

function noticeUnread({ config, notes, family }: NoticeContext, tables: readonly CriTable[]): void {
  for (const { id, entry, read, wanted, document } of tables) {
    if (read) continue;
    const configVersion = family.generation === 1 ? config.version || 1 : document.version || 1;
    const detail = { table: id, configVersion, wantedTable: wanted, setsDriver: flagOf(entry) !== null };
    notes.observations.push(note('table-not-read', flagOf(entry) ?? entry.value.location, detail));
  }
}

/** The value of the first driver setting in a table. */
function flagOf({ value }: ConfigEntry, path: readonly string[] = []): Location | null {
  const [line] = value.kind === 'table' ? driverLines(value, path) : [];
  return line?.entry.value.location ?? null;
}

function noticeClashes({ config, notes }: NoticeContext): void {
  for (const { key, loser, winner, loserId, winnerId } of config.clashes) {
    const flag = flagOf(loser, key.split('.'));
    const detail = { loser: loserId, winner: winnerId, key, setsDriver: flag !== null };
    const related = relatedTo(winner.value.location, 'this table wins');
    notes.observations.push(note('both-tables', flag ?? loser.value.location, detail, related));
  }
}

function noticeReplaced({ config, family, notes }: NoticeContext): void {
  for (const { id, loser, winner } of config.replacements) {
    if (id !== idIn(config, family, criIds.grpc)) continue;
    const by = winner.value.location.path;
    const related = relatedTo(winner.value.location, 'replaces the whole table');
    const lines = loser.value.kind === 'table' ? driverLines(loser.value) : [];
    for (const { handler, entry } of lines) {
      notes.observations.push(note('replaced-by-import', entry.value.location, { plugin: id, handler, by }, related));
    }
    if (lines.length > 0) continue;
    notes.observations.push(
      note('replaced-by-import', loser.value.location, { plugin: id, handler: null, by }, related),
    );
  }
}

function noticeOverridden({ config, notes }: NoticeContext): void {
  const ids: readonly string[] = [criIds.runtime, criIds.grpc];
  for (const { path, loser, winner } of config.overrides) {
    const [id, containerd, runtimes, handler = null] = path;
    if (id === undefined || !ids.includes(id) || containerd?.toLowerCase() !== 'containerd') continue;
    if (loser.value.kind === 'scalar' && writtenValue(loser.value) === writtenValue(winner.value)) continue;
    const detail = {
      key: path.slice(1).join('.').slice(0, 200),
      handler: runtimes?.toLowerCase() === 'runtimes' ? handler : null,
      by: winner.value.location.path,
    };
    const related = relatedTo(winner.value.location, 'set again here');
    notes.observations.push(note('overridden-by-import', loser.value.location, detail, related));
  }
}
