import { observe } from '../text/observation.ts';
import { type Location, locate, type Span } from '../text/position.ts';
import type { TomlEntry, TomlTable } from '../text/toml/document.ts';
import { parseToml } from '../text/toml/parse.ts';
import type { CrioObservation } from './answer.ts';
import type { ConfigFile } from './config-files.ts';

export interface Setting {
  readonly value: string;
  readonly location: Location;
}

/** What one file says of a runtime handler. */
export interface HandlerSettings {
  readonly name: string;
  readonly definition: Location;
  readonly monitorCgroup: Setting | null;
  /** conmon runs it: its `runtime_type` is `oci` or none. */
  readonly usesConmon: boolean;
}

/** What one file says. */
export interface FileSettings {
  readonly path: string;
  readonly cgroupManager: Setting | null;
  readonly conmonCgroup: Setting | null;
  readonly defaultRuntime: Setting | null;
  readonly handlers: readonly HandlerSettings[];
  /** The `[crio.runtime]` header, where the file has one. */
  readonly table: Location | null;
  readonly refusal: CrioObservation | null;
  readonly observations: readonly CrioObservation[];
  readonly doubts: readonly CrioObservation[];
}

/**
 * Reads a file as CRI-O's TOML library does (BurntSushi/toml decode.go, unifyStruct): keys match exactly or else without
 * regard to case, keys that nobody knows are ignored, and a value of the wrong type is an error.
 */
export function readSettings(file: ConfigFile): FileSettings {
  const path = file.resolvedPath;
  const observations: CrioObservation[] = [];
  const doubts: CrioObservation[] = [];
  let refusal: CrioObservation | null = null;
  const at = (span: Span) => locate(path, span);
  const refuse = (observation: CrioObservation) => {
    refusal ??= observation;
  };

  function entriesOf(tables: readonly TomlTable[], key: string): readonly TomlEntry[] {
    return tables.flatMap((table) => table.entries.filter((entry) => entry.key.toLowerCase() === key));
  }

  function tablesOf(tables: readonly TomlTable[], key: string): readonly TomlTable[] {
    return entriesOf(tables, key).flatMap(({ value, keySpan }) => {
      if (value.type === 'table') return [value];
      refuse(observe('type-wrong', at(keySpan), { key }));
      return [];
    });
  }

  function textOf(tables: readonly TomlTable[], key: string): Setting | null {
    const entries = entriesOf(tables, key);
    const [entry, second] = entries;
    if (entry === undefined) return null;
    if (second !== undefined) doubts.push(observe('keys-differ-in-case', at(second.keySpan), { key }));
    if (entry.value.type !== 'string') {
      refuse(observe('type-wrong', at(entry.value.span), { key }));
      return null;
    }
    return { value: entry.value.value, location: at(entry.value.span) };
  }

  const none = { path, cgroupManager: null, conmonCgroup: null, defaultRuntime: null, handlers: [], table: null };
  const result = parseToml(file.bytes, 'toml-1.0');
  if (!result.ok) {
    const { message, position } = result.error;
    const location = at({ start: position, end: position });
    return { ...none, refusal: observe('file-invalid', location, { path, message }), observations, doubts };
  }
  const crio = tablesOf([result.document], 'crio');
  const runtime = tablesOf(crio, 'runtime');
  const handlers = tablesOf(runtime, 'runtimes').flatMap(({ entries }) =>
    entries.flatMap(({ key, keySpan, value }) => {
      if (value.type !== 'table') {
        refuse(observe('type-wrong', at(keySpan), { key }));
        return [];
      }
      return [
        {
          name: key,
          definition: at(value.headers[0] ?? keySpan),
          monitorCgroup: textOf([value], 'monitor_cgroup'),
          usesConmon: ['', 'oci'].includes(textOf([value], 'runtime_type')?.value ?? ''),
        },
      ];
    }),
  );
  for (const table of tablesElsewhere(result.document, runtime)) {
    for (const entry of entriesOf([table], 'cgroup_manager')) {
      const value = entry.value.type === 'string' ? entry.value.value : '';
      observations.push(observe('setting-in-wrong-table', at(entry.keySpan), { value }));
    }
  }
  const header = runtime.flatMap(({ headers }) => headers)[0];
  return {
    path,
    cgroupManager: textOf(runtime, 'cgroup_manager'),
    conmonCgroup: textOf(runtime, 'conmon_cgroup'),
    defaultRuntime: textOf(runtime, 'default_runtime'),
    handlers,
    table: header === undefined ? null : at(header),
    refusal,
    observations,
    doubts,
  };
}

/** Every table of the document but those in `known`. */
function tablesElsewhere(document: TomlTable, known: readonly TomlTable[]): readonly TomlTable[] {
  const found: TomlTable[] = [];
  const open: TomlTable[] = [document];
  for (let table = open.pop(); table !== undefined; table = open.pop()) {
    if (!known.includes(table)) found.push(table);
    for (const { value } of table.entries) if (value.type === 'table') open.push(value);
  }
  return found;
}
