import type { Location } from '../text/position.ts';
import type { TemplatedDriver } from './boot-generator.ts';
import { readAssignment, readHeader, unquote } from './template-keys.ts';
import { type Branch, locateLine, readTemplateLines, type TemplateLine, type TemplateText } from './template-lines.ts';
import {
  covers,
  driverOf,
  excludes,
  isExpression,
  isWithin,
  settledValue,
  type TemplateSetting,
} from './template-value.ts';

export interface TemplateHandler {
  /** As written: it may hold an expression. */
  readonly name: string;
  readonly driver: TemplatedDriver;
  /** The runtime type; null where it is not written out, or nowhere. */
  readonly type: string | null;
  /**
   * True where it stands in the CRI table of containerd 1 and others stand in that of containerd 2: containerd 2 takes
   * those, and drops this one.
   */
  readonly dropped: boolean;
  /** The setting's line, else the table's header. */
  readonly location: Location;
}

export interface ContainerdTemplate {
  /** The file's `version`, null where it is not written out. */
  readonly configVersion: number | null;
  readonly handlers: readonly TemplateHandler[];
  /** The handlers that may become the default one, more than one where it depends on what the template is given. */
  readonly defaults: readonly string[];
  /** What comes out for the default handler, whichever it is. */
  readonly driver: TemplatedDriver;
  /** What the values that are not written out depend on, as written. */
  readonly conditions: readonly string[];
  /** The deciding line: that of a default handler, else the first line. */
  readonly location: Location;
}

/** The tables in which containerd looks for its handlers (containerd 1.2's, 1.3 to 1.7's, 2's). */
const CRI_PLUGINS = new Set(['cri', 'io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.runtime']);
const CRI_V2 = 'io.containerd.cri.v1.runtime';
const DEFAULT_HANDLER = 'runc';
const MOST_OPEN_TABLES = 16;
const MOST_DEFINITIONS = 256;
const MOST_SETTINGS = 64;
/** The runtimes whose options hold the setting, or to which containerd 1's older setting applies. */
const RUNC = /^io\.containerd\.(?:runc\.v[12]|runtime\.v1\.linux)$/;

interface Definition {
  readonly plugin: string;
  readonly name: string;
  readonly headers: TemplateLine[];
  readonly cgroup: TemplateSetting<boolean>[];
  readonly type: TemplateSetting<string>[];
}

/** What a template of containerd's configuration would write, as far as its text tells. Total. */
export function readTemplate(text: string, path: string): ContainerdTemplate {
  const template = readTemplateLines(text);
  const found = gather(template);
  const second = found.definitions.some(({ plugin }) => plugin === CRI_V2);
  const handlers: TemplateHandler[] = [];
  const conditions = new Set<string>();
  for (const definition of found.definitions) {
    const { name, plugin, headers, cgroup } = definition;
    const type = typeOf(definition, template);
    if ((name === 'default' || name === 'untrusted') && definition.type.length > 0 && type === '') continue;
    const driver = driverOfHandler(definition, type, template);
    if (driver === 'templated') for (const setting of cgroup) noteConditions(conditions, setting, headers);
    const line = cgroup.at(-1)?.line ?? headers[0]!;
    handlers.push({
      name,
      driver,
      type: type === 'templated' || type === 'absent' ? null : type,
      dropped: second && plugin !== CRI_V2,
      location: locateLine(path, line),
    });
  }
  if (handlers.length === 0 && !found.anyTable && template.hasDirectives) {
    const location = locateLine(path, template.lines[0]!);
    handlers.push({ name: DEFAULT_HANDLER, driver: 'templated', type: null, dropped: false, location });
  }
  const defaults = defaultsOf(found.defaults, handlers, template);
  const chosen = defaults.map((name) => handlers.find((handler) => handler.name === name && !handler.dropped) ?? null);
  const location = chosen.find((handler) => handler !== null)?.location ?? locateLine(path, template.lines[0]!);
  const driver = template.includes ? 'templated' : common(chosen.map((handler) => handler?.driver ?? 'absent'));
  return { configVersion: found.version, handlers, defaults, driver, conditions: [...conditions], location };
}

/** A table header, and what stands behind it until the next one. */
interface OpenTable {
  readonly keys: readonly string[];
  readonly line: TemplateLine;
}

interface Gathered {
  readonly definitions: Definition[];
  readonly defaults: TemplateSetting<string>[];
  readonly version: number | null;
  readonly anyTable: boolean;
}

function gather(template: TemplateText): Gathered {
  const definitions = new Map<string, Definition>();
  const defaults: TemplateSetting<string>[] = [];
  let version: number | null = null;
  let anyTable = false;
  let tables: OpenTable[] = [];

  for (const line of template.lines) {
    if (line.text.trim() === '' || line.text.trim().startsWith('#')) continue;
    const header = readHeader(line.text);
    if (header !== null || line.text.trim().startsWith('[[')) {
      anyTable = true;
      tables = tables.filter((table) => !isWithin(table.line.branches, line.branches));
      tables = [...tables.slice(-MOST_OPEN_TABLES), { keys: header ?? [], line }];
      if (header !== null) addHeader(define(definitions, header), line);
      continue;
    }
    const assignment = readAssignment(line.text);
    if (assignment === null) {
      // `{{ toToml .options }}` may write the setting.
      for (const { keys } of tablesOf(line, tables, template)) {
        const templated: TemplateSetting<boolean> = { value: 'templated', line, expression: line.text.trim() };
        if (keys.at(-1) === 'options' && isExpression(line.text)) define(definitions, keys)?.cgroup.push(templated);
      }
      continue;
    }
    if (tables.length === 0 && assignment.keys[0] === 'version' && /^\d$/.test(assignment.value)) {
      version = Number(assignment.value);
    }
    for (const table of tablesOf(line, tables, template)) {
      record(definitions, defaults, [...table.keys, ...assignment.keys], assignment.value, line);
    }
  }
  return { definitions: [...definitions.values()], defaults, version, anyTable };
}

/**
 * The tables that a line may belong to: several behind a conditional whose branches end in different ones. `tables` are
 * those before the line, in order.
 */
function tablesOf(line: TemplateLine, tables: readonly OpenTable[], { blocks }: TemplateText): readonly OpenTable[] {
  const found: OpenTable[] = [];
  for (const table of tables.toReversed()) {
    if (excludes(table.line.branches, line.branches)) continue;
    found.push(table);
    if (isWithin(line.branches, table.line.branches) || covers(found, line.branches, blocks)) break;
  }
  return found;
}

function define(definitions: Map<string, Definition>, keys: readonly string[]): Definition | null {
  const [root, plugin = '', section, table, name] = keys;
  if (root !== 'plugins' || !CRI_PLUGINS.has(plugin) || section !== 'containerd') return null;
  const handler =
    table === 'runtimes'
      ? name
      : table === 'default_runtime'
        ? 'default'
        : table === 'untrusted_workload_runtime'
          ? 'untrusted'
          : undefined;
  if (handler === undefined) return null;
  const id = `${plugin}\n${table}\n${handler}`;
  if (!definitions.has(id) && definitions.size >= MOST_DEFINITIONS) return null;
  const definition = definitions.get(id) ?? { plugin, name: handler, headers: [], cgroup: [], type: [] };
  definitions.set(id, definition);
  return definition;
}

function addHeader(definition: Definition | null, line: TemplateLine): void {
  if (definition !== null && definition.headers.length < MOST_SETTINGS) definition.headers.push(line);
}

function record(
  definitions: Map<string, Definition>,
  defaults: TemplateSetting<string>[],
  keys: readonly string[],
  value: string,
  line: TemplateLine,
): void {
  const last = keys.at(-1) ?? '';
  const templated = line.inner.length > 0 || isExpression(value);
  const expression = line.inner.length > 0 ? [...new Set(line.inner)].join(', ') : templated ? value : null;
  const text: TemplateSetting<string> = {
    value: line.inner.length > 0 ? 'templated' : unquote(value),
    line,
    expression,
  };
  if (last === 'default_runtime_name' && keys[0] === 'plugins' && defaults.length < MOST_SETTINGS) defaults.push(text);
  const definition = define(definitions, keys);
  if (definition === null || keys.length < 5 || definition.cgroup.length + definition.type.length > MOST_SETTINGS)
    return;
  if (definition.headers.length === 0) definition.headers.push(line);
  if (last === 'runtime_type') definition.type.push(templated ? { ...text, value: 'templated' } : text);
  const inline = /^\{.*\bSystemdCgroup["']?\s*=\s*(true|false)\b/i.exec(value)?.[1];
  if (last.toLowerCase() === 'systemdcgroup' || (last === 'options' && inline !== undefined)) {
    const enabled = inline ?? value;
    const known = !templated && /^(?:true|false)$/.test(enabled);
    definition.cgroup.push({ value: known ? enabled === 'true' : 'templated', line, expression });
  } else if (isExpression(last) && keys.includes('options')) {
    definition.cgroup.push({ value: 'templated', line, expression: last });
  }
}

/** The branches that the handler's tables stand in, the widest of them. */
function placesOf({ headers }: Definition): readonly (readonly Branch[])[] {
  const places = headers.map(({ branches }) => branches);
  return places.filter(
    (place, index) =>
      !places.some((other, at) => at !== index && isWithin(place, other) && (!isWithin(other, place) || at < index)),
  );
}

function typeOf(definition: Definition, { blocks }: TemplateText): string {
  const types = placesOf(definition).map((place) => settledValue(definition.type, place, blocks));
  return types.every((type) => type === types[0]) ? (types[0] ?? 'absent') : 'templated';
}

function driverOfHandler(definition: Definition, type: string, { blocks }: TemplateText): TemplatedDriver {
  if (type !== 'absent' && type !== 'templated' && !RUNC.test(type)) return 'opaque';
  return common(placesOf(definition).map((place) => driverOf(settledValue(definition.cgroup, place, blocks))));
}

function noteConditions(
  conditions: Set<string>,
  setting: TemplateSetting<boolean>,
  headers: readonly TemplateLine[],
): void {
  if (setting.expression !== null) conditions.add(setting.expression);
  for (const branch of setting.line.branches) {
    if (!headers.some(({ branches }) => isWithin(branches, [branch]))) conditions.add(branch.condition);
  }
}

function defaultsOf(
  settings: readonly TemplateSetting<string>[],
  handlers: readonly TemplateHandler[],
  { blocks }: TemplateText,
): readonly string[] {
  if (handlers.some(({ name, type }) => name === 'default' && type !== null)) return ['default'];
  const settled = settledValue(settings, [], blocks);
  if (settled !== 'absent' && settled !== 'templated') return [settled];
  const names = new Set(settings.map(({ value }) => value));
  const always = coveredByAll(settings, blocks);
  if (settings.length === 0 || !always) names.add(DEFAULT_HANDLER);
  return [...names];
}

function coveredByAll(settings: readonly TemplateSetting<string>[], blocks: TemplateText['blocks']): boolean {
  return (
    settledValue(
      settings.map((setting) => ({ ...setting, value: true })),
      [],
      blocks,
    ) === true
  );
}

function common(drivers: readonly TemplatedDriver[]): TemplatedDriver {
  return drivers.every((driver) => driver === drivers[0]) ? (drivers[0] ?? 'absent') : 'templated';
}
