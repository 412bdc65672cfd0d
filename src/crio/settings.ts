import { isSpellingOf } from '../containerd/decoding/spellings.ts';
import { observe } from '../text/observation.ts';
import { type Location, locate, type Span } from '../text/position.ts';
import type { TomlEntry, TomlTable } from '../text/toml/document.ts';
import { parseToml } from '../text/toml/parse.ts';
import type { Version } from '../versions/version.ts';
import type { CrioObservation } from './answer.ts';
import type { ConfigFile } from './config-files.ts';
import { lendsDefaultRuntime, tomlDialect } from './rules.ts';
import { wrongTypes } from './type-check.ts';
import type { CheckedKey, CheckedValue } from './values.ts';

export interface Setting {
  readonly value: string;
  readonly location: Location;
}

/** What one file says of a runtime handler. */
export interface HandlerSettings {
  readonly name: string;
  readonly definition: Location;
  readonly monitorCgroup: Setting | null;
  readonly runtimeType: Setting | null;
  readonly runtimePath: Setting | null;
  /** `inherit_default_runtime = true`, which the release knows. */
  readonly inherits: boolean;
}

/** What one file says. */
export interface FileSettings {
  readonly path: string;
  readonly cgroupManager: Setting | null;
  readonly conmonCgroup: Setting | null;
  readonly defaultRuntime: Setting | null;
  /** The socket of its CRI. */
  readonly listen: Setting | null;
  readonly handlers: readonly HandlerSettings[];
  readonly checked: readonly CheckedValue[];
  /** Whether `crio.runtime.runtimes` is there, spelled exactly so. */
  readonly definesHandlers: boolean;
  /** Whether `crio.runtime.default_runtime` is there, spelled exactly so. */
  readonly definesDefaultRuntime: boolean;
  /** The `[crio.runtime]` header, where the file has one. */
  readonly table: Location | null;
  readonly refusal: CrioObservation | null;
  readonly observations: readonly CrioObservation[];
  readonly doubts: readonly CrioObservation[];
}

/**
 * Reads a file as CRI-O's TOML library does (BurntSushi/toml decode.go, unifyStruct): keys match exactly or else without
 * regard to case, keys that nobody knows are ignored, and a value of the wrong type is an error, whatever its key is for.
 */
export function readSettings(file: ConfigFile, version: Version | null): FileSettings {
  const path = file.resolvedPath;
  const at = (span: Span) => locate(path, span);
  const result = parseToml(file.bytes, tomlDialect(version));
  if (!result.ok) {
    const { message, position } = result.error;
    const location = at({ start: position, end: position });
    return unreadable(path, observe('file-invalid', location, { path, message }));
  }
  const doubts: CrioObservation[] = [];
  const textOf = (tables: readonly TomlTable[], key: string): Setting | null => {
    const [entry, second] = entriesOf(tables, key);
    if (entry === undefined) return null;
    if (second !== undefined) doubts.push(observe('keys-differ-in-case', at(second.keySpan), { key }));
    const { value } = entry;
    return value.type === 'string' ? { value: value.value, location: at(value.span) } : null;
  };

  const wrong = wrongTypes(result.document, version);
  const certain = wrong.find(({ inSomeReleases }) => !inSomeReleases);
  for (const { key, span } of certain === undefined ? wrong.slice(0, 1) : []) {
    doubts.push(observe('version-decides', at(span), { value: key }));
  }
  const crio = tablesOf([result.document], 'crio');
  const runtime = tablesOf(crio, 'runtime');
  const handlers = tablesOf(runtime, 'runtimes').flatMap(({ entries }) =>
    entries.flatMap(({ key, keySpan, value }) => {
      if (value.type !== 'table') return [];
      return [
        {
          name: key,
          definition: at(value.headers[0] ?? keySpan),
          monitorCgroup: textOf([value], 'monitor_cgroup'),
          runtimeType: textOf([value], 'runtime_type'),
          runtimePath: textOf([value], 'runtime_path'),
          inherits:
            lendsDefaultRuntime(version) &&
            entriesOf([value], 'inherit_default_runtime').some(({ value: is }) => is.type === 'boolean' && is.value),
        },
      ];
    }),
  );
  const header = runtime.flatMap(({ headers }) => headers)[0];
  return {
    path,
    cgroupManager: textOf(runtime, 'cgroup_manager'),
    conmonCgroup: textOf(runtime, 'conmon_cgroup'),
    defaultRuntime: textOf(runtime, 'default_runtime'),
    listen: textOf(tablesOf(crio, 'api'), 'listen'),
    handlers,
    checked: [
      ...checkedIn(runtime, 'log_level', at),
      ...checkedIn(runtime, 'log_size_max', at),
      ...checkedIn(tablesOf(crio, 'image'), 'image_volumes', at),
    ],
    definesHandlers: isDefined(result.document, ['crio', 'runtime', 'runtimes']),
    definesDefaultRuntime: isDefined(result.document, ['crio', 'runtime', 'default_runtime']),
    table: header === undefined ? null : at(header),
    refusal: certain === undefined ? null : observe('type-wrong', at(certain.span), { key: certain.key.slice(0, 200) }),
    observations: misplaced(result.document, runtime, at),
    doubts,
  };
}

function unreadable(path: string, refusal: CrioObservation): FileSettings {
  return {
    path,
    cgroupManager: null,
    conmonCgroup: null,
    defaultRuntime: null,
    listen: null,
    handlers: [],
    checked: [],
    definesHandlers: false,
    definesDefaultRuntime: false,
    table: null,
    refusal,
    observations: [],
    doubts: [],
  };
}

/** The library's `IsDefined`, which knows no other case. */
function isDefined(table: TomlTable, keys: readonly string[]): boolean {
  const [first, ...rest] = keys;
  const value = table.entries.find(({ key }) => key === first)?.value;
  return value !== undefined && (rest.length === 0 || (value.type === 'table' && isDefined(value, rest)));
}

function entriesOf(tables: readonly TomlTable[], key: string): readonly TomlEntry[] {
  return tables.flatMap(({ entries }) => entries.filter((entry) => isSpellingOf(entry.key, key)));
}

function tablesOf(tables: readonly TomlTable[], key: string): readonly TomlTable[] {
  return entriesOf(tables, key).flatMap(({ value }) => (value.type === 'table' ? [value] : []));
}

function checkedIn(
  tables: readonly TomlTable[],
  key: CheckedKey,
  at: (span: Span) => Location,
): readonly CheckedValue[] {
  return entriesOf(tables, key).flatMap(({ value }) =>
    value.type === 'string' || value.type === 'integer'
      ? [{ key, value: String(value.value), location: at(value.span) }]
      : [],
  );
}

function misplaced(
  document: TomlTable,
  runtime: readonly TomlTable[],
  at: (span: Span) => Location,
): readonly CrioObservation[] {
  return entriesOf(tablesElsewhere(document, runtime), 'cgroup_manager').map(({ value, keySpan }) =>
    observe('setting-in-wrong-table', at(keySpan), { value: value.type === 'string' ? value.value : '' }),
  );
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
