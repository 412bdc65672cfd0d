import type { FileTree } from '../../image/file-tree.ts';
import type { HandlerAnswer, RuntimeConfigAnswer } from '../answer.ts';
import type { Family } from '../families.ts';
import { criIds, serverSettings } from '../fields/cri-fields.ts';
import type { ConfigEntry } from '../files/config-tree.ts';
import type { ConfigDocument } from '../files/document.ts';
import { pluginEntries } from '../files/document.ts';
import type { ServerConfig } from '../files/server-config.ts';
import type { Notes } from '../notes.ts';
import type { CriOutcome } from '../plugins/cri.ts';
import type { DriverDecision } from '../plugins/drivers.ts';
import type { OriginContext } from '../plugins/origins.ts';

/** All that is known once the answer stands; from this the lines that had no effect are found. */
export interface NoticeContext extends OriginContext {
  readonly tree: FileTree;
  readonly configPath: string;
  readonly outcome: CriOutcome;
  readonly decisions: ReadonlyMap<string, DriverDecision>;
  readonly handlers: readonly HandlerAnswer[];
  readonly runtimeConfig: RuntimeConfigAnswer;
  readonly notes: Notes;
}

/** A table of CRI settings in one file. */
export interface CriTable {
  readonly document: ConfigDocument;
  readonly id: string;
  readonly entry: ConfigEntry;
  /** This release, with this configuration, takes the runtimes from it. */
  readonly read: boolean;
  /** The id that it would have to have. */
  readonly wanted: string;
}

/** The tables in all files that hold runtimes, by any version's name. */
export function criTables({ documents, config, family }: OriginContext): readonly CriTable[] {
  const ids: readonly string[] = [criIds.short, criIds.grpc, criIds.runtime];
  return documents.flatMap((document) =>
    [...pluginEntries(document.config)].flatMap(([id, entry]) => {
      if (!ids.includes(id) || (id === criIds.grpc && isServerTable(entry, family))) return [];
      return [
        { document, id, entry, read: isRead(id, document, config, family), wanted: wantedId(document, config, family) },
      ];
    }),
  );
}

/** From version 3 on the old table still holds the settings of the streaming server, and nothing else. */
function isServerTable({ value }: ConfigEntry, family: Family): boolean {
  const kept: readonly string[] = serverSettings;
  return (
    family.generation === 2 && value.kind === 'table' && [...value.entries.keys()].every((key) => kept.includes(key))
  );
}

function isRead(id: string, document: ConfigDocument, config: ServerConfig, family: Family): boolean {
  if (family.generation === 1) return id === (isVersion1(config.version) ? criIds.short : criIds.grpc);
  if (id === criIds.runtime) return true;
  if (id === criIds.short && !isVersion1(document.version)) return false;
  return family.has('migratesEachFile') ? document.version < 4 : config.version < 3;
}

function wantedId(document: ConfigDocument, config: ServerConfig, family: Family): string {
  if (family.generation === 1) return isVersion1(config.version) ? criIds.short : criIds.grpc;
  return family.has('migratesEachFile') && document.version === 2 ? criIds.grpc : criIds.runtime;
}

export function isVersion1(version: number): boolean {
  return version === 0 || version === 1;
}
